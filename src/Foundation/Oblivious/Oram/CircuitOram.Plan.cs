// Which blocks move where along one path (Circuit ORAM's PrepareDeepest and PrepareTarget, without its third pass: a level is a destination
// exactly when the second pass says so, and then the block on its way down is swapped with a slot of the level).
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    private const int PlanWords = 4;

    /// <summary>
    /// Plans one eviction. nearest: the difference from the path of the stash's best block. Writes two mask words a level: which slot swaps.
    /// </summary>
    /// <returns>All ones if the stash's best block leaves it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ulong Plan(ulong* buckets, uint path, uint nearest, int depth, int* plan, ulong* masks)
    {
        // How deep may a block go that agrees with the path in so many leading bits: no deeper than the leaves.
        uint floor = 0x8000_0000u >> depth;

        // From the stash down: of all blocks above a level, the one that may go deepest, and where it is. Packed depth first, then
        // 63 - level, so that the greatest is the deepest and among equals the one nearest to the root.
        int best = (BitOperations.LeadingZeroCount(nearest | floor) << 6) | 63;
        for (int i = 1; i <= depth; i++)
        {
            uint label0 = *(uint*)(buckets[i] + 8);
            uint label1 = *(uint*)(buckets[i] + 24);
            uint difference0 = (label0 ^ path) | ((label0 & 1) - 1); // all ones if empty
            uint difference1 = (label1 ^ path) | ((label1 & 1) - 1);
            int second = (int)(((long)difference1 - difference0) >> 63);
            uint difference = difference0 ^ ((difference0 ^ difference1) & (uint)second);
            int* at = plan + (PlanWords * i);
            at[0] = ((i << 6) - 1 - best) >> 31; // the best so far may come to this level or below
            at[1] = 63 - (best & 63);
            at[2] = second; // this level's own best is in the second slot
            at[3] = (int)((label0 & 1) | ((label1 & 1) << 1));
            int candidate = (BitOperations.LeadingZeroCount(difference | floor) << 6) | (63 - i);
            int less = best - candidate;
            best -= less & (less >> 31);
        }

        // From the leaf up: a level with room, or one that is going to be left, takes the best block from above; then nothing else happens
        // until that block's level is reached.
        int source = -1;
        for (int i = depth; i >= 1; i--)
        {
            int* at = plan + (PlanWords * i);
            int apart = source ^ i;
            int isSource = ((apart - 1) & ~apart) >> 31;
            int idle = source >> 31;
            int used = at[3];
            int room = ~(-(used & (used >> 1)));
            int isTarget = ((idle & room) | isSource) & at[0];
            source = ((source | isSource) & ~isTarget) | (at[1] & isTarget);
            int second = (isSource & at[2]) | (~isSource & -(used & 1)); // when only filled: the second slot if the first is in use
            int swap = isSource | isTarget;
            masks[2 * i] = (ulong)(long)(swap & ~second);
            masks[(2 * i) + 1] = (ulong)(long)(swap & second);
        }
        return Mask.IsZero((ulong)(uint)source);
    }
}
