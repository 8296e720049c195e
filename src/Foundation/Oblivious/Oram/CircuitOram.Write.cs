// Putting a block into the stash and evicting twice. The two paths lie in different halves of the tree, so no bucket is on both and a
// block of the stash can leave along one of them only: the two plans are independent, and one pass over the stash serves all three.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    /// <summary>Asks for the lines of the two paths that the next <see cref="Write"/> evicts along.</summary>
    public void PrefetchEvictions()
    {
        Prefetch(EvictionPath(_evictions));
        Prefetch(EvictionPath(_evictions + 1));
    }

    /// <summary>Stores a block under a label where <paramref name="present"/> is all ones; where it is zero does the same for nothing.</summary>
    public void Write(uint label, ulong tag, ulong present, byte* block)
    {
        uint first = EvictionPath(_evictions++);
        uint second = EvictionPath(_evictions++);
        TTrace.Reveal(_structure, first, true);
        TTrace.Reveal(_structure, second, true);
        Walk(first, _work->First);
        Walk(second, _work->Second);
        PlanStash(label, tag, present, first, second, out Header heldFirst, out Header heldSecond);
        if (TBlock.Lines * Parameters.Line >= 4 * TLanes.Bytes)
        {
            PassStashByFour(block);
            SwapByFour(_work->First, _work->FirstMasks, (byte*)_work->HeldFirst, first);
            SwapByFour(_work->Second, _work->SecondMasks, (byte*)_work->HeldSecond, second);
        }
        else
        {
            PassStashByOne(block);
            SwapByOne(_work->First, _work->FirstMasks, (byte*)_work->HeldFirst, first);
            SwapByOne(_work->Second, _work->SecondMasks, (byte*)_work->HeldSecond, second);
        }
        SwapHeaders(_work->First, _work->FirstMasks, heldFirst, first);
        SwapHeaders(_work->Second, _work->SecondMasks, heldSecond, second);
    }

    /// <summary>The reverse-lexicographic order: the bits of a counter, lowest first, so that every leaf comes equally often.</summary>
    internal static uint EvictionPath(uint count)
    {
        count = ((count >> 1) & 0x5555_5555) | ((count & 0x5555_5555) << 1);
        count = ((count >> 2) & 0x3333_3333) | ((count & 0x3333_3333) << 2);
        count = ((count >> 4) & 0x0F0F_0F0F) | ((count & 0x0F0F_0F0F) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(count) | 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PlanStash(uint label, ulong tag, ulong present, uint first, uint second, out Header heldFirst, out Header heldSecond)
    {
        TouchStashHeaders();
        Work* work = _work;
        uint* labels = work->Labels;
        ulong* tags = work->Tags;
        ulong occupied = _occupied;
        ulong enter = Mask.Lowest(~occupied) & present;
        _overflow |= present & Mask.IsZero(~occupied);
        TLanes.Put32(labels, Parameters.Stash, enter, label);
        TLanes.Put64(tags, Parameters.Stash, enter, tag);

        ulong leaveFirst = TLanes.Nearest(labels, first, out uint nearestFirst);
        ulong leaveSecond = TLanes.Nearest(labels, second, out uint nearestSecond);
        TouchPlan(first);
        TouchPlan(second);
        leaveFirst &= Plan(work->First, first, nearestFirst, _depth, work->PlanFirst, work->FirstMasks);
        leaveSecond &= Plan(work->Second, second, nearestSecond, _depth, work->PlanSecond, work->SecondMasks);

        heldFirst = new Header(TLanes.Pick64(tags, Parameters.Stash, leaveFirst), TLanes.Pick32(labels, Parameters.Stash, leaveFirst));
        heldSecond = new Header(TLanes.Pick64(tags, Parameters.Stash, leaveSecond), TLanes.Pick32(labels, Parameters.Stash, leaveSecond));
        ulong leave = leaveFirst | leaveSecond;
        TLanes.Put32(labels, Parameters.Stash, leave, 0);
        TLanes.Put64(tags, Parameters.Stash, leave, 0);
        TLanes.Expand(enter, work->Enter);
        TLanes.Expand(leaveFirst, work->LeaveFirst);
        TLanes.Expand(leaveSecond, work->LeaveSecond);
        _occupied = (occupied | enter) & ~leave;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PassStashByFour(byte* block)
    {
        Work* work = _work;
        byte* stash = _stash;
        int size = TBlock.Lines * Parameters.Line;
        int width = TLanes.Bytes;
        for (int c = 0; c < size; c += 4 * width)
        {
            TV a = TLanes.Fill(0), b = TLanes.Fill(0), d = TLanes.Fill(0), e = TLanes.Fill(0);
            TV s = TLanes.Fill(0), t = TLanes.Fill(0), u = TLanes.Fill(0), v = TLanes.Fill(0);
            byte* from = block + c;
            for (int i = 0; i < Parameters.Stash; i++)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, Span(width), false);
                TouchBlocks(0, (uint)i, c / Parameters.Line, Span(width), true);
                byte* slot = stash + (i * size) + c;
                TV enter = TLanes.Fill(work->Enter[i]);
                TV leave = TLanes.Fill(work->LeaveFirst[i]);
                TV depart = TLanes.Fill(work->LeaveSecond[i]);
                TV x = TLanes.Select(enter, TLanes.Load(from), TLanes.Load(slot));
                TLanes.Store(slot, x);
                a = TLanes.Or(a, TLanes.And(leave, x));
                s = TLanes.Or(s, TLanes.And(depart, x));
                x = TLanes.Select(enter, TLanes.Load(from + width), TLanes.Load(slot + width));
                TLanes.Store(slot + width, x);
                b = TLanes.Or(b, TLanes.And(leave, x));
                t = TLanes.Or(t, TLanes.And(depart, x));
                x = TLanes.Select(enter, TLanes.Load(from + (2 * width)), TLanes.Load(slot + (2 * width)));
                TLanes.Store(slot + (2 * width), x);
                d = TLanes.Or(d, TLanes.And(leave, x));
                u = TLanes.Or(u, TLanes.And(depart, x));
                x = TLanes.Select(enter, TLanes.Load(from + (3 * width)), TLanes.Load(slot + (3 * width)));
                TLanes.Store(slot + (3 * width), x);
                e = TLanes.Or(e, TLanes.And(leave, x));
                v = TLanes.Or(v, TLanes.And(depart, x));
            }
            byte* first = (byte*)work->HeldFirst + c;
            TLanes.Store(first, a);
            TLanes.Store(first + width, b);
            TLanes.Store(first + (2 * width), d);
            TLanes.Store(first + (3 * width), e);
            byte* second = (byte*)work->HeldSecond + c;
            TLanes.Store(second, s);
            TLanes.Store(second + width, t);
            TLanes.Store(second + (2 * width), u);
            TLanes.Store(second + (3 * width), v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PassStashByOne(byte* block)
    {
        Work* work = _work;
        byte* stash = _stash;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            TV a = TLanes.Fill(0);
            TV s = TLanes.Fill(0);
            TV from = TLanes.Load(block + c);
            for (int i = 0; i < Parameters.Stash; i++)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, 1, false);
                TouchBlocks(0, (uint)i, c / Parameters.Line, 1, true);
                byte* slot = stash + (i * size) + c;
                TV x = TLanes.Select(TLanes.Fill(work->Enter[i]), from, TLanes.Load(slot));
                TLanes.Store(slot, x);
                a = TLanes.Or(a, TLanes.And(TLanes.Fill(work->LeaveFirst[i]), x));
                s = TLanes.Or(s, TLanes.And(TLanes.Fill(work->LeaveSecond[i]), x));
            }
            TLanes.Store((byte*)work->HeldFirst + c, a);
            TLanes.Store((byte*)work->HeldSecond + c, s);
        }
    }

    /// <summary>Takes the held block down the path, swapping it with the slot that the masks name at each level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void SwapByFour(ulong* buckets, ulong* masks, byte* held, uint path)
    {
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        int width = TLanes.Bytes;
        for (int c = 0; c < size; c += 4 * width)
        {
            TV a = TLanes.Load(held + c);
            TV b = TLanes.Load(held + c + width);
            TV d = TLanes.Load(held + c + (2 * width));
            TV e = TLanes.Load(held + c + (3 * width));
            for (int i = 1; i <= depth; i++)
            {
                TouchSwap(i, path, c, Span(width));
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                byte* second = first + size;
                TV m = TLanes.Fill(masks[2 * i]);
                TV n = TLanes.Fill(masks[(2 * i) + 1]);
                Exchange(first, second, m, n, ref a);
                Exchange(first + width, second + width, m, n, ref b);
                Exchange(first + (2 * width), second + (2 * width), m, n, ref d);
                Exchange(first + (3 * width), second + (3 * width), m, n, ref e);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void SwapByOne(ulong* buckets, ulong* masks, byte* held, uint path)
    {
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            TV a = TLanes.Load(held + c);
            for (int i = 1; i <= depth; i++)
            {
                TouchSwap(i, path, c, 1);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                Exchange(first, first + size, TLanes.Fill(masks[2 * i]), TLanes.Fill(masks[(2 * i) + 1]), ref a);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(byte* first, byte* second, TV m, TV n, ref TV held)
    {
        TV x = TLanes.Load(first);
        TV y = TLanes.Load(second);
        TV h = held;
        TLanes.Store(first, TLanes.Select(m, h, x));
        TLanes.Store(second, TLanes.Select(n, h, y));
        held = TLanes.Select(m, x, TLanes.Select(n, y, h));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void SwapHeaders(ulong* buckets, ulong* masks, Header held, uint path)
    {
        int depth = _depth;
        ulong tag = held.Tag;
        ulong label = held.Label;
        for (int i = 1; i <= depth; i++)
        {
            TTrace.Touch(_structure, i, path >> (32 - i), 0, false);
            TTrace.Touch(_structure, i, path >> (32 - i), 0, true);
            ulong* header = (ulong*)buckets[i];
            ulong m = masks[2 * i], n = masks[(2 * i) + 1];
            ulong x = (tag ^ header[0]) & m;
            header[0] ^= x;
            tag ^= x;
            x = (label ^ header[1]) & m;
            header[1] ^= x;
            label ^= x;
            x = (tag ^ header[2]) & n;
            header[2] ^= x;
            tag ^= x;
            x = (label ^ header[3]) & n;
            header[3] ^= x;
            label ^= x;
        }
        Debug.Assert(label == 0, "an eviction left a block in the air");
    }

    private void TouchPlan(uint path)
    {
        if (!TTrace.Enabled) return;
        for (int i = 1; i <= _depth; i++) TTrace.Touch(_structure, i, path >> (32 - i), 0, false);
    }

    private void TouchSwap(int level, uint path, int c, int lines)
    {
        if (!TTrace.Enabled) return;
        int first = 1 + (c / Parameters.Line);
        TouchBlocks(level, path >> (32 - level), first, lines, false);
        TouchBlocks(level, path >> (32 - level), first + TBlock.Lines, lines, false);
        TouchBlocks(level, path >> (32 - level), first, lines, true);
        TouchBlocks(level, path >> (32 - level), first + TBlock.Lines, lines, true);
    }

    /// <summary>A slot's header while its block is in the air; nothing if the label is 0.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Header(ulong Tag, uint Label);
}
