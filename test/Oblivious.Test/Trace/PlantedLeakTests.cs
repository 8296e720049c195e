// The gates must fail where there is a leak. Each of these plants one.
using MobileCoin.Curve25519;

namespace MobileCoin.Oblivious.Test.Trace;

public sealed class PlantedLeakTests
{
    [Fact]
    public void EarlyExit_ChangesTheTrace()
    {
        // A scan for an entry that stops when it has it.
        static byte[] Run(int secret) => Record(() =>
        {
            for (int line = 0; line < 8; line++)
            {
                Recorder.Touch(Structure.Spill, 0, 0, line, false);
                if (line == secret) break;
            }
        });
        Assert.NotEqual(Run(2), Run(5));
        Assert.Equal(Run(2), Run(2));
    }

    [Fact]
    public void SecretIndex_ChangesTheTrace()
    {
        static byte[] Run(int secret) => Record(() => Recorder.Touch(Structure.Spill, 0, 0, secret, true));
        Assert.NotEqual(Run(2), Run(5));
    }

    [Fact]
    public void SecretIndex_InATree_IsOnNoPathShown()
    {
        static byte[] Run(uint secret) => Record(() =>
        {
            Recorder.Reveal(Structure.Data, 0x8000_0001, false);
            Recorder.Touch(Structure.Data, 3, secret, 0, false);
        });
        Run(4);
        Assert.Throws<InvalidOperationException>(() => Run(5));
    }

    [Fact]
    public void SkippedWork_OnAMiss_ChangesTheTraceOfTheWholeMap()
    {
        // A caller that writes only what it did not find: the usual mistake in "insert if new".
        static void InsertIfNew(ObliviousMap map, int key)
        {
            if (map.Find(Backends.Key(map.Shape, key), new byte[map.Shape.ValueSize]) == ConstantTime.Yes) return;
            map.Upsert(Backends.Key(map.Shape, key), new byte[map.Shape.ValueSize]);
        }
        byte[] old = Traced(map => InsertIfNew(map, 7));
        byte[] added = Traced(map => InsertIfNew(map, Workloads.Records + 7));
        Assert.NotEqual(old.Length, added.Length);
    }

    [Fact]
    public void LabelUsedTwice_IsSeen()
    {
        var tape = new Tape(Enumerable.Range(0, 4096).ToDictionary(i => i, i => Tape.Default(i & ~1)));
        List<Event> events = TraceEqualityTests.Record(
            Simd.Level, RecordShape.Counter, TraceEqualityTests.Roomy, map => Workloads.Find(map, i => i), tape, fromTheStart: true);
        Assert.Throws<InvalidOperationException>(() => SingleUse.Check(events, tape.Drawn));
    }

    [Fact]
    public void LabelNeverDrawn_IsSeen() =>
        Assert.Throws<InvalidOperationException>(() => SingleUse.Check([new Event(Structure.Data, -1, 12, -1, false)], 100));

    private static byte[] Record(Action body)
    {
        Recorder.Start();
        body();
        return NormalForm.Of(Recorder.Stop());
    }

    private static byte[] Traced(Action<ObliviousMap> workload) => NormalForm.Of(
        TraceEqualityTests.Record(Simd.Level, RecordShape.Counter, TraceEqualityTests.Roomy, workload, new Tape()));
}
