using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>One client's way to a fake network.</summary>
internal sealed class FakeConnection(FakeFog fog) : IFogTransport
{
    public Task<QueryResponse> QueryViewAsync(QueryRequestAAD aad, QueryRequest query, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.View, () => fog.QueryView(aad, query), cancellationToken);

    public Task<CheckKeyImagesResponse> CheckKeyImagesAsync(CheckKeyImagesRequest request, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.KeyImages, () => fog.CheckKeyImages(request), cancellationToken);

    public Task<GetOutputsResponse> GetOutputsAsync(GetOutputsRequest request, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.Outputs, () => fog.GetOutputs(request), cancellationToken);

    public Task<IReadOnlyList<FogBlock>> GetBlocksAsync(IReadOnlyList<BlockRange> ranges, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.Blocks, () => fog.GetBlocks(ranges), cancellationToken);

    public Task<TxOutLookup> FindTxOutsAsync(IReadOnlyList<CompressedRistretto> publicKeys, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.Lookup, () => fog.FindTxOuts(publicKeys), cancellationToken);

    public Task<ReportResponse> GetReportsAsync(string fogUrl, CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.Reports, () => fog.GetReports(fogUrl), cancellationToken);

    public Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) =>
        fog.AnswerAsync(FakeServices.Consensus, fog.GetNetworkStatus, cancellationToken);

    public Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken = default) => fog.ProposeAsync(transaction, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
