// Between bytes and bit planes: spreading the bytes of columns, and an 8×8 bit transposition.
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

internal readonly partial struct Bitslice
{
    /// <summary>The four bytes of a column to the even bytes of a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Spread(uint column)
    {
        ulong x = (column | ((ulong)column << 16)) & 0x0000_ffff_0000_ffff;
        return (x | (x << 8)) & 0x00ff_00ff_00ff_00ff;
    }

    /// <summary>The even bytes of a word to the four bytes of a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Gather(ulong word)
    {
        ulong x = word & 0x00ff_00ff_00ff_00ff;
        x = (x | (x >> 8)) & 0x0000_ffff_0000_ffff;
        return (x | (x >> 16)) & 0xffff_ffff;
    }

    /// <summary>Exchanges bit j of byte k of word i with bit i of byte k of word j, for all i, j, k; its own inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Transpose(Span<ulong> words)
    {
        ref ulong w = ref words[0];
        ulong w0 = w, w1 = Unsafe.Add(ref w, 1), w2 = Unsafe.Add(ref w, 2), w3 = Unsafe.Add(ref w, 3);
        ulong w4 = Unsafe.Add(ref w, 4), w5 = Unsafe.Add(ref w, 5), w6 = Unsafe.Add(ref w, 6), w7 = Unsafe.Add(ref w, 7);

        Exchange(ref w0, ref w1, 1, 0x5555_5555_5555_5555);
        Exchange(ref w2, ref w3, 1, 0x5555_5555_5555_5555);
        Exchange(ref w4, ref w5, 1, 0x5555_5555_5555_5555);
        Exchange(ref w6, ref w7, 1, 0x5555_5555_5555_5555);
        Exchange(ref w0, ref w2, 2, 0x3333_3333_3333_3333);
        Exchange(ref w1, ref w3, 2, 0x3333_3333_3333_3333);
        Exchange(ref w4, ref w6, 2, 0x3333_3333_3333_3333);
        Exchange(ref w5, ref w7, 2, 0x3333_3333_3333_3333);
        Exchange(ref w0, ref w4, 4, 0x0f0f_0f0f_0f0f_0f0f);
        Exchange(ref w1, ref w5, 4, 0x0f0f_0f0f_0f0f_0f0f);
        Exchange(ref w2, ref w6, 4, 0x0f0f_0f0f_0f0f_0f0f);
        Exchange(ref w3, ref w7, 4, 0x0f0f_0f0f_0f0f_0f0f);

        w = w0;
        Unsafe.Add(ref w, 1) = w1;
        Unsafe.Add(ref w, 2) = w2;
        Unsafe.Add(ref w, 3) = w3;
        Unsafe.Add(ref w, 4) = w4;
        Unsafe.Add(ref w, 5) = w5;
        Unsafe.Add(ref w, 6) = w6;
        Unsafe.Add(ref w, 7) = w7;
    }

    /// <summary>The high bits of each group in <paramref name="a"/> change places with the low bits in <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange(ref ulong a, ref ulong b, int shift, ulong mask)
    {
        ulong t = ((a >> shift) ^ b) & mask;
        a ^= t << shift;
        b ^= t;
    }
}
