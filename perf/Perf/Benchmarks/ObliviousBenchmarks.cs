// The oblivious map in its three shapes, at 2^20 records and, to see how cost grows, at others. Bounds: docs/performance.md.
using MobileCoin.Oblivious;

namespace MobileCoin.Perf;

internal static class ObliviousBenchmarks
{
    private const int Log = 20;
    private const int MostBytesPerViewRecord = 740;

    /// <summary>Accesses before a map is timed: its pages are in, and the levels that growth has added are touched.</summary>
    private const int Accesses = 1 << 15;

    /// <summary>The sizes that rows are made for; the name of a row of another size than 2^20 ends in -n and the logarithm.</summary>
    internal static IReadOnlyList<int> Logs { get; } = [16, 18, 20, 22];

    internal static string NameAt(string name, int log) => log == Log ? name : $"{name}-n{log}";

    internal static void Register(Registry registry)
    {
        foreach (int log in Logs.OrderBy(log => log != Log)) RegisterSize(registry, log);
        registry.AddNote("oblivious/view", Memory);
    }

    private static void RegisterSize(Registry registry, int log)
    {
        int records = 1 << log;
        bool bounded = log == Log;

        void Add(string name, int ops, Func<Action> setup, double? nanosecondsAtMost, Action? beforeEachCall = null) => registry.Add(
            NameAt($"oblivious/{name}", log), ops, setup, bounded && nanosecondsAtMost is { } most ? Bound.Nanoseconds(most) : null,
            MemoryProbe.Reference, everyLevel: bounded && nanosecondsAtMost is not null, beforeEachCall);

        Add("view-build", records, () => Build(RecordShape.ViewRecord, records), 2400, MapFixture.Free);
        Add("view-lookup-one", 1, () => Lookup(RecordShape.ViewRecord, records), 4500);
        Add("view-lookup-batch4096", ObliviousMap.BatchLimit, () => Batch(RecordShape.ViewRecord, records), 3900);
        if (bounded)
        {
            Add("view-insert-growing", 1, () => Insert(RecordShape.ViewRecord, records), null);
            // At this many records the load of the index has just reached the start of a wave of splits.
            Add("view-insert-splitting", 1, () => Insert(RecordShape.ViewRecord, 11 * (records / 8)), null);
        }
        Add("keyimage-lookup-one", 1, () => Lookup(RecordShape.KeyImage, records), 3000);
        Add("counter-access", 1, () => Count(records), 3500);
    }

    private static Action Build(RecordShape shape, long records)
    {
        MapFixture.Free();
        MapFixture.Build(shape, 1 << 12); // once through the code
        return () => MapFixture.Build(shape, records);
    }

    private static Action Lookup(RecordShape shape, int records)
    {
        ObliviousMap map = MapFixture.Built(shape, records);
        byte[] key = new byte[shape.KeySize], value = new byte[shape.ValueSize];
        ulong number = 0;
        return Touched(() =>
        {
            MapFixture.WriteKey(key, (long)MapFixture.Mix(number++) & (records - 1));
            Present(map.Find(key, value));
        });
    }

    private static Action Batch(RecordShape shape, int records)
    {
        ObliviousMap map = MapFixture.Built(shape, records);
        byte[] keys = new byte[ObliviousMap.BatchLimit * shape.KeySize], values = new byte[ObliviousMap.BatchLimit * shape.ValueSize];
        ulong[] found = new ulong[ObliviousMap.BatchLimit];
        ulong number = 0;
        return () =>
        {
            for (int i = 0; i < found.Length; i++)
            {
                MapFixture.WriteKey(keys.AsSpan(i * shape.KeySize, shape.KeySize), (long)MapFixture.Mix(number++) & (records - 1));
            }
            map.FindBatch(keys, values, found);
            Present(found[^1]);
        };
    }

    // New records into a full map: it has just grown by a level, or is splitting its index.
    private static Action Insert(RecordShape shape, int records)
    {
        ObliviousMap map = MapFixture.Built(shape, records);
        MapFixture.Spend();
        byte[] key = new byte[shape.KeySize], value = new byte[shape.ValueSize];
        long number = records;
        return Touched(() =>
        {
            MapFixture.WriteKey(key, number++);
            if (map.Upsert(key, value) != ConstantTime.No) throw new InvalidOperationException("a new record was there before");
        });
    }

    // Every access counts as a put, so a map that is full would grow: an eighth is left free.
    private static Action Count(int records)
    {
        int built = records - (records / 8);
        ObliviousMap map = MapFixture.Built(RecordShape.Counter, built);
        MapFixture.Spend();
        byte[] key = new byte[RecordShape.Counter.KeySize];
        ulong number = 0;
        return () =>
        {
            MapFixture.WriteKey(key, (long)(MapFixture.Mix(number++) % (ulong)built));
            _ = map.AccessAndInsert(key, 1, out ulong found);
            Present(found);
        };
    }

    private static Action Touched(Action action)
    {
        for (int i = 0; i < Accesses; i++) action();
        return action;
    }

    private static void Present(ulong found)
    {
        if (found != ConstantTime.Yes) throw new InvalidOperationException("a record of the map was not found");
    }

    private static string Memory()
    {
        long records = 1L << Log, held = ObliviousMap.MemoryFor(RecordShape.ViewRecord, records);
        double each = held / (double)records;
        string verdict = each <= MostBytesPerViewRecord ? "ok" : "over";
        return $"memory at 2^{Log} view records: {each:N0} bytes a record (at most {MostBytesPerViewRecord}: {verdict}), {held >> 20:N0} MiB in all; "
            + $"while building {ObliviousMap.MemoryToBuild(RecordShape.ViewRecord, records) >> 20:N0} MiB";
    }
}
