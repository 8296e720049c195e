// Evictions: a block goes down its path, changing places with the slots that the plan names.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    private const int LevelsPerStep = 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void SwapByFour(ulong* buckets, ulong* masks, byte* held, uint path)
    {
        ulong* top = _ahead.Top;
        ulong* bottom = _ahead.Bottom;
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
                if (i % LevelsPerStep == 0) top = Ahead.Step(top, bottom);
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
        _ahead.Top = top;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void SwapByOne(ulong* buckets, ulong* masks, byte* held, uint path)
    {
        ulong* top = _ahead.Top;
        ulong* bottom = _ahead.Bottom;
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            TV a = TLanes.Load(held + c);
            for (int i = 1; i <= depth; i++)
            {
                TouchSwap(i, path, c, 1);
                if (i % LevelsPerStep == 0) top = Ahead.Step(top, bottom);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                Exchange(first, first + size, TLanes.Fill(masks[2 * i]), TLanes.Fill(masks[(2 * i) + 1]), ref a);
            }
        }
        _ahead.Top = top;
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
    private void SwapHeaders(ulong* buckets, ulong* masks, ulong tag, ulong label, uint path)
    {
        int depth = _depth;
        for (int i = 1; i <= depth; i++)
        {
            TTrace.Touch(_structure, i, path >> (32 - i), 0, false);
            TTrace.Touch(_structure, i, path >> (32 - i), 0, true);
            ulong* header = (ulong*)buckets[i];
            ulong m = masks[2 * i], n = masks[(2 * i) + 1];
            ulong tag0 = header[0], label0 = header[1], tag1 = header[2], label1 = header[3];
            ulong x = (tag ^ tag0) & m, y = (label ^ label0) & m;
            ulong z = (tag ^ tag1) & n, w = (label ^ label1) & n;
            header[0] = tag0 ^ x;
            header[1] = label0 ^ y;
            header[2] = tag1 ^ z;
            header[3] = label1 ^ w;
            tag ^= x | z; // one slot at most takes part
            label ^= y | w;
        }
        Debug.Assert(label == 0, "an eviction left a block in the air");
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
}
