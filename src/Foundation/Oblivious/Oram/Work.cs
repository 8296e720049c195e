// The working memory of one tree, outside the collected heap: where levels start, the stash's labels and tags, and the plan of one
// operation.
using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Oram;

/// <summary>Followed in memory by the blocks of the stash. A multiple of 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Work
{
    private const int Levels1 = 32;
    private const int Slots = 64;
    private const int BlockWords = 32;

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

    /// <summary>The labels of a path's two slots, level by level; zeros above and below the tree.</summary>
    public fixed uint Labels0[Levels1];
    public fixed uint Labels1[Levels1];

    /// <summary>What the first pass of a plan finds at each level, see <see cref="LevelPlan"/>.</summary>
    public LevelPlan PlanFirst;
    public LevelPlan PlanSecond;

    /// <summary>Tags and labels of the stash; a slot is empty if its label is 0.</summary>
    public fixed ulong Tags[Slots];
    public fixed uint Labels[Slots];

    /// <summary>
    /// One mask word a stash slot: is asked for; receives the waiting block; leaves along the first path, along the second.
    /// </summary>
    public fixed ulong Taken[Slots];
    public fixed ulong Enter[Slots];
    public fixed ulong LeaveFirst[Slots];
    public fixed ulong LeaveSecond[Slots];

    /// <summary>The blocks on their way down the two paths.</summary>
    public fixed ulong HeldFirst[BlockWords];
    public fixed ulong HeldSecond[BlockWords];

    /// <summary>The block that was put and is not in the stash yet, and a place for blocks that nobody asked for.</summary>
    public fixed ulong Waiting[BlockWords];
    public fixed ulong Nothing[BlockWords];

    /// <summary>Tag and label of the block on the first path, then of that on the second.</summary>
    public fixed ulong HeldHeaders[4];

    /// <summary>Of the waiting block: its tag; its label, 0 if there is none; all ones if it is asked for.</summary>
    public ulong WaitingTag;
    public ulong WaitingLabel;
    public ulong TakenWaiting;
    public ulong Unused;
}
