// The plan of an eviction by sixteen levels at a time against the portable one.
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Test;

public sealed unsafe class PlanTests
{
    [Fact]
    public void Avx512_FindsWhatThePortableCodeFinds()
    {
        Assert.SkipUnless(Simd.Best >= SimdLevel.Avx512, "no AVX-512");
        var random = new Random(6);
        uint* labels = stackalloc uint[2 * LevelPlan.Levels];
        for (int depth = 1; depth <= Parameters.GreatestDepth; depth++)
        {
            for (int round = 0; round < 100; round++)
            {
                uint path = (uint)random.NextInt64(1L << 32) | 1;
                new Span<uint>(labels, 2 * LevelPlan.Levels).Clear();
                for (int i = 1; i <= depth; i++)
                {
                    labels[i] = Label(random, path, i);
                    labels[LevelPlan.Levels + i] = round % 3 == 0 ? labels[i] : Label(random, path, i);
                }
                uint nearest = random.Next(3) == 0 ? uint.MaxValue : (uint)random.NextInt64(1L << 32) >> random.Next(32) & ~1u;
                LevelPlan expected = default, actual = default;
                LevelPlan.Find(labels, labels + LevelPlan.Levels, path, nearest, depth, &expected);
                Avx512Lanes.FindPlan(labels, labels + LevelPlan.Levels, path, nearest, depth, &actual);
                for (int i = 1; i <= depth; i++)
                {
                    Assert.Equal(
                        (expected.Reach[i], expected.Source[i], expected.Second[i], expected.Room[i], expected.FirstUsed[i]),
                        (actual.Reach[i], actual.Source[i], actual.Second[i], actual.Room[i], actual.FirstUsed[i]));
                }
            }
        }
    }

    /// <summary>None, or a label that agrees with the path in at least as many bits as the level.</summary>
    private static uint Label(Random random, uint path, int level) => random.Next(3) == 0
        ? 0
        : (path ^ (uint)(random.NextInt64(1L << 32) >> Math.Max(level, random.Next(32)))) | 1;
}
