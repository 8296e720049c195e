// GHASH with integer multiplications, computed as POLYVAL (RFC 8452, appendix A; see IGcmKernel).
//
// Carry-less products come from ordinary ones: each factor is split into four, with three zero bits between any two bits kept. A column
// of a product then sums at most 16 ones. In the low 64 bits only the topmost column can reach 16, and its carry falls off the end;
// the high 64 bits are the low ones of the bit-reversed factors.
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Crypto;

internal readonly partial struct Bitslice
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Hash(ref readonly ExpandedKey key, ref Vector128<ulong> state, ref readonly byte data, nuint length)
    {
        ref byte from = ref Unsafe.AsRef(in data);
        ulong h0 = key[ExpandedKey.HashKey][0], h1 = key[ExpandedKey.HashKey][1];
        ulong reversed0 = ReverseBits(h0), reversed1 = ReverseBits(h1);
        Vector128<byte> padded = default;
        for (nuint done = 0; done < length; done += 16)
        {
            padded = default;
            ref byte block = ref Unsafe.As<Vector128<byte>, byte>(ref padded);
            Unsafe.CopyBlockUnaligned(ref block, ref Unsafe.Add(ref from, done), (uint)nuint.Min(16, length - done));
            Vector128<ulong> sum = state ^ Load(in block);

            // Karatsuba: low, high and middle product, each as its low 64 bits and, reversed, its high 64 bits.
            ulong a0 = sum[0], a1 = sum[1];
            ulong ra0 = ReverseBits(a0), ra1 = ReverseBits(a1);
            ulong low0 = LowProduct(a0, h0), low1 = ReverseBits(LowProduct(ra0, reversed0)) >> 1;
            ulong high0 = LowProduct(a1, h1), high1 = ReverseBits(LowProduct(ra1, reversed1)) >> 1;
            ulong middle0 = LowProduct(a0 ^ a1, h0 ^ h1) ^ low0 ^ high0;
            ulong middle1 = (ReverseBits(LowProduct(ra0 ^ ra1, reversed0 ^ reversed1)) >> 1) ^ low1 ^ high1;
            low1 ^= middle0;
            high0 ^= middle1;

            // Two Montgomery steps; w·(x⁶³ + x⁶² + x⁵⁷) is at once what a step adds and where it puts it.
            ulong next0 = low1 ^ (low0 << 63) ^ (low0 << 62) ^ (low0 << 57);
            ulong next1 = low0 ^ (low0 >> 1) ^ (low0 >> 2) ^ (low0 >> 7);
            high0 ^= next1 ^ (next0 << 63) ^ (next0 << 62) ^ (next0 << 57);
            high1 ^= next0 ^ (next0 >> 1) ^ (next0 >> 2) ^ (next0 >> 7);
            state = Vector128.Create(high0, high1);
        }
    }

    /// <summary>The low 64 bits of the carry-less product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong LowProduct(ulong a, ulong b)
    {
        const ulong M0 = 0x1111_1111_1111_1111, M1 = M0 << 1, M2 = M0 << 2, M3 = M0 << 3;
        ulong a0 = a & M0, a1 = a & M1, a2 = a & M2, a3 = a & M3;
        ulong b0 = b & M0, b1 = b & M1, b2 = b & M2, b3 = b & M3;
        return (((a0 * b0) ^ (a1 * b3) ^ (a2 * b2) ^ (a3 * b1)) & M0)
            | (((a0 * b1) ^ (a1 * b0) ^ (a2 * b3) ^ (a3 * b2)) & M1)
            | (((a0 * b2) ^ (a1 * b1) ^ (a2 * b0) ^ (a3 * b3)) & M2)
            | (((a0 * b3) ^ (a1 * b2) ^ (a2 * b1) ^ (a3 * b0)) & M3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReverseBits(ulong x)
    {
        x = ((x >> 1) & 0x5555_5555_5555_5555) | ((x & 0x5555_5555_5555_5555) << 1);
        x = ((x >> 2) & 0x3333_3333_3333_3333) | ((x & 0x3333_3333_3333_3333) << 2);
        x = ((x >> 4) & 0x0f0f_0f0f_0f0f_0f0f) | ((x & 0x0f0f_0f0f_0f0f_0f0f) << 4);
        return BinaryPrimitives.ReverseEndianness(x);
    }

    /// <summary>a·x modulo POLYVAL's polynomial: turns a byte-reversed GHASH key into a POLYVAL key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> TimesX(Vector128<ulong> a)
    {
        ulong low = a[0], high = a[1];
        ulong overflow = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (overflow & 1), (high << 1) ^ (low >> 63) ^ (overflow & 0xc200_0000_0000_0000));
    }

    /// <summary>Sixteen bytes as a little-endian pair, byte-reversed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref readonly byte block)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(in block, 16);
        return Vector128.Create(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
