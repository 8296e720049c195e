// Evictions: a block goes down its path, changing places with the slots that the plan names.
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
