// The pass over the stash and the collection along the path that is read: four registers of each block at a time where a block has them.
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    /// <summary>Slots of the stash, and levels of a path, for each bucket that is asked for ahead.</summary>
    private const int SlotsPerStep = 2;

    /// <summary>Adds to the block what the stash has of it; lets the waiting block in and two out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PassStashByFour(byte* block)
    {
        Work* work = _work;
        ulong* top = _ahead.Top;
        ulong* bottom = _ahead.Bottom;
        int size = TBlock.Lines * Parameters.Line;
        int width = TLanes.Bytes;
        for (int c = 0; c < size; c += 4 * width)
        {
            byte* from = (byte*)work->Waiting + c;
            byte* slot = _stash + c;
            TV w0 = TLanes.Load(from), w1 = TLanes.Load(from + width);
            TV w2 = TLanes.Load(from + (2 * width)), w3 = TLanes.Load(from + (3 * width));
            TV m = TLanes.Fill(work->TakenWaiting);
            TV f0 = TLanes.Or(TLanes.Load(block + c), TLanes.And(m, w0));
            TV f1 = TLanes.Or(TLanes.Load(block + c + width), TLanes.And(m, w1));
            TV f2 = TLanes.Or(TLanes.Load(block + c + (2 * width)), TLanes.And(m, w2));
            TV f3 = TLanes.Or(TLanes.Load(block + c + (3 * width)), TLanes.And(m, w3));
            TV a0 = TLanes.Fill(0), a1 = TLanes.Fill(0), a2 = TLanes.Fill(0), a3 = TLanes.Fill(0);
            TV b0 = TLanes.Fill(0), b1 = TLanes.Fill(0), b2 = TLanes.Fill(0), b3 = TLanes.Fill(0);
            for (int i = 0; i < Parameters.Stash; i++, slot += size)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, Span(width), false);
                TouchBlocks(0, (uint)i, c / Parameters.Line, Span(width), true);
                if (i % SlotsPerStep == 0) top = Ahead.Step(top, bottom);
                TV taken = TLanes.Fill(work->Taken[i]);
                TV enter = TLanes.Fill(work->Enter[i]);
                TV leave = TLanes.Fill(work->LeaveFirst[i]);
                TV depart = TLanes.Fill(work->LeaveSecond[i]);
                TV x = TLanes.Load(slot);
                f0 = TLanes.Or(f0, TLanes.And(taken, x));
                x = TLanes.Select(enter, w0, x);
                TLanes.Store(slot, x);
                a0 = TLanes.Or(a0, TLanes.And(leave, x));
                b0 = TLanes.Or(b0, TLanes.And(depart, x));
                x = TLanes.Load(slot + width);
                f1 = TLanes.Or(f1, TLanes.And(taken, x));
                x = TLanes.Select(enter, w1, x);
                TLanes.Store(slot + width, x);
                a1 = TLanes.Or(a1, TLanes.And(leave, x));
                b1 = TLanes.Or(b1, TLanes.And(depart, x));
                x = TLanes.Load(slot + (2 * width));
                f2 = TLanes.Or(f2, TLanes.And(taken, x));
                x = TLanes.Select(enter, w2, x);
                TLanes.Store(slot + (2 * width), x);
                a2 = TLanes.Or(a2, TLanes.And(leave, x));
                b2 = TLanes.Or(b2, TLanes.And(depart, x));
                x = TLanes.Load(slot + (3 * width));
                f3 = TLanes.Or(f3, TLanes.And(taken, x));
                x = TLanes.Select(enter, w3, x);
                TLanes.Store(slot + (3 * width), x);
                a3 = TLanes.Or(a3, TLanes.And(leave, x));
                b3 = TLanes.Or(b3, TLanes.And(depart, x));
            }
            StoreFour(block + c, f0, f1, f2, f3);
            StoreFour((byte*)work->HeldFirst + c, a0, a1, a2, a3);
            StoreFour((byte*)work->HeldSecond + c, b0, b1, b2, b3);
        }
        _ahead.Top = top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void PassStashByOne(byte* block)
    {
        Work* work = _work;
        ulong* top = _ahead.Top;
        ulong* bottom = _ahead.Bottom;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            byte* slot = _stash + c;
            TV from = TLanes.Load((byte*)work->Waiting + c);
            TV f = TLanes.Or(TLanes.Load(block + c), TLanes.And(TLanes.Fill(work->TakenWaiting), from));
            TV a = TLanes.Fill(0);
            TV b = TLanes.Fill(0);
            for (int i = 0; i < Parameters.Stash; i++, slot += size)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, 1, false);
                TouchBlocks(0, (uint)i, c / Parameters.Line, 1, true);
                if (i % SlotsPerStep == 0) top = Ahead.Step(top, bottom);
                TV x = TLanes.Load(slot);
                f = TLanes.Or(f, TLanes.And(TLanes.Fill(work->Taken[i]), x));
                x = TLanes.Select(TLanes.Fill(work->Enter[i]), from, x);
                TLanes.Store(slot, x);
                a = TLanes.Or(a, TLanes.And(TLanes.Fill(work->LeaveFirst[i]), x));
                b = TLanes.Or(b, TLanes.And(TLanes.Fill(work->LeaveSecond[i]), x));
            }
            TLanes.Store(block + c, f);
            TLanes.Store((byte*)work->HeldFirst + c, a);
            TLanes.Store((byte*)work->HeldSecond + c, b);
        }
        _ahead.Top = top;
    }

    /// <summary>The block, if it is on the path; zeros if not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void GatherByFour(uint label, byte* block)
    {
        ulong* buckets = _work->Read;
        ulong* masks = _work->ReadMasks;
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        int width = TLanes.Bytes;
        for (int c = 0; c < size; c += 4 * width)
        {
            byte* to = block + c;
            TV f0 = TLanes.Fill(0), f1 = TLanes.Fill(0), f2 = TLanes.Fill(0), f3 = TLanes.Fill(0);
            for (int i = 1; i <= depth; i++)
            {
                TouchBlocks(i, label >> (32 - i), 1 + (c / Parameters.Line), Span(width), false);
                TouchBlocks(i, label >> (32 - i), 1 + TBlock.Lines + (c / Parameters.Line), Span(width), false);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                byte* second = first + size;
                TV m = TLanes.Fill(masks[2 * i]);
                TV n = TLanes.Fill(masks[(2 * i) + 1]);
                f0 = TLanes.Or(f0, TLanes.And(m, TLanes.Load(first)));
                f1 = TLanes.Or(f1, TLanes.And(m, TLanes.Load(first + width)));
                f2 = TLanes.Or(f2, TLanes.And(m, TLanes.Load(first + (2 * width))));
                f3 = TLanes.Or(f3, TLanes.And(m, TLanes.Load(first + (3 * width))));
                f0 = TLanes.Or(f0, TLanes.And(n, TLanes.Load(second)));
                f1 = TLanes.Or(f1, TLanes.And(n, TLanes.Load(second + width)));
                f2 = TLanes.Or(f2, TLanes.And(n, TLanes.Load(second + (2 * width))));
                f3 = TLanes.Or(f3, TLanes.And(n, TLanes.Load(second + (3 * width))));
            }
            StoreFour(to, f0, f1, f2, f3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void GatherByOne(uint label, byte* block)
    {
        ulong* buckets = _work->Read;
        ulong* masks = _work->ReadMasks;
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            TV f = TLanes.Fill(0);
            for (int i = 1; i <= depth; i++)
            {
                TouchBlocks(i, label >> (32 - i), 1 + (c / Parameters.Line), 1, false);
                TouchBlocks(i, label >> (32 - i), 1 + TBlock.Lines + (c / Parameters.Line), 1, false);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                f = TLanes.Or(f, TLanes.And(TLanes.Fill(masks[2 * i]), TLanes.Load(first)));
                f = TLanes.Or(f, TLanes.And(TLanes.Fill(masks[(2 * i) + 1]), TLanes.Load(first + size)));
            }
            TLanes.Store(block + c, f);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour(byte* to, TV a, TV b, TV c, TV d)
    {
        TLanes.Store(to, a);
        TLanes.Store(to + TLanes.Bytes, b);
        TLanes.Store(to + (2 * TLanes.Bytes), c);
        TLanes.Store(to + (3 * TLanes.Bytes), d);
    }

    /// <summary>Lines that four registers cover.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Span(int width) => ((4 * width) + Parameters.Line - 1) / Parameters.Line;
}
