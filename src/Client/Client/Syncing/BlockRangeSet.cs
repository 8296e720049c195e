// Blocks that no ingest saw (fact sheet fog §5.9, §7.7 step 2).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>A set of blocks as ranges that neither overlap nor touch, in order: however long the ranges are, it is small.</summary>
internal sealed class BlockRangeSet
{
    private readonly List<BlockRange> _ranges = [];

    internal IReadOnlyList<BlockRange> Ranges => _ranges;

    /// <summary>The first block; null if there is none.</summary>
    internal ulong? First => _ranges.Count == 0 ? null : _ranges[0].StartBlock;

    /// <summary>Adds blocks; a range without any adds none.</summary>
    internal void Add(BlockRange range)
    {
        if (!range.IsValid) return;
        int first = FirstThatEndsAtOrAfter(range.StartBlock);
        int after = first;
        while (after < _ranges.Count && _ranges[after].StartBlock <= range.EndBlock)
        {
            range = new BlockRange(Math.Min(range.StartBlock, _ranges[after].StartBlock), Math.Max(range.EndBlock, _ranges[after].EndBlock));
            after++;
        }
        _ranges.RemoveRange(first, after - first);
        _ranges.Insert(first, range);
    }

    /// <summary>Takes a block out.</summary>
    internal void Remove(ulong block)
    {
        int at = FirstThatEndsAtOrAfter(block);
        if (at < _ranges.Count && _ranges[at].EndBlock == block) at++;
        if (at == _ranges.Count || !_ranges[at].Contains(block)) return;
        BlockRange range = _ranges[at];
        BlockRange before = new(range.StartBlock, block), after = new(block + 1, range.EndBlock);
        _ranges.RemoveAt(at);
        if (after.IsValid) _ranges.Insert(at, after);
        if (before.IsValid) _ranges.Insert(at, before);
    }

    /// <summary>The first blocks from a block on, so many at most.</summary>
    internal IReadOnlyList<BlockRange> Take(ulong from, ulong most)
    {
        List<BlockRange> some = [];
        foreach (BlockRange range in _ranges)
        {
            ulong start = Math.Max(range.StartBlock, from);
            if (most == 0) break;
            if (start >= range.EndBlock) continue;
            ulong length = Math.Min(range.EndBlock - start, most);
            some.Add(new BlockRange(start, start + length));
            most -= length;
        }
        return some;
    }

    private int FirstThatEndsAtOrAfter(ulong block)
    {
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_ranges[middle].EndBlock >= block) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
