// Every number that the map's safety or speed rests on, with its reason (notes: oblivious-map.md §2 and §4).
using System.Numerics;

namespace MobileCoin.Oblivious;

/// <summary>The parameters of the oblivious map. Bounds are per operation unless said.</summary>
internal static class Parameters
{
    /// <summary>Bytes of a cache line, the unit that an observer of memory sees.</summary>
    public const int Line = 64;

    /// <summary>
    /// Slots of a bucket. With Z = 2 and as many slots in the leaves as blocks, look-ups cost least; Z = 3 and 4 move more bytes.
    /// </summary>
    public const int SlotsPerBucket = 2;

    /// <summary>
    /// Slots of a stash. After-eviction sizes fall by at least 1.2 bits a slot from 2^-4.5, so 64 give 2^-80 (a block
    /// that was just put waits outside, one place more). One word of occupancy bits.
    /// </summary>
    public const int Stash = 64;

    /// <summary>
    /// Evictions an operation. One is unstable at Z = 2; two must go along two different paths, or the stash tail has 0.6 bits a slot.
    /// </summary>
    public const int Evictions = 2;

    /// <summary>
    /// Up to this many blocks a tree has a leaf a block, above it one leaf for two: a small tree's subtrees crowd more easily.
    /// </summary>
    public const long SmallTree = 1 << 14;

    /// <summary>No tree is shallower; smaller ones save nothing.</summary>
    public const int LeastDepth = 5;

    /// <summary>A label has 31 random bits (and a valid bit), so a tree cannot have more levels than this.</summary>
    public const int GreatestDepth = 30;

    /// <summary>Labels of a block of the position map: 64 of 4 bytes fill the 256 bytes that index and record blocks have.</summary>
    public const int LabelsPerBlock = 64;

    /// <summary>
    /// Labels scanned whole at the top of the recursion: break-even with one more tree is near 2^13, so stop at 2^12 (notes §2).
    /// </summary>
    public const int ScannedLabels = 1 << 12;

    /// <summary>Entries of an index bucket: 21 of 8 bytes tag and 4 bytes label fill 252 of 256 bytes.</summary>
    public const int IndexEntries = 21;

    /// <summary>
    /// Entries that found their index bucket full. At load 6 more than 32 are wanted with probability 2^-237 at 2^20 records and 2^-107 at
    /// 2^24 (notes §4), for the life of the map and not per operation.
    /// </summary>
    public const int Spill = 32;

    /// <summary>
    /// Half-entries a bucket (11 = load 5.5) at which a wave of splits begins. It ends half as many buckets later, at load 6 before the
    /// split of the last bucket: the highest load for which <see cref="Spill"/> was computed.
    /// </summary>
    public const int LoadTwice = 11;

    /// <summary>Index buckets split for each put while a wave runs.</summary>
    public const int SplitsPerPut = 2;

    /// <summary>
    /// Fewest index buckets. Two keys are mixed up if tag (63 bits) and first bucket agree: N²/2 · 2^-(63 + lg buckets) for N records ever.
    /// More buckets at the start keep that low in maps that grow from nothing.
    /// </summary>
    public const int LeastIndexBuckets = 1 << 10;

    /// <summary>Longest batch; what the per-batch scratch is sized for.</summary>
    public const int Batch = 4096;

    /// <summary>
    /// Paths are asked for ahead from this level down: levels above are in the second-level cache anyway. Measured on a 1 MiB cache: 4 to 7
    /// are equal, 9 is slower, since each operation pushes 40 KB of cold lines through it.
    /// </summary>
    public const int PrefetchLevel = 5;

    /// <summary>Most records of one map: labels have 31 bits.</summary>
    public const long Records = 1L << 30;

    /// <summary>Levels of a tree for so many blocks: 2^depth leaves.</summary>
    public static int Depth(long blocks)
    {
        int log = blocks <= 1 ? 0 : BitOperations.Log2((ulong)blocks - 1) + 1;
        return Math.Max(LeastDepth, blocks <= SmallTree ? log : log - 1);
    }

    /// <summary>Index buckets (a power of two) with which a map for so many records starts.</summary>
    public static long IndexBuckets(long records, int least) =>
        Math.Max(least, (long)BitOperations.RoundUpToPowerOf2((ulong)((2 * records) + LoadTwice - 1) / LoadTwice));
}
