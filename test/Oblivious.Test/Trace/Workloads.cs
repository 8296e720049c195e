// Sequences of operations with the same public shape and different secrets.
namespace MobileCoin.Oblivious.Test.Trace;

internal static class Workloads
{
    /// <summary>Records that every workload finds in the map: keys 0 to 99.</summary>
    public const int Records = 100;

    private const int Length = 40;

    /// <summary>Groups of workloads that must look alike.</summary>
    public static IReadOnlyDictionary<string, Action<ObliviousMap>[]> For(RecordShape shape)
    {
        var groups = new Dictionary<string, Action<ObliviousMap>[]>(StringComparer.Ordinal)
        {
            ["look-ups and writes"] =
            [
                map => Find(map, _ => 7),
                map => Find(map, i => i),
                map => Find(map, i => Records + i),
                map => Find(map, i => i % 2 == 0 ? 3 : Records + 3),
                map => Upsert(map, i => Records + i),
                map => Upsert(map, i => i),
                map => Upsert(map, _ => 7),
                map => Upsert(map, _ => Records),
            ],
            ["batches"] =
            [
                map => FindBatch(map, i => i),
                map => FindBatch(map, i => Records + i),
                map => FindBatch(map, _ => 7),
                map => FindBatch(map, i => i % 3),
                map => UpsertBatch(map, i => i),
                map => UpsertBatch(map, i => Records + i),
                map => UpsertBatch(map, i => Records + (i % 2)),
            ],
        };
        if (shape == RecordShape.Counter)
        {
            groups["look-ups and writes"] =
            [
                .. groups["look-ups and writes"],
                map => Add(map, i => i, 1),
                map => Add(map, i => Records + i, ulong.MaxValue),
                map => Add(map, _ => 7, 0),
            ];
        }
        return groups;
    }

    public static void Prepare(ObliviousMap map) => Upsert(map, i => i, Records);

    public static void Find(ObliviousMap map, Func<int, int> key, int count = Length)
    {
        byte[] value = new byte[map.Shape.ValueSize];
        for (int i = 0; i < count; i++) map.Find(Backends.Key(map.Shape, key(i)), value);
    }

    public static void Upsert(ObliviousMap map, Func<int, int> key, int count = Length)
    {
        for (int i = 0; i < count; i++) map.Upsert(Backends.Key(map.Shape, key(i)), Backends.Value(map.Shape, i));
    }

    private static void Add(ObliviousMap map, Func<int, int> key, ulong addend)
    {
        for (int i = 0; i < Length; i++) map.AccessAndInsert(Backends.Key(map.Shape, key(i)), addend, out _);
    }

    private static void FindBatch(ObliviousMap map, Func<int, int> key) =>
        map.FindBatch(Keys(map.Shape, key), new byte[Length * map.Shape.ValueSize], new ulong[Length]);

    private static void UpsertBatch(ObliviousMap map, Func<int, int> key) =>
        map.UpsertBatch(Keys(map.Shape, key), new byte[Length * map.Shape.ValueSize], new ulong[Length]);

    private static byte[] Keys(RecordShape shape, Func<int, int> key) =>
        [.. Enumerable.Range(0, Length).SelectMany(i => Backends.Key(shape, key(i)))];
}
