// What one path offers for an eviction, found from the stash down to the leaf (Circuit ORAM's PrepareDeepest), level by level.
using System.Numerics;
using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Oram;

/// <summary>Level 0 is the stash. Masks are all ones or zero. A multiple of 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LevelPlan
{
    public const int Levels = 32;

    /// <summary>Mask: some block above may come to this level or below.</summary>
    public fixed int Reach[Levels];

    /// <summary>The level of the one of those that may go deepest; among equals the one nearest to the root.</summary>
    public fixed int Source[Levels];

    /// <summary>Mask: of this level's two blocks the second may go deeper.</summary>
    public fixed int Second[Levels];

    /// <summary>Mask: a slot of this level is empty.</summary>
    public fixed int Room[Levels];

    /// <summary>Mask: the first slot is in use.</summary>
    public fixed int FirstUsed[Levels];

    /// <summary>The portable way to find all this.</summary>
    /// <param name="labels0">Labels of the first slots, by level.</param>
    /// <param name="labels1">Labels of the second slots.</param>
    /// <param name="path">The path.</param>
    /// <param name="nearest">The difference from the path of the stash's best block, all ones if there is none.</param>
    /// <param name="depth">The level of the leaves.</param>
    /// <param name="plan">Receives levels 1 to depth.</param>
    public static void Find(uint* labels0, uint* labels1, uint path, uint nearest, int depth, LevelPlan* plan)
    {
        // A block that agrees with the path in so many leading bits may go so deep, but no deeper than the leaves. Packed depth first,
        // then 63 - level, so that the greatest is the deepest and among equals the one nearest to the root.
        uint floor = 0x8000_0000u >> depth;
        int best = (BitOperations.LeadingZeroCount(nearest | floor) << 6) | 63;
        for (int i = 1; i <= depth; i++)
        {
            uint difference0 = (labels0[i] ^ path) | ((labels0[i] & 1) - 1); // all ones if empty
            uint difference1 = (labels1[i] ^ path) | ((labels1[i] & 1) - 1);
            int second = (int)(((long)difference1 - difference0) >> 63);
            uint difference = difference0 ^ ((difference0 ^ difference1) & (uint)second);
            plan->Reach[i] = ((i << 6) - 1 - best) >> 31;
            plan->Source[i] = 63 - (best & 63);
            plan->Second[i] = second;
            plan->Room[i] = (int)(labels0[i] & labels1[i] & 1) - 1;
            plan->FirstUsed[i] = -(int)(labels0[i] & 1);
            int candidate = (BitOperations.LeadingZeroCount(difference | floor) << 6) | (63 - i);
            int less = best - candidate;
            best -= less & (less >> 31);
        }
    }
}
