// Scalars laid out for signed-digit multiplication: one scalar a lane, biased so that every window is a digit of its own.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Multiplication;

/// <summary>
/// A window of w bits holds a digit from -2^(w-1) to 2^(w-1) - 1. Adding 2^(w-1) in every window once makes each digit the plain window
/// value minus 2^(w-1): no carry runs from digit to digit, and digits are read in any order.
/// </summary>
internal static unsafe class ScalarLanes
{
    /// <summary>64 digits of 4 bits cover 256 bits: enough for a scalar below 2^253 and its bias.</summary>
    internal const int Radix16Digits = 64;

    /// <summary>51 digits of 5 bits cover 255 bits: enough for a scalar below 2^253 and its bias of about 2^254.05.</summary>
    internal const int Radix32Digits = 51;

    private const ulong Bias16 = 0x8888888888888888;

    /// <summary>Words of a scalar vector.</summary>
    internal static int Length<TGroup>()
        where TGroup : struct, IGroup => (4 * TGroup.Lanes + 7) & ~7;

    /// <summary>Lane i takes scalars[i]; lanes past the end are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LoadRadix16<TGroup>(ulong* words, ReadOnlySpan<Scalar> scalars)
        where TGroup : struct, IGroup
    {
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            Scalar s = lane < scalars.Length ? scalars[lane] : default;
            s.AddBias(words + lane, TGroup.Lanes, Bias16, Bias16, Bias16, Bias16);
        }
    }

    /// <summary>As <see cref="LoadRadix16"/>, with the bias for 51 windows of five bits: 16 * (32^51 - 1) / 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LoadRadix32<TGroup>(ulong* words, ReadOnlySpan<Scalar> scalars)
        where TGroup : struct, IGroup
    {
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            Scalar s = lane < scalars.Length ? scalars[lane] : default;
            s.AddBias(words + lane, TGroup.Lanes, 0x0842108421084210, 0x1084210842108421, 0x2108421084210842, 0x4210842108421084);
        }
    }

    /// <summary>
    /// Lane i takes the digits of one scalar from bit i * bits on, with the bias of <see cref="LoadRadix32"/>; digits past the 51st are zero.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LoadStretches<TGroup>(ulong* words, in Scalar scalar, int bits)
        where TGroup : struct, IGroup
    {
        // The biased scalar has 255 bits. Above it the bias of 64 windows is all there is, and there is room to read past the end.
        ulong* biased = stackalloc ulong[9];
        scalar.AddBias(biased, 1, 0x0842108421084210, 0x1084210842108421, 0x2108421084210842, 0x4210842108421084);
        (biased[4], biased[5], biased[6], biased[7], biased[8]) = (0x8421084210842108, 0, 0, 0, 0);
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            int word = lane * bits >> 6, shift = lane * bits & 63;
            for (int w = 0; w < 4; w++)
            {
                // Two shifts, because a shift by 64 is none.
                words[(w * TGroup.Lanes) + lane] = (biased[word + w] >> shift) | (biased[word + w + 1] << 1 << (63 - shift));
            }
        }
        new Span<ulong>(biased, 9).Clear();
    }
}
