using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Oram;
using MobileCoin.Oblivious.Test.Trace;

namespace MobileCoin.Oblivious.Test;

public sealed class OverflowTests
{
    [Theory]
    [MemberData(nameof(Backends.Levels), MemberType = typeof(Backends))]
    public void LabelsThatCrowdOnePath_OverflowTheStash_AndThatIsFinal(SimdLevel level)
    {
        using ObliviousMap map = TracedMap.Create<RevealRecorder>(level, RecordShape.Counter, Backends.Small(1 << 8), _ => new OnePath());
        Assert.Throws<ObliviousOverflowException>(() => Workloads.Upsert(map, i => i, 1000));
        Assert.Throws<ObliviousOverflowException>(() => map.Find(new byte[32], new byte[8]));
        Assert.Throws<ObliviousOverflowException>(() => map.FindBatch([], [], []));
    }

    [Fact]
    public void Wipe_EndsAnOverflow()
    {
        int made = 0;
        using ObliviousMap map = TracedMap.Create<RevealRecorder>(
            Simd.Level, RecordShape.Counter, Backends.Small(1 << 8), _ => made++ == 0 ? new OnePath() : new Tape());
        Assert.Throws<ObliviousOverflowException>(() => Workloads.Upsert(map, i => i, 1000));
        map.Wipe(Backends.Seed(2));
        Workloads.Upsert(map, i => i, 300);
        Assert.Equal(ConstantTime.Yes, map.Find(Backends.Key(RecordShape.Counter, 299), new byte[8]));
    }

    private sealed unsafe class OnePath : LabelSource
    {
        private uint _drawn;

        // All labels differ, and none leaves the first path of a small tree.
        protected override void Fill(uint* labels)
        {
            for (int i = 0; i < Buffered; i++) labels[i] = _drawn++ << 1;
        }
    }
}
