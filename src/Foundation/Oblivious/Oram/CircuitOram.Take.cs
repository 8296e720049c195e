// One access. A block that was put waits outside the stash until the next access, whose single pass over the stash then does four things:
// finds the block asked for, lets the waiting block in, and lets one block out along each of the two eviction paths. (In the order of the
// paper this is: look up, insert what the access before put, evict twice.)
//
// The paths lie in different halves of the tree, so no bucket is on both and a block of the stash can leave along one of them only: the
// two plans are independent. On the path that is read only header lines are rewritten: nothing in a block's lines says whether its slot is
// in use.
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    private static bool ByFour
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TBlock.Lines * Parameters.Line >= 4 * TLanes.Bytes;
    }

    /// <summary>
    /// Removes the block with this label and tag and writes it to <paramref name="block"/> (zeros if there is none). Shows the label's
    /// path.
    /// <see cref="Settle"/> must follow.
    /// </summary>
    /// <returns>All ones if there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ulong Take(uint label, ulong tag, byte* block)
    {
        TTrace.Reveal(_structure, label, false);
        ulong found = TakeHeaders(label, tag);
        if (ByFour) GatherByFour(label, block);
        else GatherByOne(label, block);
        found |= PlanStash(label, tag);
        if (ByFour) PassStashByFour(block);
        else PassStashByOne(block);
        return found;
    }

    /// <summary>Moves blocks down the two paths that <see cref="Take"/> has planned. Its result can be used before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Settle()
    {
        Work* work = _work;
        if (ByFour)
        {
            SwapByFour(work->First, work->FirstMasks, (byte*)work->HeldFirst, _first);
            SwapByFour(work->Second, work->SecondMasks, (byte*)work->HeldSecond, _second);
        }
        else
        {
            SwapByOne(work->First, work->FirstMasks, (byte*)work->HeldFirst, _first);
            SwapByOne(work->Second, work->SecondMasks, (byte*)work->HeldSecond, _second);
        }
        TLanes.SwapHeaders(work->First, work->FirstMasks, work->HeldHeaders, _depth);
        TLanes.SwapHeaders(work->Second, work->SecondMasks, work->HeldHeaders + 2, _depth);
        if (TTrace.Enabled) TouchHeaders(_first, _second, true);
    }

    /// <summary>
    /// Stores a block under a label where <paramref name="present"/> is all ones; where it is zero does the same for nothing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Put(uint label, ulong tag, ulong present, byte* block)
    {
        Work* work = _work;
        work->WaitingTag = tag;
        work->WaitingLabel = label & (uint)present;
        Buffer.MemoryCopy(block, work->Waiting, BlockBytes, BlockBytes);
    }

    /// <summary>Stores a block without a look-up before it, for bulk building: the block that waits goes in first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Insert(uint label, ulong tag, byte* block)
    {
        PlanStash(0, 0); // no block has label 0
        if (ByFour) PassStashByFour((byte*)_work->Nothing);
        else PassStashByOne((byte*)_work->Nothing);
        Settle();
        Put(label, tag, Mask.All, block);
    }

    /// <summary>The reverse-lexicographic order: the bits of a counter, lowest first, so that every leaf comes equally often.</summary>
    private static uint EvictionPath(uint count)
    {
        count = ((count >> 1) & 0x5555_5555) | ((count & 0x5555_5555) << 1);
        count = ((count >> 2) & 0x3333_3333) | ((count & 0x3333_3333) << 2);
        count = ((count >> 4) & 0x0F0F_0F0F) | ((count & 0x0F0F_0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(count) | 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private ulong TakeHeaders(uint label, ulong tag)
    {
        Walk(label, _work->Read);
        ulong* buckets = _work->Read;
        ulong* masks = _work->ReadMasks;
        int depth = _depth;
        ulong found = 0;
        for (int i = 1; i <= depth; i++)
        {
            TTrace.Touch(_structure, i, label >> (32 - i), 0, false);
            TTrace.Touch(_structure, i, label >> (32 - i), 0, true);
            ulong* header = (ulong*)buckets[i];
            ulong tag0 = header[0], label0 = header[1], tag1 = header[2], label1 = header[3];
            ulong here0 = Mask.IsZero((tag0 ^ tag) | (label0 ^ label));
            ulong here1 = Mask.IsZero((tag1 ^ tag) | (label1 ^ label));
            header[1] = label0 & ~here0;
            header[3] = label1 & ~here1;
            masks[2 * i] = here0;
            masks[(2 * i) + 1] = here1;
            found |= here0 | here1;
        }
        return found;
    }

    /// <summary>Decides about the stash: who is taken, who comes in, who leaves; and plans the two paths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private ulong PlanStash(uint label, ulong tag)
    {
        uint first = EvictionPath(_evictions);
        uint second = EvictionPath(_evictions + 1);
        _evictions += Parameters.Evictions;
        (_first, _second) = (first, second);
        TTrace.Reveal(_structure, first, true);
        TTrace.Reveal(_structure, second, true);
        if (TTrace.Enabled)
        {
            TouchStashHeaders();
            TouchHeaders(first, second, false);
        }
        Work* work = _work;
        Walk(first, work->First);
        Walk(second, work->Second);
        uint* labels = work->Labels;
        ulong* tags = work->Tags;

        ulong taken = TLanes.EqualBits64(tags, Parameters.Stash, tag) & TLanes.EqualBits32(labels, Parameters.Stash, label);
        ulong waiting = Mask.NonZero(work->WaitingLabel);
        ulong takenWaiting = waiting & Mask.IsZero((work->WaitingTag ^ tag) | (work->WaitingLabel ^ label));
        TLanes.Put32(labels, Parameters.Stash, taken, 0); // a slot without a label is empty, whatever its tag
        ulong occupied = _occupied & ~taken;

        ulong comes = waiting & ~takenWaiting;
        ulong enter = Mask.Lowest(~occupied) & comes;
        _overflow |= comes & Mask.IsZero(~occupied);
        TLanes.Put32(labels, Parameters.Stash, enter, (uint)work->WaitingLabel);
        TLanes.Put64(tags, Parameters.Stash, enter, work->WaitingTag);
        work->WaitingLabel = 0;

        ulong leaveFirst = TLanes.Nearest(labels, first, out uint nearestFirst);
        ulong leaveSecond = TLanes.Nearest(labels, second, out uint nearestSecond);
        (ulong leavesFirst, ulong leavesSecond) = Plan(work, first, nearestFirst, second, nearestSecond, _depth);
        leaveFirst &= leavesFirst;
        leaveSecond &= leavesSecond;

        work->HeldHeaders[0] = TLanes.Pick64(tags, Parameters.Stash, leaveFirst);
        work->HeldHeaders[1] = TLanes.Pick32(labels, Parameters.Stash, leaveFirst);
        work->HeldHeaders[2] = TLanes.Pick64(tags, Parameters.Stash, leaveSecond);
        work->HeldHeaders[3] = TLanes.Pick32(labels, Parameters.Stash, leaveSecond);
        ulong leave = leaveFirst | leaveSecond;
        TLanes.Put32(labels, Parameters.Stash, leave, 0);
        TLanes.Expand(taken, work->Taken);
        TLanes.Expand(enter, work->Enter);
        TLanes.Expand(leaveFirst, work->LeaveFirst);
        TLanes.Expand(leaveSecond, work->LeaveSecond);
        work->TakenWaiting = takenWaiting;
        _occupied = (occupied | enter) & ~leave;
        return Mask.NonZero(taken) | takenWaiting;
    }

    private void TouchStashHeaders()
    {
        for (int line = 0; line < (Parameters.Stash * (sizeof(ulong) + sizeof(uint))) / Parameters.Line; line++)
        {
            TTrace.Touch(_structure, 0, uint.MaxValue, line, false);
            TTrace.Touch(_structure, 0, uint.MaxValue, line, true);
        }
    }

    private void TouchHeaders(uint first, uint second, bool write)
    {
        for (int i = 1; i <= _depth; i++)
        {
            TTrace.Touch(_structure, i, first >> (32 - i), 0, write);
            TTrace.Touch(_structure, i, second >> (32 - i), 0, write);
        }
    }
}
