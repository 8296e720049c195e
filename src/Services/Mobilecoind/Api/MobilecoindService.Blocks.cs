// Blocks and when they were signed (fact sheets ledger §7.3, §6.4, fog §7.1).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.MobilecoindApi;
using External = MobileCoin.Wire.External;
using TimestampResultCode = MobileCoin.Wire.Watcher.TimestampResultCode;

namespace MobileCoin.Mobilecoind;

internal sealed partial class MobilecoindService
{
    /// <summary>Most blocks in one answer.</summary>
    internal const int MostBlocks = 10_000;

    public override Task<GetLedgerInfoResponse> GetLedgerInfo(Empty request, ServerCallContext context) =>
        Answer(() => new GetLedgerInfoResponse { BlockCount = ledger.NumBlocks, TxoCount = ledger.NumTxos });

    public override Task<GetBlockInfoResponse> GetBlockInfo(GetBlockInfoRequest request, ServerCallContext context) => Answer(() =>
    {
        BlockContents contents = ledger.GetBlockContents(request.Block);
        return new GetBlockInfoResponse { KeyImageCount = (ulong)contents.KeyImages.Length, TxoCount = (ulong)contents.Outputs.Length };
    });

    public override Task<GetBlockResponse> GetBlock(GetBlockRequest request, ServerCallContext context) => Answer(() => BlockAt(request.Block));

    public override Task<GetBlockResponse> GetLatestBlock(Empty request, ServerCallContext context) => Answer(() => BlockAt(ledger.NumBlocks - 1));

    public override Task<GetBlocksDataResponse> GetBlocksData(GetBlocksDataRequest request, ServerCallContext context) => Answer(() =>
    {
        if (request.Blocks.Count > MostBlocks) WireForms.Refuse("blocks", $"{request.Blocks.Count} blocks, at most {MostBlocks}");
        var answer = new GetBlocksDataResponse();
        foreach (ulong index in request.Blocks)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var result = new BlockDataWithTimestamp { BlockIndex = index };
            try
            {
                result.BlockData = WireForms.Archive(ledger.GetBlockData(index));
                result.Found = true;
                (result.Timestamp, result.TimestampResultCode) = Timestamp(index);
            }
            catch (LedgerException e) when (e.Error == LedgerError.NotFound)
            {
                // Which the answer says.
            }
            answer.Results.Add(result);
        }
        answer.LatestBlock = WireForms.To<Wire.Blockchain.Block, Block>(ledger.GetLatestBlock());
        return answer;
    });

    private GetBlockResponse BlockAt(ulong index)
    {
        BlockContents contents = ledger.GetBlockContents(index);
        var answer = new GetBlockResponse { Block = WireForms.To<Wire.Blockchain.Block, Block>(ledger.GetBlock(index)) };
        foreach (KeyImage keyImage in contents.KeyImages) answer.KeyImages.Add(WireForms.To<External.KeyImage, KeyImage>(keyImage));
        foreach (TxOut output in contents.Outputs) answer.Txos.Add(WireForms.To<External.TxOut, TxOut>(output));
        (answer.Timestamp, answer.TimestampResultCode) = Timestamp(index);
        foreach (BlockSignatureData signature in Signatures(index))
        {
            answer.Signatures.Add(new ArchiveBlockSignatureData
            {
                SrcUrl = signature.SourceUrl,
                Filename = signature.ArchiveFilename,
                Signature = WireForms.To<Wire.Blockchain.BlockSignature, BlockSignature>(signature.Signature),
            });
        }
        return answer;
    }

    private IReadOnlyList<BlockSignatureData> Signatures(ulong index)
    {
        try
        {
            return watcher?.GetBlockSignatures(index) ?? [];
        }
        catch (WatcherDbException e) when (e.Error == WatcherDbError.NotFound)
        {
            return [];
        }
        catch (WatcherDbException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }

    private (ulong Timestamp, TimestampResultCode Code) Timestamp(ulong index)
    {
        if (watcher is null) return (ulong.MaxValue, TimestampResultCode.WatcherDatabaseError);
        try
        {
            (ulong timestamp, Transactions.TimestampResultCode code) = watcher.GetBlockTimestamp(index);
            return (timestamp, (TimestampResultCode)code);
        }
        catch (WatcherDbException e)
        {
            MobilecoindLog.WatcherFailed(logger, e.Message);
            return (ulong.MaxValue, TimestampResultCode.WatcherDatabaseError);
        }
    }
}
