// All levels of a path at once: 16 to a register, the running maximum by four shifted steps (notes: oblivious-map.md §2).
// Needs AVX-512 CD besides what the level is chosen by; every processor with DQ, BW and VL has it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Lanes;

internal readonly unsafe partial struct Avx512Lanes
{
    private const int Half = 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void FindPlan(uint* labels0, uint* labels1, uint path, uint nearest, int depth, LevelPlan* plan)
    {
        Vector512<uint> along = Vector512.Create(path);
        Vector512<uint> floor = Vector512.Create(0x8000_0000u >> depth);
        Vector512<int> level = Vector512<int>.Indices;
        Vector512<int> above = Candidates(labels0, labels1, along, floor, level, (int*)plan);
        // The stash is level 0; its lane holds all ones, for no label is there.
        above = above.WithElement(0, (int)(Lzcnt.LeadingZeroCount(nearest | (0x8000_0000u >> depth)) << 6) | 63);
        above = RunningMaximum(above);
        Reach(Avx512F.AlignRight32(above, Vector512<int>.Zero, Half - 1), level, (int*)plan);
        if (depth < Half) return;
        level += Vector512.Create(Half);
        Vector512<int> below = Candidates(labels0 + Half, labels1 + Half, along, floor, level, (int*)plan + Half);
        Vector512<int> last = Avx512F.PermuteVar16x32(above, Vector512.Create(Half - 1));
        below = Vector512.Max(RunningMaximum(below), last);
        Reach(Avx512F.AlignRight32(below, above, Half - 1), level, (int*)plan + Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SwapHeaders(ulong* buckets, ulong* masks, ulong* held, int depth) =>
        Avx2Lanes.SwapHeaders(buckets, masks, held, depth);

    /// <summary>How deep each level's better block may go, packed with its level; the level's slots as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Candidates(
        uint* labels0, uint* labels1, Vector512<uint> path, Vector512<uint> floor, Vector512<int> level, int* plan)
    {
        Vector512<uint> difference0 = Difference(labels0, path);
        Vector512<uint> difference1 = Difference(labels1, path);
        Vector512<uint> used0 = Vector512<uint>.Zero - (Vector512.Load(labels0) & Vector512<uint>.One);
        Vector512<uint> used1 = Vector512<uint>.Zero - (Vector512.Load(labels1) & Vector512<uint>.One);
        Vector512.GreaterThan(difference0, difference1).AsInt32().Store(plan + (2 * LevelPlan.Levels));
        (~(used0 & used1)).AsInt32().Store(plan + (3 * LevelPlan.Levels));
        used0.AsInt32().Store(plan + (4 * LevelPlan.Levels));
        Vector512<uint> depth = Avx512CD.LeadingZeroCount(Vector512.Min(difference0, difference1) | floor);
        return (depth << 6).AsInt32() | (Vector512.Create(63) - level);
    }

    /// <summary>best: the best of all levels above, level by level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reach(Vector512<int> best, Vector512<int> level, int* plan)
    {
        Vector512.GreaterThanOrEqual(best, level << 6).Store(plan);
        (Vector512.Create(63) - (best & Vector512.Create(63))).Store(plan + LevelPlan.Levels);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> RunningMaximum(Vector512<int> v)
    {
        // Candidates are never negative, so lanes shifted in as zero change nothing.
        v = Vector512.Max(v, Avx512F.AlignRight32(v, Vector512<int>.Zero, Half - 1));
        v = Vector512.Max(v, Avx512F.AlignRight32(v, Vector512<int>.Zero, Half - 2));
        v = Vector512.Max(v, Avx512F.AlignRight32(v, Vector512<int>.Zero, Half - 4));
        return Vector512.Max(v, Avx512F.AlignRight32(v, Vector512<int>.Zero, Half - 8));
    }
}
