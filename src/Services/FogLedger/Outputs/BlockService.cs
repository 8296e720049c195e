// Whole blocks, for what ingest has missed (fact sheet fog §6.6). Not attested.
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using External = MobileCoin.Wire.External;
using WireBlockData = MobileCoin.Wire.FogLedger.BlockData;
using WireRange = MobileCoin.Wire.FogCommon.BlockRange;

namespace MobileCoin.FogLedger;

/// <summary>Gives blocks' outputs. Chain id and token are looked at before.</summary>
/// <param name="blocks">Where blocks come from.</param>
/// <param name="logger">The log.</param>
internal sealed class BlockService(IBlockProvider blocks, ILogger logger) : FogBlockAPI.FogBlockAPIBase
{
    /// <summary>Most blocks of an answer, of those that the ledger has; upstream knows no limit.</summary>
    internal const int MaxBlocks = 1000;

    public override async Task<BlockResponse> GetBlocks(BlockRequest request, ServerCallContext context)
    {
        try
        {
            Block latest = await blocks.GetLatestBlockAsync(context.CancellationToken).ConfigureAwait(false);
            var response = new BlockResponse { NumBlocks = latest.Index + 1, GlobalTxoCount = latest.CumulativeTxoCount };
            ulong[] indices = Indices(request.Ranges, response.NumBlocks);
            if (indices.Length == 0) return response;
            ProvidedBlocks provided = await blocks.GetBlocksDataAsync(indices, context.CancellationToken).ConfigureAwait(false);
            foreach (ProvidedBlock? block in provided.Blocks)
            {
                if (block is not null) response.Blocks.Add(Answer(block));
            }
            return response;
        }
        catch (BlockProviderException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }

    // Ranges in their order, with what they have in common twice.
    private ulong[] Indices(IEnumerable<WireRange> ranges, ulong numBlocks)
    {
        List<ulong> indices = [];
        foreach (WireRange range in ranges)
        {
            ulong end = Math.Min(range.EndBlock, numBlocks);
            if (range.StartBlock >= end) continue;
            if (end - range.StartBlock > (ulong)(MaxBlocks - indices.Count)) throw RpcErrors.InvalidArgument(logger, "GetBlocks", $"more than {MaxBlocks} blocks are asked for, which is the limit");
            for (ulong index = range.StartBlock; index < end; index++) indices.Add(index);
        }
        return [.. indices];
    }

    private static WireBlockData Answer(ProvidedBlock block)
    {
        var answer = new WireBlockData
        {
            Index = block.Data.Block.Index,
            GlobalTxoCount = block.Data.Block.CumulativeTxoCount,
            Timestamp = block.Timestamp,
            TimestampResultCode = (uint)block.TimestampResult,
        };
        foreach (TxOut output in block.Data.Contents.Outputs) answer.Outputs.Add(GeneratedMessage.Decode<External.TxOut>(output.Encode()));
        return answer;
    }
}
