using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Testing;

/// <summary>A transport whose answers are changed on the way.</summary>
internal sealed class TamperedTransport(IFogTransport honest) : IFogTransport
{
    internal Func<GetOutputsResponse, GetOutputsResponse> Outputs { get; set; } = static answer => answer;

    internal Func<CheckKeyImagesResponse, CheckKeyImagesResponse> KeyImages { get; set; } = static answer => answer;

    internal Func<TxOutLookup, TxOutLookup> Lookup { get; set; } = static answer => answer;

    internal Func<ReportResponse, ReportResponse> Reports { get; set; } = static answer => answer;

    internal Func<NetworkStatus, NetworkStatus> Status { get; set; } = static answer => answer;

    internal Func<Tx, CancellationToken, Task<TxProposal>>? Propose { get; set; }

    internal List<GetOutputsRequest> OutputsAsked { get; } = [];

    internal List<Tx> Proposed { get; } = [];

    public Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default) =>
        honest.QueryViewAsync(aad, query, cancellationToken);

    public async Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default) =>
        KeyImages(await honest.CheckKeyImagesAsync(request, cancellationToken));

    public async Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default)
    {
        OutputsAsked.Add(request);
        return Outputs(await honest.GetOutputsAsync(request, cancellationToken));
    }

    public Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default) =>
        honest.GetBlocksAsync(ranges, cancellationToken);

    public async Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default) =>
        Lookup(await honest.FindTxOutsAsync(publicKeys, cancellationToken));

    public async Task<ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default) =>
        Reports(await honest.GetReportsAsync(fogUrl, cancellationToken));

    public async Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) =>
        Status(await honest.GetNetworkStatusAsync(cancellationToken));

    public Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default)
    {
        Proposed.Add(transaction);
        return Propose is null ? honest.ProposeAsync(transaction, cancellationToken) : Propose(transaction, cancellationToken);
    }

    public ValueTask DisposeAsync() => honest.DisposeAsync();
}
