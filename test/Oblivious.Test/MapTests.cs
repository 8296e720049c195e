using System.Buffers.Binary;
using MobileCoin.Curve25519;

namespace MobileCoin.Oblivious.Test;

public sealed class MapTests
{
    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void MixedOperations_WhileGrowing_AgreeWithADictionary(SimdLevel level, int shapeIndex)
    {
        RecordShape shape = Backends.Shapes[shapeIndex];
        using ObliviousMap map = Backends.Create(level, shape, Backends.Small(1 << 6));
        var model = new Model(shape, map);
        var random = new Random(7);
        int puts = level == SimdLevel.Plain ? 1 << 12 : 1 << 13;
        while (map.Puts < puts) model.Step(random, keys: puts);
        model.CompareAll(puts);
    }

    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void Build_ThenMixedOperations_AgreeWithADictionary(SimdLevel level, int shapeIndex)
    {
        const int Records = 1 << 10;
        RecordShape shape = Backends.Shapes[shapeIndex];
        var expected = new Dictionary<int, byte[]>();
        int next = 0;
        int Read(Span<byte> records)
        {
            int count = Math.Min(records.Length / shape.RecordSize, 100);
            for (int i = 0; i < count; i++, next++)
            {
                int number = next % (Records - 50); // some keys twice: the last record stays
                Span<byte> record = records.Slice(i * shape.RecordSize, shape.RecordSize);
                expected[number] = Backends.Value(shape, next);
                Backends.Key(shape, number).CopyTo(record);
                expected[number].CopyTo(record[shape.KeySize..]);
            }
            return count;
        }

        using ObliviousMap map = Backends.Create(level, shape, Backends.Small(Records))
            .Loaded(Records, Read, null, TestContext.Current.CancellationToken);
        var model = new Model(shape, map, expected);
        model.CompareAll(Records + 10);
        var random = new Random(8);
        for (int i = 0; i < 1500; i++) model.Step(random, keys: 2 * Records);
        model.CompareAll(2 * Records);
    }

    [Fact]
    public void DefaultLayout_WhileGrowing_AgreesWithADictionary()
    {
        RecordShape shape = RecordShape.ViewRecord;
        using ObliviousMap map = ObliviousMap.Create(shape, 1 << 10, Backends.Seed(3));
        var model = new Model(shape, map);
        var random = new Random(9);
        // Beyond 22528 puts the index has more than 4096 buckets, and its labels move from the scan into a tree.
        while (map.Puts < 24_000) model.Step(random, keys: 24_000);
        model.CompareAll(24_000);
    }

    [Fact]
    public void Counters_CountAndWrap()
    {
        using ObliviousMap map = ObliviousMap.Create(RecordShape.Counter, 16, Backends.Seed(4));
        byte[] key = new byte[32];
        Assert.Equal(0UL, map.AccessAndInsert(key, 1, out ulong found));
        Assert.Equal(ConstantTime.No, found);
        Assert.Equal(1UL, map.AccessAndInsert(key, ulong.MaxValue, out found));
        Assert.Equal(ConstantTime.Yes, found);
        Assert.Equal(0UL, map.AccessAndInsert(key, 5, out _));
        byte[] value = new byte[8];
        Assert.Equal(ConstantTime.Yes, map.Find(key, value));
        Assert.Equal(5UL, BinaryPrimitives.ReadUInt64LittleEndian(value));
    }

    [Fact]
    public void Find_Missing_KeepsTheCallersValue()
    {
        using ObliviousMap map = ObliviousMap.Create(RecordShape.KeyImage, 16, Backends.Seed(4));
        byte[] value = Backends.Value(RecordShape.KeyImage, 1);
        Assert.Equal(ConstantTime.No, map.Find(new byte[32], value));
        Assert.Equal(Backends.Value(RecordShape.KeyImage, 1), value);
    }

    [Fact]
    public void KeysOfAllZerosAndAllOnes_AreLegal()
    {
        RecordShape shape = RecordShape.ViewRecord;
        using ObliviousMap map = ObliviousMap.Create(shape, 0, Backends.Seed(5));
        byte[] zeros = new byte[16];
        byte[] ones = [.. Enumerable.Repeat((byte)0xff, 16)];
        byte[] value = new byte[240];
        Assert.Equal(ConstantTime.No, map.Find(zeros, value));
        Assert.Equal(ConstantTime.No, map.Upsert(zeros, Backends.Value(shape, 1)));
        Assert.Equal(ConstantTime.No, map.Find(ones, value));
        Assert.Equal(ConstantTime.No, map.Upsert(ones, Backends.Value(shape, 2)));
        Assert.Equal(ConstantTime.Yes, map.Find(zeros, value));
        Assert.Equal(Backends.Value(shape, 1), value);
        Assert.Equal(ConstantTime.Yes, map.Find(ones, value));
        Assert.Equal(Backends.Value(shape, 2), value);
    }

    [Fact]
    public void Batch_WithAKeyTwice_SecondSeesTheFirst()
    {
        RecordShape shape = RecordShape.KeyImage;
        using ObliviousMap map = ObliviousMap.Create(shape, 16, Backends.Seed(6));
        byte[] keys = [.. Backends.Key(shape, 1), .. Backends.Key(shape, 2), .. Backends.Key(shape, 1)];
        byte[] values = [.. Backends.Value(shape, 1), .. Backends.Value(shape, 2), .. Backends.Value(shape, 3)];
        ulong[] found = new ulong[3];
        map.UpsertBatch(keys, values, found);
        Assert.Equal([ConstantTime.No, ConstantTime.No, ConstantTime.Yes], found);
        Assert.Equal(Backends.Value(shape, 1), values[32..]);
        map.FindBatch(keys, values, found);
        Assert.Equal([ConstantTime.Yes, ConstantTime.Yes, ConstantTime.Yes], found);
        Assert.Equal([.. Backends.Value(shape, 3), .. Backends.Value(shape, 2), .. Backends.Value(shape, 3)], values);
    }

    [Fact]
    public void Wipe_ForgetsEverythingAndStartsAgain()
    {
        RecordShape shape = RecordShape.Counter;
        using ObliviousMap map = ObliviousMap.Create(shape, 16, Backends.Seed(1));
        for (int i = 0; i < 100; i++) map.AccessAndInsert(Backends.Key(shape, i), 1, out _);
        map.Wipe(Backends.Seed(2));
        Assert.Equal(0, map.Puts);
        Assert.Equal(ObliviousMap.MemoryFor(shape, 16), map.MemoryHeld);
        for (int i = 0; i < 100; i++) Assert.Equal(0UL, map.AccessAndInsert(Backends.Key(shape, i), 1, out _));
    }

    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void MemoryFor_IsWhatAMapHolds(SimdLevel level, int shapeIndex)
    {
        foreach (long capacity in new long[] { 0, 1, 1000, 5632, 5633, 1 << 14, (1 << 15) + 1 })
        {
            using ObliviousMap map = Backends.Create(level, Backends.Shapes[shapeIndex], new Map.MapLayout(capacity));
            Assert.Equal(ObliviousMap.MemoryFor(map.Shape, capacity), map.MemoryHeld);
        }
    }

    [Fact]
    public void MemoryFor_TwoToTheTwentyViewRecords_IsWithin740BytesEach() =>
        Assert.InRange(ObliviousMap.MemoryFor(RecordShape.ViewRecord, 1 << 20), 600L << 20, 740L << 20);
}
