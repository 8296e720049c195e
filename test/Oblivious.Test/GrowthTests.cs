using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Map;

namespace MobileCoin.Oblivious.Test;

public sealed class GrowthTests
{
    private static readonly RecordShape Shape = RecordShape.Counter;

    [Fact]
    public void Extent_FollowsThePublicCountOfPuts()
    {
        using MapEngine<CounterRecord, PlainLanes, ulong, NoTrace> map = Engine();
        Assert.Equal((16, 0, Parameters.LeastDepth), map.Extent);
        Put(map, 88); // load 5.5
        Assert.Equal((16, 0, 7), map.Extent);
        Put(map, 1); // a wave begins: two splits a put
        Assert.Equal((18, 1, 7), map.Extent);
        Put(map, 7);
        Assert.Equal((32, 1, 7), map.Extent);
        Put(map, 80); // at 176 puts again, not before
        Assert.Equal((32, 1, 8), map.Extent);
        Put(map, 1);
        Assert.Equal((34, 1, 8), map.Extent);
    }

    [Fact]
    public void LookUps_GrowNothing()
    {
        using MapEngine<CounterRecord, PlainLanes, ulong, NoTrace> map = Engine();
        for (int i = 0; i < 200; i++) map.Find(Backends.Key(Shape, i), new byte[8]);
        Assert.Equal((16, 0, Parameters.LeastDepth), map.Extent);
        Assert.Equal(0, map.Puts);
    }

    [Fact]
    public void Position_TwoTreesDeep_AndStashesStaySmall()
    {
        using MapEngine<CounterRecord, PlainLanes, ulong, NoTrace> map = Engine();
        int largest = 0;
        while (map.Puts < 6200)
        {
            Put(map, 1);
            largest = Math.Max(largest, map.Fill.Stash);
        }
        Assert.Equal((2048, 2, 13), map.Extent);
        Assert.InRange(largest, 1, 20);
        Assert.InRange(map.Fill.Spilled, 0, 4);
    }

    [Fact]
    public void Memory_GrowsWithTheLevels()
    {
        using MapEngine<CounterRecord, PlainLanes, ulong, NoTrace> map = Engine();
        long before = map.MemoryHeld;
        Put(map, 64);
        Assert.Equal(before + (1 << 6) * 192, map.MemoryHeld); // one level more of the data tree
    }

    private static MapEngine<CounterRecord, PlainLanes, ulong, NoTrace> Engine() => new(Shape, Backends.Small(1), Backends.Seed(1));

    private static void Put(ObliviousMap map, int count)
    {
        for (int i = 0; i < count; i++) map.AccessAndInsert(Backends.Key(Shape, (int)map.Puts), 1, out _);
    }
}
