// How many entries find their index bucket full: balls into bins, computed and not simulated.
using MobileCoin.Oblivious;

namespace MobileCoin.Perf;

/// <summary>Buckets get a Poisson number of entries each, independently; that is what a pseudo-random choice of buckets gives.</summary>
internal static class SpillTail
{
    /// <summary>The highest load that growth allows, see <see cref="Parameters.LoadTwice"/>.</summary>
    internal const double HighestLoad = 6;

    private const int MostEntries = 300;

    internal static void Print(long records)
    {
        long buckets = Parameters.IndexBuckets(records, Parameters.LeastIndexBuckets);
        foreach ((string when, double load) in new[] { ("as built", records / (double)buckets), ("at its fullest while it grows", HighestLoad) })
        {
            double[] spilled = Spilled(load, buckets);
            Console.WriteLine(
                $"index {when}: {buckets:N0} buckets of {load:F2} entries on average; some entry is spilled with probability "
                + $"2^{Math.Log2(spilled[1..].Sum()):F1}, more than {Parameters.Spill} with 2^{Math.Log2(spilled[^1]):F0}");
        }
    }

    /// <summary>
    /// The probabilities of 0, 1, … spilled entries, and last of more than the list holds. The distribution of one bucket is added to itself
    /// by doubling; all terms are positive, so nothing is lost to rounding however small they are.
    /// </summary>
    /// <param name="load">Entries a bucket on average.</param>
    /// <param name="buckets">A power of two.</param>
    internal static double[] Spilled(double load, long buckets)
    {
        double[] sum = new double[Parameters.Spill + 2];
        for (int x = 0; x < MostEntries; x++) sum[Math.Clamp(x - Parameters.IndexEntries, 0, sum.Length - 1)] += Mass(load, x);
        for (long n = 1; n < buckets; n *= 2)
        {
            double[] twice = new double[sum.Length];
            for (int i = 0; i < sum.Length; i++)
            {
                for (int j = 0; j < sum.Length; j++) twice[Math.Min(i + j, sum.Length - 1)] += sum[i] * sum[j];
            }
            sum = twice;
        }
        return sum;
    }

    private static double Mass(double mean, int x)
    {
        double log = -mean + (x * Math.Log(mean));
        for (int i = 2; i <= x; i++) log -= Math.Log(i);
        return Math.Exp(log);
    }
}
