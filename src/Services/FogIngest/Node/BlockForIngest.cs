using MobileCoin.Blockchain;
using MobileCoin.BlockProvider;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.FogIngest;

/// <summary>What ingest needs of a block (fact sheet fog §2.10).</summary>
internal sealed class BlockForIngest
{
    private BlockForIngest(IngestedBlock head, ArraySegment<TxOut> txOuts) => (Head, TxOuts) = (head, txOuts);

    internal IngestedBlock Head { get; }

    internal ulong Index => Head.Index;

    internal ArraySegment<TxOut> TxOuts { get; }

    internal TxsForIngest Whole => Chunk(0, TxOuts.Count);

    /// <summary>A block as the source gives it.</summary>
    /// <exception cref="BlockProviderException">It is another one, or contradicts itself.</exception>
    internal static BlockForIngest Of(ulong index, BlockData data, ulong timestamp)
    {
        TxOut[] outputs = data.Contents.Outputs.ToArray();
        if (data.Block.Index != index) throw new BlockProviderException($"asked for block {index}, got {data.Block.Index}", isTransient: false);
        return data.Block.CumulativeTxoCount >= (ulong)outputs.Length
            ? new BlockForIngest(new IngestedBlock(index, data.Block.CumulativeTxoCount, timestamp), outputs)
            : throw new BlockProviderException(
                $"block {index} has {outputs.Length} outputs, of {data.Block.CumulativeTxoCount} up to it", isTransient: false);
    }

    /// <summary>Consecutive outputs of it.</summary>
    internal TxsForIngest Chunk(int first, int count) =>
        new(Index, Head.CumulativeTxoCount - (ulong)TxOuts.Count + (ulong)first, Head.SignatureTimestamp, TxOuts.Slice(first, count));
}
