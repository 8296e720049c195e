// Taking a block out. The path's header lines are rewritten without the block; its block lines are only read, since nothing in them says
// whether their slot is in use.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Oblivious.Oram;

internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace>
{
    /// <summary>Asks for the lines of a path whose label is about to be shown, so that they arrive while other work is done.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public void Prefetch(uint label)
    {
        if (!Sse.IsSupported) return;
        ulong* levels = _work->Levels;
        int depth = _depth;
        for (int i = Parameters.PrefetchLevel; i <= depth; i++)
        {
            byte* bucket = (byte*)levels[i] + ((nuint)(label >> (32 - i)) * (nuint)Stride);
            for (int at = 0; at < Parameters.Line + (Parameters.SlotsPerBucket * TBlock.Lines * Parameters.Line); at += Parameters.Line)
            {
                Sse.Prefetch1(bucket + at);
            }
        }
    }

    /// <summary>
    /// Removes the block with this label and tag and writes it to <paramref name="block"/> (zeros if there is none). Shows the label's path.
    /// </summary>
    /// <returns>All ones if there was one.</returns>
    public ulong Read(uint label, ulong tag, byte* block)
    {
        TTrace.Reveal(_structure, label, false);
        ulong found = TakeHeaders(label, tag) | TakeStashHeaders(label, tag);
        if (TBlock.Lines * Parameters.Line >= 4 * TLanes.Bytes) GatherByFour(label, block);
        else GatherByOne(label, block);
        return found;
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
            header[0] = tag0 & ~here0;
            header[1] = label0 & ~here0;
            header[2] = tag1 & ~here1;
            header[3] = label1 & ~here1;
            masks[2 * i] = here0;
            masks[(2 * i) + 1] = here1;
            found |= here0 | here1;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private ulong TakeStashHeaders(uint label, ulong tag)
    {
        TouchStashHeaders();
        uint* labels = _work->Labels;
        ulong* tags = _work->Tags;
        ulong here = TLanes.EqualBits64(tags, Parameters.Stash, tag) & TLanes.EqualBits32(labels, Parameters.Stash, label);
        TLanes.Put32(labels, Parameters.Stash, here, 0);
        TLanes.Put64(tags, Parameters.Stash, here, 0);
        TLanes.Expand(here, _work->Found);
        _occupied &= ~here;
        return Mask.NonZero(here);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void GatherByFour(uint label, byte* block)
    {
        ulong* buckets = _work->Read;
        ulong* masks = _work->ReadMasks;
        ulong* found = _work->Found;
        byte* stash = _stash;
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        int width = TLanes.Bytes;
        for (int c = 0; c < size; c += 4 * width)
        {
            TV a = TLanes.Fill(0), b = TLanes.Fill(0), d = TLanes.Fill(0), e = TLanes.Fill(0);
            for (int i = 1; i <= depth; i++)
            {
                TouchBlocks(i, label >> (32 - i), 1 + (c / Parameters.Line), Span(width), false);
                TouchBlocks(i, label >> (32 - i), 1 + TBlock.Lines + (c / Parameters.Line), Span(width), false);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                byte* second = first + size;
                TV m = TLanes.Fill(masks[2 * i]);
                TV n = TLanes.Fill(masks[(2 * i) + 1]);
                a = TLanes.Or(a, TLanes.And(m, TLanes.Load(first)));
                b = TLanes.Or(b, TLanes.And(m, TLanes.Load(first + width)));
                d = TLanes.Or(d, TLanes.And(m, TLanes.Load(first + (2 * width))));
                e = TLanes.Or(e, TLanes.And(m, TLanes.Load(first + (3 * width))));
                a = TLanes.Or(a, TLanes.And(n, TLanes.Load(second)));
                b = TLanes.Or(b, TLanes.And(n, TLanes.Load(second + width)));
                d = TLanes.Or(d, TLanes.And(n, TLanes.Load(second + (2 * width))));
                e = TLanes.Or(e, TLanes.And(n, TLanes.Load(second + (3 * width))));
            }
            for (int i = 0; i < Parameters.Stash; i++)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, Span(width), false);
                byte* slot = stash + (i * size) + c;
                TV m = TLanes.Fill(found[i]);
                a = TLanes.Or(a, TLanes.And(m, TLanes.Load(slot)));
                b = TLanes.Or(b, TLanes.And(m, TLanes.Load(slot + width)));
                d = TLanes.Or(d, TLanes.And(m, TLanes.Load(slot + (2 * width))));
                e = TLanes.Or(e, TLanes.And(m, TLanes.Load(slot + (3 * width))));
            }
            TLanes.Store(block + c, a);
            TLanes.Store(block + c + width, b);
            TLanes.Store(block + c + (2 * width), d);
            TLanes.Store(block + c + (3 * width), e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void GatherByOne(uint label, byte* block)
    {
        ulong* buckets = _work->Read;
        ulong* masks = _work->ReadMasks;
        ulong* found = _work->Found;
        byte* stash = _stash;
        int depth = _depth;
        int size = TBlock.Lines * Parameters.Line;
        for (int c = 0; c < size; c += TLanes.Bytes)
        {
            TV a = TLanes.Fill(0);
            for (int i = 1; i <= depth; i++)
            {
                TouchBlocks(i, label >> (32 - i), 1 + (c / Parameters.Line), 1, false);
                TouchBlocks(i, label >> (32 - i), 1 + TBlock.Lines + (c / Parameters.Line), 1, false);
                byte* first = (byte*)buckets[i] + Parameters.Line + c;
                a = TLanes.Or(a, TLanes.And(TLanes.Fill(masks[2 * i]), TLanes.Load(first)));
                a = TLanes.Or(a, TLanes.And(TLanes.Fill(masks[(2 * i) + 1]), TLanes.Load(first + size)));
            }
            for (int i = 0; i < Parameters.Stash; i++)
            {
                TouchBlocks(0, (uint)i, c / Parameters.Line, 1, false);
                a = TLanes.Or(a, TLanes.And(TLanes.Fill(found[i]), TLanes.Load(stash + (i * size) + c)));
            }
            TLanes.Store(block + c, a);
        }
    }

    /// <summary>Lines that four registers cover.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Span(int width) => ((4 * width) + Parameters.Line - 1) / Parameters.Line;

    private void TouchStashHeaders()
    {
        if (!TTrace.Enabled) return;
        for (int line = 0; line < (Parameters.Stash * (sizeof(ulong) + sizeof(uint))) / Parameters.Line; line++)
        {
            TTrace.Touch(_structure, 0, uint.MaxValue, line, false);
            TTrace.Touch(_structure, 0, uint.MaxValue, line, true);
        }
    }
}
