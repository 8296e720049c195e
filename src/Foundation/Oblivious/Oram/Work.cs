// The working memory of one tree, outside the collected heap: where levels start, the stash's labels and tags, and the plan of one operation.
using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Oram;

/// <summary>Followed in memory by the blocks of the stash. A multiple of 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Work
{
    private const int Levels1 = 32;
    private const int Slots = 64;

    /// <summary>Address of the first bucket of each level.</summary>
    public fixed ulong Levels[Levels1];

    /// <summary>Addresses of the buckets on the path that is read, and on the two that are evicted along.</summary>
    public fixed ulong Read[Levels1];
    public fixed ulong First[Levels1];
    public fixed ulong Second[Levels1];

    /// <summary>Two mask words a level: which of its slots takes part.</summary>
    public fixed ulong ReadMasks[2 * Levels1];
    public fixed ulong FirstMasks[2 * Levels1];
    public fixed ulong SecondMasks[2 * Levels1];

    /// <summary>What the first pass of a plan found at each level, see Plan.</summary>
    public fixed int PlanFirst[4 * Levels1];
    public fixed int PlanSecond[4 * Levels1];

    /// <summary>Tags and labels of the stash; a slot is empty if its label is 0.</summary>
    public fixed ulong Tags[Slots];
    public fixed uint Labels[Slots];

    /// <summary>One mask word a stash slot: takes the new block; leaves along the first path; leaves along the second; was found.</summary>
    public fixed ulong Enter[Slots];
    public fixed ulong LeaveFirst[Slots];
    public fixed ulong LeaveSecond[Slots];
    public fixed ulong Found[Slots];

    /// <summary>The blocks on their way down the two paths.</summary>
    public fixed ulong HeldFirst[32];
    public fixed ulong HeldSecond[32];
}
