using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Test.Syncing;

public sealed class BlockRangeSetTests
{
    [Fact]
    public void Ranges_AreTheBlocksThatWereAddedAndNotRemoved() => Check.QuickThrowOnFailure(Prop.ForAll((byte[] steps) =>
    {
        var set = new BlockRangeSet();
        var model = new SortedSet<ulong>();
        for (int i = 0; i + 1 < steps.Length; i += 2)
        {
            ulong start = (ulong)steps[i] % 40, length = (ulong)steps[i + 1] % 9;
            if (steps[i] >= 200)
            {
                set.Remove(start);
                model.Remove(start);
                continue;
            }
            set.Add(new BlockRange(start, start + length));
            for (ulong b = start; b < start + length; b++) model.Add(b);
        }
        List<ulong> blocks = [];
        foreach (BlockRange range in set.Ranges)
        {
            Assert.True(range.IsValid);
            for (ulong b = range.StartBlock; b < range.EndBlock; b++) blocks.Add(b);
        }
        Assert.Equal(model, blocks);
        for (int i = 1; i < set.Ranges.Count; i++) Assert.True(set.Ranges[i - 1].EndBlock < set.Ranges[i].StartBlock);
        Assert.Equal(model.Count == 0 ? null : model.Min, set.First);
        Assert.Equal(model.Where(b => b >= 7).Take(5), set.Take(7, 5).SelectMany(r => Enumerable.Range(0, (int)r.Length).Select(i => r.StartBlock + (ulong)i)));
    }));

    [Fact]
    public void Absurd_RangesDoNotOverflow()
    {
        var set = new BlockRangeSet();
        set.Add(new BlockRange(5, ulong.MaxValue));
        set.Add(new BlockRange(0, ulong.MaxValue));
        set.Add(new BlockRange(9, 3));
        set.Remove(ulong.MaxValue - 1);
        Assert.Equal([new BlockRange(0, ulong.MaxValue - 1)], set.Ranges);
        Assert.Equal([new BlockRange(3, 5)], set.Take(3, 2));
    }
}
