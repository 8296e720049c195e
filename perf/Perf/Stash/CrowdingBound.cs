// The part of a stash's tail that simulation is too short to see: a subtree that by chance gets more blocks than it and the path above it can
// hold (notes: oblivious-map.md §4, regime b).
using MobileCoin.Oblivious;

namespace MobileCoin.Perf;

internal static class CrowdingBound
{
    /// <summary>
    /// log2 of a bound on the probability that some subtree wants so many stash slots. There are 2^(d-h+1) subtrees of h levels; one holds
    /// 2(2^h - 1) blocks with 2(d-h) slots above it, and gets its share of the blocks at random.
    /// </summary>
    internal static double Bits(long blocks, int stash)
    {
        int depth = Parameters.Depth(blocks);
        List<double> terms = [];
        for (int height = 1; height <= depth; height++)
        {
            double share = blocks / Math.Pow(2, depth - height + 1);
            double room = (Parameters.SlotsPerBucket * (Math.Pow(2, height) - 1)) + (Parameters.SlotsPerBucket * (depth - height));
            terms.Add(depth - height + 1 + PoissonTail(share, room + stash));
        }
        return Log2.Sum(terms);
    }

    /// <summary>log2 of a bound on P[X ≥ x] for a Poisson X, by Chernoff.</summary>
    private static double PoissonTail(double mean, double x) =>
        x <= mean ? 0 : ((x - mean) + (x * Math.Log(mean / x))) / Math.Log(2);
}

/// <summary>Arithmetic on probabilities that are too small for a double.</summary>
internal static class Log2
{
    /// <summary>log2 of the sum of powers of two.</summary>
    internal static double Sum(IReadOnlyCollection<double> bits)
    {
        double most = bits.Max();
        return most + Math.Log2(bits.Sum(b => Math.Pow(2, b - most)));
    }
}
