// GHASH with PCLMULQDQ, computed as POLYVAL (RFC 8452, appendix A; Gueron's two-step Montgomery reduction).
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Crypto;

internal readonly partial struct AesNi
{
    /// <summary>From this many bytes on, the powers of the hash key that four blocks at a time need are worth their price.</summary>
    private const int ManyBytes = 256;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Hash(ref readonly ExpandedKey key, ref Vector128<ulong> state, ref readonly byte data, nuint length)
    {
        ref byte from = ref Unsafe.AsRef(in data);
        Vector128<ulong> h = key[ExpandedKey.HashKey];
        Vector128<ulong> sum = state;
        nuint done = 0;
        if (length >= ManyBytes)
        {
            Vector128<ulong> h2 = Multiply(h, h);
            Vector128<ulong> h3 = Multiply(h2, h);
            Vector128<ulong> h4 = Multiply(h2, h2);
            for (; length - done >= 64; done += 64)
            {
                Vector128<ulong> low = default, middle = default, high = default;
                Accumulate(sum ^ Load(ref from, done), h4, ref low, ref middle, ref high);
                Accumulate(Load(ref from, done + 16), h3, ref low, ref middle, ref high);
                Accumulate(Load(ref from, done + 32), h2, ref low, ref middle, ref high);
                Accumulate(Load(ref from, done + 48), h, ref low, ref middle, ref high);
                sum = Reduce(low, middle, high);
            }
        }
        for (; length - done >= 16; done += 16) sum = Multiply(sum ^ Load(ref from, done), h);
        if (done < length)
        {
            Vector128<byte> padded = default;
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.As<Vector128<byte>, byte>(ref padded), ref Unsafe.Add(ref from, done), (uint)(length - done));
            sum = Multiply(sum ^ Reverse(padded), h);
        }
        state = sum;
    }

    /// <summary>a·b·x⁻¹²⁸ modulo POLYVAL's x¹²⁸ + x¹²⁷ + x¹²⁶ + x¹²¹ + 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Multiply(Vector128<ulong> a, Vector128<ulong> b)
    {
        Vector128<ulong> low = default, middle = default, high = default;
        Accumulate(a, b, ref low, ref middle, ref high);
        return Reduce(low, middle, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(
        Vector128<ulong> a, Vector128<ulong> b, ref Vector128<ulong> low, ref Vector128<ulong> middle, ref Vector128<ulong> high)
    {
        low ^= Pclmulqdq.CarrylessMultiply(a, b, 0x00);
        middle ^= Pclmulqdq.CarrylessMultiply(a, b, 0x01) ^ Pclmulqdq.CarrylessMultiply(a, b, 0x10);
        high ^= Pclmulqdq.CarrylessMultiply(a, b, 0x11);
    }

    /// <summary>Each step clears the lowest 64 bits by adding the multiple of the modulus that cancels them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reduce(Vector128<ulong> low, Vector128<ulong> middle, Vector128<ulong> high)
    {
        Vector128<ulong> modulus = Vector128.CreateScalar(0xc200_0000_0000_0000);
        low ^= Sse2.ShiftLeftLogical128BitLane(middle, 8);
        high ^= Sse2.ShiftRightLogical128BitLane(middle, 8);
        low = SwapHalves(low) ^ Pclmulqdq.CarrylessMultiply(low, modulus, 0x00);
        low = SwapHalves(low) ^ Pclmulqdq.CarrylessMultiply(low, modulus, 0x00);
        return high ^ low;
    }

    /// <summary>a·x modulo the polynomial: turns a byte-reversed GHASH key into a POLYVAL key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> TimesX(Vector128<ulong> a)
    {
        Vector128<ulong> carries = a >> 63;
        Vector128<ulong> overflow = Vector128<ulong>.Zero - Sse2.UnpackHigh(carries, carries);
        return (a << 1) ^ Sse2.ShiftLeftLogical128BitLane(carries, 8) ^ (overflow & Vector128.Create(1, 0xc200_0000_0000_0000));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> SwapHalves(Vector128<ulong> a) => Sse2.Shuffle(a.AsUInt32(), 0b01_00_11_10).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Load(ref byte data, nuint offset) => Reverse(Vector128.LoadUnsafe(ref data, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reverse(Vector128<byte> block) =>
        Ssse3.Shuffle(block, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)).AsUInt64();
}
