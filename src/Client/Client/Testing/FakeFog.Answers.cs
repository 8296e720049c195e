// What the services of a fake network answer (fact sheets fog §5.3, §6.3 to §6.7, §4.1; consensus §4.10).
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

public sealed partial class FakeFog
{
    internal Task<T> AnswerAsync<T>(FakeServices service, Func<T> answer, CancellationToken cancellationToken) =>
        AnswerAsync(service, answer, static _ => null, cancellationToken);

    internal QueryResponse QueryView(QueryRequestAAD aad, QueryRequest query)
    {
        CatchUp();
        return _view.Query(aad, query, Less(_view.Processed, Faults.ViewLag), _chain);
    }

    internal CheckKeyImagesResponse CheckKeyImages(CheckKeyImagesRequest request)
    {
        ulong height = Less(_chain.Height, Faults.KeyImageLag);
        return new CheckKeyImagesResponse
        {
            NumBlocks = height,
            GlobalTxoCount = _chain.TxOutCountAt(height),
            Results = [.. request.Queries.Select(q => Result(q.KeyImage, height))],
            LatestBlockVersion = _options.BlockVersion.Value,
            MaxBlockVersion = BlockVersion.MaxValue,
        };
    }

    internal GetOutputsResponse GetOutputs(GetOutputsRequest request)
    {
        if (request.Indices.Count > GetOutputsRequest.MaxIndices) throw new MobileCoinException(ClientError.ServiceUnavailable, "Request size exceeds limit");
        return new GetOutputsResponse
        {
            NumBlocks = _chain.Height,
            GlobalTxoCount = _chain.TxOutCount,
            LatestBlockVersion = _options.BlockVersion.Value,
            MaxBlockVersion = BlockVersion.MaxValue,
            Results =
            [
                .. request.Indices.Select(i => _chain.TryOutput(i, out TxOut? output, out TxOutMembershipProof? proof)
                    ? new OutputResult(i, OutputResultCode.Exists, output, proof)
                    : OutputResult.DoesNotExist(i)),
            ],
        };
    }

    internal IReadOnlyList<FogBlock> GetBlocks(IReadOnlyList<BlockRange> ranges)
    {
        List<FogBlock> blocks = [];
        foreach (BlockRange range in ranges)
        {
            for (ulong i = range.StartBlock; i < range.EndBlock && _chain.TryBlock(i, out FakeBlock? block); i++)
            {
                blocks.Add(new FogBlock(block.Index, block.TxOutCount, block.Outputs, BlockTime.Read(block.Timestamp)));
            }
        }
        return blocks;
    }

    internal TxOutLookup FindTxOuts(IReadOnlyList<CompressedRistretto> publicKeys) =>
        new([.. publicKeys.Select(Find)], _chain.Height, _chain.TxOutCount);

    internal ReportResponse GetReports(string fogUrl)
    {
        if (FogReportVerifier.Normalize(fogUrl) != FogReportVerifier.Normalize(FogSettings.ReportUrl))
        {
            throw new MobileCoinException(ClientError.NetworkUnreachable, $"{fogUrl}: there is no such fog on a fake network");
        }
        ulong expiry = Faults.ReportExpiry ?? _chain.Height + _options.ReportWindow;
        _publishedExpiry = Math.Max(_publishedExpiry, expiry);
        return _reports.Respond(_active.IngressKey, expiry, !Faults.UntrustedReports);
    }

    internal NetworkStatus GetNetworkStatus() => new(_chain.Height, _options.BlockVersion.Value, _consensus.Fees);

    internal TxProposal Propose(Tx transaction)
    {
        (TxProposalResult result, string message) = Faults.Reject is { } reject ? (reject, reject.ToString()) : _consensus.Propose(transaction, Faults.Forget);
        var proposal = new TxProposal(result, _chain.Height, _options.BlockVersion.Value, message);
        if (_consensus.Count > 0 && _options.Blocks == FakeBlocks.AtOnce) MakeBlockCore();
        return proposal;
    }

    internal Task<TxProposal> ProposeAsync(Tx transaction, CancellationToken cancellationToken) => AnswerAsync(
        FakeServices.Consensus, () => Propose(transaction),
        _ => Faults.LoseAnswers ? new MobileCoinException(ClientError.NetworkUnreachable, "consensus: the connection was lost") : null, cancellationToken);

    private async Task<T> AnswerAsync<T>(FakeServices service, Func<T> answer, Func<T, Exception?> loss, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Faults.Delay > TimeSpan.Zero) await Task.Delay(Faults.Delay, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
        if ((Faults.Unavailable & service) != FakeServices.None) throw new MobileCoinException(ClientError.ServiceUnavailable, $"{service}: the service is not available");
        lock (_gate)
        {
            T result = answer();
            return loss(result) is { } lost ? throw lost : result;
        }
    }

    private KeyImageResult Result(KeyImage image, ulong height) => _chain.SpentAt(image) is { } block && block < height && _chain.TryBlock(block, out FakeBlock? spent)
        ? new KeyImageResult(image, block, spent.Timestamp, TimestampResultCode.TimestampFound, KeyImageResultCode.Spent)
        : KeyImageResult.NotSpent(image);

    private TxOutLookupResult Find(CompressedRistretto key)
    {
        if (_chain.Find(key) is not { } index) return new TxOutLookupResult(key, TxOutLookupCode.NotFound, 0, 0, null);
        FakeBlock block = _chain.BlockOf(index);
        return new TxOutLookupResult(key, TxOutLookupCode.Found, index, block.Index, BlockTime.Read(block.Timestamp));
    }

    private static ulong Less(ulong count, ulong lag) => count > lag ? count - lag : 0;
}
