// An ingest node over gRPC (fact sheet fog §7.2, §8.1).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Connections;
using MobileCoin.Curve25519;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogOverseer;

/// <summary>Calls account_ingest.AccountIngestAPI of one node.</summary>
internal sealed class IngestNodeConnection : IIngestNode, IDisposable
{
    private static readonly TimeSpan StatusWindow = TimeSpan.FromSeconds(10), StatusPause = TimeSpan.FromMilliseconds(100);

    // An activation hands the key to every peer, each with a handshake.
    private static readonly TimeSpan ChangeTimeout = TimeSpan.FromSeconds(60);

    private readonly TimeProvider _time;
    private readonly ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> _status;
    private readonly ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> _change;

    internal IngestNodeConnection(FogIngestUri uri, TimeProvider time, ChannelPool channels)
    {
        (Uri, _time) = (uri.ToString(), time);
        var options = new ConnectionOptions { Retries = RetryPolicy.None, TimeProvider = time };
        _status = OpenConnection.Ingest(uri, options with { Timeout = StatusWindow }, channels);
        _change = OpenConnection.Ingest(uri, options with { Timeout = ChangeTimeout }, channels);
    }

    public string Uri { get; }

    public async Task<IngestSummary> GetStatusAsync(CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await CallAsync(_status, static (client, options) => client.GetStatusAsync(new Empty(), options), cancellationToken).ConfigureAwait(false);
            }
            catch (IngestNodeException e) when (e.InnerException is ConnectionException { MayRetry: true } && _time.GetElapsedTime(start) + StatusPause < StatusWindow)
            {
                await Task.Delay(StatusPause, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public Task<IngestSummary> NewKeysAsync(CancellationToken cancellationToken) =>
        CallAsync(_change, static (client, options) => client.NewKeysAsync(new Empty(), options), cancellationToken);

    public Task<IngestSummary> ActivateAsync(CancellationToken cancellationToken) =>
        CallAsync(_change, static (client, options) => client.ActivateAsync(new Empty(), options), cancellationToken);

    public void Dispose()
    {
        _status.Dispose();
        _change.Dispose();
    }

    private async Task<IngestSummary> CallAsync(
        ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> connection,
        Func<AccountIngestAPI.AccountIngestAPIClient, CallOptions, AsyncUnaryCall<IngestSummary>> call, CancellationToken cancellationToken)
    {
        IngestSummary summary;
        try
        {
            summary = await connection.CallAsync(call, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionException e)
        {
            throw new IngestNodeException(e.Message, e);
        }
        if (summary.IngressPubkey?.Data.Length != CompressedRistretto.Size) throw new IngestNodeException($"{Uri}: the answer holds no ingress key");
        return summary;
    }
}
