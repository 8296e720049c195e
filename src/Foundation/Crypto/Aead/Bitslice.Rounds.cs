// The linear steps of an AES round on bit planes (FIPS 197; the layout is at the head of Bitslice.cs).
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Crypto;

internal readonly partial struct Bitslice
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRoundKey(ref ulong plane, Vector128<ulong> key)
    {
        ulong low = key[0], high = key[1];
        plane ^= FillNibbles(low);
        Unsafe.Add(ref plane, 1) ^= FillNibbles(low >> 1);
        Unsafe.Add(ref plane, 2) ^= FillNibbles(low >> 2);
        Unsafe.Add(ref plane, 3) ^= FillNibbles(low >> 3);
        Unsafe.Add(ref plane, 4) ^= FillNibbles(high);
        Unsafe.Add(ref plane, 5) ^= FillNibbles(high >> 1);
        Unsafe.Add(ref plane, 6) ^= FillNibbles(high >> 2);
        Unsafe.Add(ref plane, 7) ^= FillNibbles(high >> 3);
    }

    /// <summary>The lowest bit of each nibble to all four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FillNibbles(ulong x)
    {
        x &= EveryFourth;
        return (x << 4) - x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ShiftRows(ref ulong plane)
    {
        plane = ShiftRows(plane);
        Unsafe.Add(ref plane, 1) = ShiftRows(Unsafe.Add(ref plane, 1));
        Unsafe.Add(ref plane, 2) = ShiftRows(Unsafe.Add(ref plane, 2));
        Unsafe.Add(ref plane, 3) = ShiftRows(Unsafe.Add(ref plane, 3));
        Unsafe.Add(ref plane, 4) = ShiftRows(Unsafe.Add(ref plane, 4));
        Unsafe.Add(ref plane, 5) = ShiftRows(Unsafe.Add(ref plane, 5));
        Unsafe.Add(ref plane, 6) = ShiftRows(Unsafe.Add(ref plane, 6));
        Unsafe.Add(ref plane, 7) = ShiftRows(Unsafe.Add(ref plane, 7));
    }

    /// <summary>Row r, a 16-bit lane, turns by r nibbles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ShiftRows(ulong x) => (x & 0x0000_0000_0000_ffff)
        | ((x >> 4) & 0x0000_0000_0fff_0000) | ((x << 12) & 0x0000_0000_f000_0000)
        | ((x >> 8) & 0x0000_00ff_0000_0000) | ((x << 8) & 0x0000_ff00_0000_0000)
        | ((x >> 12) & 0x000f_0000_0000_0000) | ((x << 4) & 0xfff0_0000_0000_0000);

    /// <summary>
    /// Row r becomes 2(a_r + a_r+1) + a_r+1 + a_r+2 + a_r+3; doubling moves planes up and folds plane 7 by the polynomial 0x1b.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MixColumns(ref ulong plane)
    {
        ulong top = Unsafe.Add(ref plane, 7);
        ulong fold = top ^ BitOperations.RotateRight(top, 16);
        ulong sum0 = MixPlane(ref plane, fold);
        ulong sum1 = MixPlane(ref Unsafe.Add(ref plane, 1), sum0 ^ fold);
        ulong sum2 = MixPlane(ref Unsafe.Add(ref plane, 2), sum1);
        ulong sum3 = MixPlane(ref Unsafe.Add(ref plane, 3), sum2 ^ fold);
        ulong sum4 = MixPlane(ref Unsafe.Add(ref plane, 4), sum3 ^ fold);
        ulong sum5 = MixPlane(ref Unsafe.Add(ref plane, 5), sum4);
        ulong sum6 = MixPlane(ref Unsafe.Add(ref plane, 6), sum5);
        MixPlane(ref Unsafe.Add(ref plane, 7), sum6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MixPlane(ref ulong plane, ulong doubled)
    {
        ulong below = BitOperations.RotateRight(plane, 16);
        ulong sum = plane ^ below;
        plane = doubled ^ below ^ BitOperations.RotateRight(sum, 32);
        return sum;
    }
}
