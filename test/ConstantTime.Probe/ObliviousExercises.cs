// Every operation of the oblivious map, for each shape, and the kernels beside it; growth included.
using MobileCoin.Oblivious;
using Masked = MobileCoin.Oblivious.ConstantTime;

namespace MobileCoin.ConstantTime.Probe;

internal static class ObliviousExercises
{
    private const int Count = 40;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("oblivious/constant-time", Kernels),
        ("oblivious/sort-and-compact", Routing),
        ("oblivious/view-map", () => Map(RecordShape.ViewRecord)),
        ("oblivious/key-image-map", () => Map(RecordShape.KeyImage)),
        ("oblivious/counters", Counters),
    ];

    private static void Kernels()
    {
        byte[] a = new byte[101], b = new byte[101], c = new byte[101];
        Masked.Select(ulong.MaxValue, a, b, c);
        Masked.CopyIf(ulong.MaxValue, a, b);
        Masked.SwapIf(ulong.MaxValue, a, b);
        _ = Masked.Equal(a, b) | Masked.Less(a, b);
    }

    private static void Routing()
    {
        ulong[] keys = [.. Enumerable.Range(0, Count).Select(i => (ulong)(i * 7919 % Count))];
        byte[] records = new byte[Count * 24];
        ObliviousSort.Sort(keys, records);
        ObliviousCompaction.Compact(keys.AsSpan(0, Count), records);
    }

    private static void Map(RecordShape shape)
    {
        using ObliviousMap map = ObliviousMap.Create(shape, 0, new byte[ObliviousMap.SeedSize]);
        byte[] keys = new byte[Count * shape.KeySize], values = new byte[Count * shape.ValueSize];
        ulong[] found = new ulong[Count];
        // Enough puts for the tree to gain levels and the index a wave of splits.
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < Count; i++) BitConverter.TryWriteBytes(keys.AsSpan(i * shape.KeySize), (round * Count) + i);
            map.UpsertBatch(keys, values, found);
        }
        map.Upsert(keys.AsSpan(0, shape.KeySize), values.AsSpan(0, shape.ValueSize));
        map.Find(keys.AsSpan(0, shape.KeySize), values.AsSpan(0, shape.ValueSize));
        map.FindBatch(keys, values, found);
    }

    private static void Counters()
    {
        using ObliviousMap map = ObliviousMap.Create(RecordShape.Counter, 0, new byte[ObliviousMap.SeedSize]);
        byte[] key = new byte[RecordShape.Counter.KeySize];
        map.AccessAndInsert(key, 1, out _);
        map.Find(key, new byte[RecordShape.Counter.ValueSize]);
        map.Wipe(new byte[ObliviousMap.SeedSize]);
    }
}
