// The span operations of ConstantTime, once for all backends: whole registers, then words, then the last bytes.
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious;

internal static unsafe class SpanKernels<TLanes, TV>
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
{
    public static void Select(ulong mask, ReadOnlySpan<byte> ifYes, ReadOnlySpan<byte> ifNo, Span<byte> result)
    {
        fixed (byte* yes = ifYes)
        fixed (byte* no = ifNo)
        fixed (byte* to = result)
        {
            Select(mask, yes, no, to, result.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select(ulong mask, byte* yes, byte* no, byte* to, int length)
    {
        TV wide = TLanes.Fill(mask);
        int i = 0;
        for (; i + TLanes.Bytes <= length; i += TLanes.Bytes)
        {
            TLanes.Store(to + i, TLanes.Select(wide, TLanes.Load(yes + i), TLanes.Load(no + i)));
        }
        for (; i + sizeof(ulong) <= length; i += sizeof(ulong))
        {
            PlainLanes.Store(to + i, Mask.Select(mask, PlainLanes.Load(yes + i), PlainLanes.Load(no + i)));
        }
        for (; i < length; i++) to[i] = (byte)Mask.Select(mask, yes[i], no[i]);
    }

    public static void Swap(ulong mask, Span<byte> a, Span<byte> b)
    {
        fixed (byte* x = a)
        fixed (byte* y = b)
        {
            Swap(mask, x, y, a.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Swap(ulong mask, byte* a, byte* b, int length)
    {
        TV wide = TLanes.Fill(mask);
        int i = 0;
        for (; i + TLanes.Bytes <= length; i += TLanes.Bytes)
        {
            TV x = TLanes.Load(a + i);
            TV y = TLanes.Load(b + i);
            TLanes.Store(a + i, TLanes.Select(wide, y, x));
            TLanes.Store(b + i, TLanes.Select(wide, x, y));
        }
        for (; i + sizeof(ulong) <= length; i += sizeof(ulong))
        {
            ulong difference = (PlainLanes.Load(a + i) ^ PlainLanes.Load(b + i)) & mask;
            PlainLanes.Store(a + i, PlainLanes.Load(a + i) ^ difference);
            PlainLanes.Store(b + i, PlainLanes.Load(b + i) ^ difference);
        }
        for (; i < length; i++)
        {
            byte difference = (byte)((a[i] ^ b[i]) & (byte)mask);
            a[i] ^= difference;
            b[i] ^= difference;
        }
    }

    public static ulong Equal(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        fixed (byte* x = a)
        fixed (byte* y = b)
        {
            return Equal(x, y, a.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Equal(byte* a, byte* b, int length)
    {
        TV wide = TLanes.Fill(0);
        int i = 0;
        for (; i + TLanes.Bytes <= length; i += TLanes.Bytes)
        {
            wide = TLanes.Or(wide, TLanes.Xor(TLanes.Load(a + i), TLanes.Load(b + i)));
        }
        ulong difference = 0;
        for (; i + sizeof(ulong) <= length; i += sizeof(ulong)) difference |= PlainLanes.Load(a + i) ^ PlainLanes.Load(b + i);
        for (; i < length; i++) difference |= (uint)(a[i] ^ b[i]);
        for (int word = 0; word < sizeof(TV) / sizeof(ulong); word++) difference |= ((ulong*)&wide)[word];
        return Mask.IsZero(difference);
    }
}
