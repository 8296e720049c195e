// Blocks in a row (fact sheet crypto §9.8, fog §5.3).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Blocks from one index up to, but not including, another. Decoded ranges may be inverted: check <see cref="IsValid"/>.</summary>
/// <param name="StartBlock">The first block.</param>
/// <param name="EndBlock">The block after the last one.</param>
public readonly record struct BlockRange(ulong StartBlock, ulong EndBlock) : IWireMessage<BlockRange>
{
    /// <summary>Whether the range has a block.</summary>
    public bool IsValid => StartBlock < EndBlock;

    /// <summary>The number of blocks; 0 for an inverted range.</summary>
    public ulong Length => IsValid ? EndBlock - StartBlock : 0;

    /// <summary>Whether a block is in the range.</summary>
    public bool Contains(ulong block) => StartBlock <= block && block < EndBlock;

    /// <summary>Whether two ranges have a block in common.</summary>
    public bool Overlaps(BlockRange other) => StartBlock < other.EndBlock && other.StartBlock < EndBlock;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.UInt64(1, StartBlock);
        writer.UInt64(2, EndBlock);
    }

    /// <inheritdoc/>
    public static BlockRange ReadFrom(ref ProstReader reader)
    {
        ulong start = 0, end = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: start = reader.UInt64(); break;
                case 2: end = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new BlockRange(start, end);
    }
}
