using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Test.Trace;

public sealed class TraceEqualityTests
{
    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void SameTapeAndShape_DifferentSecrets_SameNormalTrace(SimdLevel level, int shapeIndex)
    {
        RecordShape shape = Backends.Shapes[shapeIndex];
        foreach ((string group, Action<ObliviousMap>[] workloads) in Workloads.For(shape))
        {
            byte[]? expected = null;
            for (int i = 0; i < workloads.Length; i++)
            {
                byte[] normal = NormalForm.Of(Record(level, shape, Roomy, workloads[i], new Tape()));
                expected ??= normal;
                Assert.True(expected.Length > 10_000, "hardly anything was recorded");
                Assert.True(expected.AsSpan().SequenceEqual(normal), $"{group}: workload {i} differs from workload 0");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void WhileGrowing_InsertsAndOverwrites_SameNormalTrace(SimdLevel level)
    {
        // 300 puts take the index through two waves and the data tree through levels.
        RecordShape shape = RecordShape.KeyImage;
        byte[] Run(Func<int, int> key) =>
            NormalForm.Of(Record(level, shape, Backends.Small(1), map => Workloads.Upsert(map, key, 300), new Tape()));
        byte[] inserts = Run(i => 1000 + i);
        byte[] overwrites = Run(i => i % 2);
        Assert.True(inserts.AsSpan().SequenceEqual(overwrites));
    }

    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void EveryLabelShown_WasDrawnBefore_AndIsShownOnce(SimdLevel level, int shapeIndex)
    {
        RecordShape shape = Backends.Shapes[shapeIndex];
        foreach (Action<ObliviousMap> workload in Workloads.For(shape).Values.SelectMany(all => all))
        {
            var tape = new Tape();
            SingleUse.Check(Record(level, shape, Roomy, workload, tape, fromTheStart: true), tape.Drawn);
        }
    }

    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void EvictionPaths_FollowTheCounter(SimdLevel level)
    {
        List<Event> events = Record(level, RecordShape.Counter, Roomy, map => Workloads.Find(map, _ => 7), new Tape(), fromTheStart: true);
        foreach (IGrouping<int, Event> tree in events.Where(e => e.IsEviction).GroupBy(e => e.Structure))
        {
            uint count = 0;
            foreach (Event e in tree) Assert.Equal(Reversed(count++) | 1, e.Node);
        }
    }

    /// <summary>
    /// The proof by simulation: for any two sequences of one shape there is a tape with which the second shows exactly, line by line, what
    /// the first shows with its own tape; as tapes are equally likely, so are traces.
    /// </summary>
    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void TapeSwap_SecondWorkloadShowsTheFirstsRawTrace(SimdLevel level)
    {
        foreach (Action<ObliviousMap>[] workloads in Workloads.For(RecordShape.Counter).Values)
        {
            List<Event> first = Record(level, RecordShape.Counter, Roomy, workloads[0], new Tape(), fromTheStart: true);
            uint[] shown = Shown(first);
            for (int i = 1; i < workloads.Length; i++)
            {
                var own = new Tape();
                List<Event> second = Record(level, RecordShape.Counter, Roomy, workloads[i], own, fromTheStart: true);
                Dictionary<uint, int> draws = SingleUse.Draws(own.Drawn);
                var chosen = new Dictionary<int, uint>();
                foreach ((uint label, uint wanted) in Shown(second).Zip(shown)) chosen.Add(draws[label], wanted);
                Assert.Equal(shown.Length, chosen.Count);
                List<Event> swapped = Record(level, RecordShape.Counter, Roomy, workloads[i], new Tape(chosen), fromTheStart: true);
                Assert.True(first.SequenceEqual(swapped), $"workload {i} with the swapped tape differs from workload 0");
            }
        }
    }

    internal static MapLayout Roomy => new(1 << 8) { LeastIndexBuckets = 256, ScannedLabels = 16 };

    internal static List<Event> Record(
        SimdLevel level, RecordShape shape, MapLayout layout, Action<ObliviousMap> workload, LabelSource tape, bool fromTheStart = false)
    {
        using ObliviousMap map = TracedMap.Create<Recorder>(level, shape, layout, _ => tape);
        if (fromTheStart) Recorder.Start();
        Workloads.Prepare(map);
        if (!fromTheStart) Recorder.Start();
        workload(map);
        return Recorder.Stop();
    }

    private static uint[] Shown(List<Event> events) => [.. events.Where(e => e.IsReveal && !e.IsEviction).Select(e => e.Node)];

    private static uint Reversed(uint count)
    {
        uint reversed = 0;
        for (int i = 0; i < 32; i++) reversed |= ((count >> i) & 1) << (31 - i);
        return reversed;
    }
}
