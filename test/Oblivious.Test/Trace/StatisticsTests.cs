// Whether the paths that look-ups show carry a signal: frequencies of the top eight bits and of pairs of successive top four bits, for
// workloads that a leak would tell apart. Seeds are fixed and bounds wide (255 degrees of freedom: mean 255, deviation 22.6).
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Map;

namespace MobileCoin.Oblivious.Test.Trace;

public sealed class StatisticsTests
{
    private const int Operations = 20_000;
    private const double Low = 165;
    private const double High = 370;

    [Theory]
    [InlineData("same key")]
    [InlineData("random hits")]
    [InlineData("misses")]
    [InlineData("hit and miss alternating")]
    public void RevealedPaths_LookUniformAndIndependent(string workload)
    {
        var random = new Random(11);
        Func<int, int> key = workload switch
        {
            "same key" => _ => 7,
            "random hits" => _ => random.Next(Workloads.Records),
            "misses" => i => Workloads.Records + i,
            _ => i => i % 2 == 0 ? 7 : Workloads.Records,
        };
        using ObliviousMap map = TracedMap.Create<RevealRecorder>(
            Simd.Level, RecordShape.Counter, TraceEqualityTests.Roomy, static seed => new LabelStream(seed));
        Workloads.Prepare(map);
        List<uint> labels = RevealRecorder.Start();
        Workloads.Find(map, key, Operations);
        Assert.Equal(Operations, labels.Count);
        Assert.InRange(Frequency(labels), Low, High);
        Assert.InRange(Serial(labels), Low, High);
    }

    [Fact]
    public void PlantedBias_IsSeen()
    {
        // One label in eight points to one eighth of the tree.
        var random = new Random(12);
        List<uint> labels = [.. Enumerable.Range(0, Operations).Select(i => (uint)random.NextInt64(1L << 32) >> (i % 8 == 0 ? 3 : 0))];
        Assert.True(Frequency(labels) > High);
    }

    [Fact]
    public void PlantedDependence_IsSeen()
    {
        // Each path repeats the previous one's first bits one time in four.
        var random = new Random(13);
        List<uint> labels = [(uint)random.NextInt64(1L << 32)];
        while (labels.Count < Operations)
        {
            uint fresh = (uint)random.NextInt64(1L << 32);
            labels.Add(random.Next(4) == 0 ? (labels[^1] & 0xf000_0000) | (fresh & 0x0fff_ffff) : fresh);
        }
        Assert.True(Serial(labels) > High);
    }

    private static double Frequency(List<uint> labels) => ChiSquare(labels.Select(label => (int)(label >> 24)));

    private static double Serial(List<uint> labels) => ChiSquare(labels.Zip(labels.Skip(1), (a, b) => (int)((a >> 28 << 4) | (b >> 28))));

    private static double ChiSquare(IEnumerable<int> bins)
    {
        int[] counts = new int[256];
        int all = 0;
        foreach (int bin in bins)
        {
            counts[bin]++;
            all++;
        }
        double expected = all / 256.0;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }
}
