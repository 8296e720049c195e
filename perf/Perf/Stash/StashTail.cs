// What a simulation saw of one stash, and what follows from it for a stash of the map's size (docs/oblivious-map.md, overflow).
using MobileCoin.Oblivious;

namespace MobileCoin.Perf;

/// <summary>Sizes after the evictions of each operation, and the line through the logarithm of their tail.</summary>
internal sealed class StashTail(long blocks)
{
    private const int Sizes = 256;

    /// <summary>
    /// A point of the tail counts for the slope if it was seen so often. Large stashes come in runs of tens of operations, so these are
    /// some tens of independent events.
    /// </summary>
    private const long SeenOften = 1000;

    /// <summary>Slots over which the slope nearest to the end is taken.</summary>
    private const int Window = 4;

    private readonly long[] _counts = new long[Sizes];
    private long _operations;

    private int Largest => Array.FindLastIndex(_counts, c => c > 0);

    internal void Count(int size)
    {
        _counts[size]++;
        _operations++;
    }

    internal void Print(string name)
    {
        int depth = Parameters.Depth(blocks);
        Console.WriteLine($"{name}: {blocks:N0} blocks, {depth} levels, largest stash {Largest}");
        Console.WriteLine($"{"size",6}  {"operations",14}  log2 P[more]");
        for (int k = 0; k <= Largest; k++) Console.WriteLine($"{k,6}  {_counts[k],14:N0}  {Text(Bits(k))}");
        (int last, double whole, double end) = Slopes();
        double crowding = CrowdingBound.Bits(blocks, Parameters.Stash);
        if (last == 0) Console.WriteLine("too few operations to extrapolate from");
        else Console.WriteLine(
            $"extrapolated from size {last}: {whole:F2} bits a slot over the whole tail, {end:F2} over its last {Window} slots; "
            + $"more than {Parameters.Stash - 1} with 2^{Extrapolated(whole):F0} and 2^{Extrapolated(end):F0}");
        Console.WriteLine($"computed: a crowded subtree pushes {Parameters.Stash} blocks into the stash with at most 2^{crowding:F0}");
    }

    /// <summary>log2 of the probability that a block finds the stash full: the worse slope, and crowded subtrees, together.</summary>
    internal double OverflowBits()
    {
        (int last, double whole, double end) = Slopes();
        return last == 0 ? double.NaN : Log2.Sum([Extrapolated(Math.Min(whole, end)), CrowdingBound.Bits(blocks, Parameters.Stash)]);
    }

    /// <summary>log2 of the share of operations that left more than so many.</summary>
    private double Bits(int size) => Math.Log2(Seen(size) / (double)_operations);

    private long Seen(int size) => _counts.AsSpan(size + 1).ToArray().Sum();

    /// <summary>The last size that is seen often enough, and the slopes up to it in bits a slot.</summary>
    private (int Last, double Whole, double End) Slopes()
    {
        int last = 0;
        while (Seen(last + 1) >= SeenOften) last++;
        int from = Math.Max(0, last - Window);
        return last == 0 ? (0, 0, 0) : (last, (Bits(0) - Bits(last)) / last, (Bits(from) - Bits(last)) / (last - from));
    }

    // From the last point that was seen often enough, down the slope, to the size that a stash has no room beyond.
    private double Extrapolated(double slope)
    {
        (int last, _, _) = Slopes();
        return Bits(last) - (slope * (Parameters.Stash - 1 - last));
    }

    private static string Text(double bits) => double.IsFinite(bits) ? bits.ToString("F1") : "-";
}
