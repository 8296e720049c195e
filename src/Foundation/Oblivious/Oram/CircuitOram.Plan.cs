// Which blocks move where along the two paths (Circuit ORAM's PrepareDeepest and PrepareTarget, without its third pass: a level is a
// destination exactly when the second pass says so, and then the block on its way down is swapped with a slot of the level).
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    /// <summary>
    /// Plans both evictions. Nearest: the difference from the path of the stash's best block. Writes two mask words a level: which slot
    /// swaps. The two are independent and each is one long chain, so they go side by side.
    /// </summary>
    /// <returns>All ones if the stash's best block leaves it, for the first path and for the second.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (ulong First, ulong Second) Plan(Work* work, uint first, uint nearestFirst, uint second, uint nearestSecond, int depth)
    {
        Gather(work, work->First, depth);
        TLanes.FindPlan(work->Labels0, work->Labels1, first, nearestFirst, depth, &work->PlanFirst);
        Gather(work, work->Second, depth);
        TLanes.FindPlan(work->Labels0, work->Labels1, second, nearestSecond, depth, &work->PlanSecond);
        int sourceFirst = -1;
        int sourceSecond = -1;
        for (int i = depth; i >= 1; i--)
        {
            Choose(&work->PlanFirst, work->FirstMasks, i, ref sourceFirst);
            Choose(&work->PlanSecond, work->SecondMasks, i, ref sourceSecond);
        }
        return (Mask.IsZero((uint)sourceFirst), Mask.IsZero((uint)sourceSecond));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(Work* work, ulong* buckets, int depth)
    {
        uint* labels0 = work->Labels0;
        uint* labels1 = work->Labels1;
        for (int i = 1; i <= depth; i++)
        {
            uint* header = (uint*)buckets[i];
            labels0[i] = header[2];
            labels1[i] = header[6];
        }
    }

    /// <summary>
    /// From the leaf up: a level with room, or one that is going to be left, takes the best block from above; then nothing else happens
    /// until that block's level is reached. Source: that level, or -1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Choose(LevelPlan* plan, ulong* masks, int i, ref int source)
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
}
