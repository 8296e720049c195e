// Which blocks move where along one path (Circuit ORAM's PrepareDeepest and PrepareTarget, without its third pass: a level is a destination
// exactly when the second pass says so, and then the block on its way down is swapped with a slot of the level).
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    /// <summary>
    /// Plans one eviction. nearest: the difference from the path of the stash's best block. Writes two mask words a level: which slot swaps.
    /// </summary>
    /// <returns>All ones if the stash's best block leaves it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static ulong Plan(Work* work, ulong* buckets, uint path, uint nearest, int depth, ulong* masks)
    {
        uint* labels0 = work->Labels0;
        uint* labels1 = work->Labels1;
        for (int i = 1; i <= depth; i++)
        {
            uint* header = (uint*)buckets[i];
            labels0[i] = header[2];
            labels1[i] = header[6];
        }
        LevelPlan* plan = &work->Plan;
        TLanes.FindPlan(labels0, labels1, path, nearest, depth, plan);

        // From the leaf up: a level with room, or one that is going to be left, takes the best block from above; then nothing else happens
        // until that block's level is reached.
        int source = -1;
        for (int i = depth; i >= 1; i--)
        {
            int apart = source ^ i;
            int isSource = ((apart - 1) & ~apart) >> 31;
            int idle = source >> 31;
            int isTarget = ((idle & plan->Room[i]) | isSource) & plan->Reach[i];
            source = ((source | isSource) & ~isTarget) | (plan->Source[i] & isTarget);
            int second = (isSource & plan->Second[i]) | (~isSource & plan->FirstUsed[i]); // when only filled: the second if the first is in use
            int swap = isSource | isTarget;
            masks[2 * i] = (ulong)(long)(swap & ~second);
            masks[(2 * i) + 1] = (ulong)(long)(swap & second);
        }
        return Mask.IsZero((ulong)(uint)source);
    }
}
