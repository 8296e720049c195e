using System.Diagnostics;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>What is asked of a network in a client's name: how often, and for how long.</summary>
internal sealed class MeteredTransport(IFogTransport inner) : IFogTransport
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (int Calls, TimeSpan Time)> _calls = new(StringComparer.Ordinal);
    private int _running;
    private long _since;

    /// <summary>How long at least one question was on its way.</summary>
    internal TimeSpan Waited { get; private set; }

    /// <summary>Questions by their kind, and the time of each kind's, added up; what was said goes.</summary>
    internal IReadOnlyDictionary<string, (int Calls, TimeSpan Time)> Take()
    {
        lock (_lock)
        {
            var taken = new SortedDictionary<string, (int Calls, TimeSpan Time)>(_calls, StringComparer.Ordinal);
            _calls.Clear();
            Waited = TimeSpan.Zero;
            return taken;
        }
    }

    public Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default) =>
        MeasureAsync("view", () => inner.QueryViewAsync(aad, query, cancellationToken));

    public Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default) =>
        MeasureAsync("key images", () => inner.CheckKeyImagesAsync(request, cancellationToken));

    public Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default) =>
        MeasureAsync("outputs with proofs", () => inner.GetOutputsAsync(request, cancellationToken));

    public Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default) =>
        MeasureAsync("blocks", () => inner.GetBlocksAsync(ranges, cancellationToken));

    public Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default) =>
        MeasureAsync("status", () => inner.FindTxOutsAsync(publicKeys, cancellationToken));

    public Task<ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default) =>
        MeasureAsync("reports", () => inner.GetReportsAsync(fogUrl, cancellationToken));

    public Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) =>
        MeasureAsync("fees", () => inner.GetNetworkStatusAsync(cancellationToken));

    public Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default) =>
        MeasureAsync("proposal", () => inner.ProposeAsync(transaction, cancellationToken));

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<T> MeasureAsync<T>(string kind, Func<Task<T>> ask)
    {
        long start = Stopwatch.GetTimestamp();
        lock (_lock)
        {
            if (_running++ == 0) _since = start;
        }
        try
        {
            return await ask().ConfigureAwait(false);
        }
        finally
        {
            long end = Stopwatch.GetTimestamp();
            lock (_lock)
            {
                if (--_running == 0) Waited += Stopwatch.GetElapsedTime(_since, end);
                (int calls, TimeSpan time) = _calls.GetValueOrDefault(kind);
                _calls[kind] = (calls + 1, time + Stopwatch.GetElapsedTime(start, end));
            }
        }
    }
}
