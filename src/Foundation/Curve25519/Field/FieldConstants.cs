// The constants of edwards25519 and ristretto255 (RFC 9496 §4.1) as field elements.
using System.Runtime.InteropServices;

namespace MobileCoin.Curve25519.Field;

/// <summary>Constants of the curve -x^2 + y^2 = 1 + d x^2 y^2 and of ristretto255.</summary>
internal static class FieldConstants
{
    /// <summary>The even square root of -1.</summary>
    internal static FieldElement SqrtM1 => new(0x61B274A0EA0B0, 0x0D5A5FC8F189D, 0x7EF5E9CBD0C60, 0x78595A6804C9E, 0x2B8324804FC1D);

    /// <summary>d = -121665 / 121666.</summary>
    internal static FieldElement D => new(0x34DCA135978A3, 0x1A8283B156EBD, 0x5E7A26001C029, 0x739C663A03CBB, 0x52036CEE2B6FF);

    internal static FieldElement TwoD => new(0x69B9426B2F159, 0x35050762ADD7A, 0x3CF44C0038052, 0x6738CC7407977, 0x2406D9DC56DFF);

    /// <summary>sqrt(a*d - 1), a = -1.</summary>
    internal static FieldElement SqrtADMinusOne =>
        new(0x7F6A0497B2E1B, 0x1836F0A97AFD2, 0x7D747F6BE7638, 0x456079E7E6498, 0x376931BF2B834);

    /// <summary>1 / sqrt(a - d), a = -1.</summary>
    internal static FieldElement InvSqrtAMinusD =>
        new(0x0FDAA805D40EA, 0x2EB482E57D339, 0x007610274BC58, 0x6510B613DC8FF, 0x786C8905CFAFF);

    /// <summary>1 - d^2.</summary>
    internal static FieldElement OneMinusDSquared =>
        new(0x409C1945FC176, 0x719ABC6A1FC4F, 0x1C37F90B20684, 0x06BCCCA55EEDF, 0x029072A8B2B3E);

    /// <summary>(d - 1)^2.</summary>
    internal static FieldElement DMinusOneSquared =>
        new(0x55AAA44ED4D20, 0x59603C3332635, 0x26D3BAF4A7928, 0x120A66E6997A9, 0x5968B37AF66C2);

    internal static FieldElement BaseX => new(0x62D608F25D51A, 0x412A4B4F6592A, 0x75B7171A4B31D, 0x1FF60527118FE, 0x216936D3CD6E5);

    internal static FieldElement BaseY => new(0x6666666666658, 0x4CCCCCCCCCCCC, 0x1999999999999, 0x3333333333333, 0x6666666666666);

    internal static FieldElement BaseT => new(0x68AB3A5B7DDA3, 0x00EEA2A5EADBB, 0x2AF8DF483C27E, 0x332B375274732, 0x67875F0FD78B7);
}

/// <summary>The same constants in every lane of a backend, made once and kept for the life of the process.</summary>
internal static unsafe class LaneConstants<TField>
    where TField : struct, ILaneField
{
    internal static readonly ulong* Zero = Make(default);
    internal static readonly ulong* One = Make(FieldElement.One);
    internal static readonly ulong* SqrtM1 = Make(FieldConstants.SqrtM1);
    internal static readonly ulong* D = Make(FieldConstants.D);
    internal static readonly ulong* TwoD = Make(FieldConstants.TwoD);
    internal static readonly ulong* SqrtADMinusOne = Make(FieldConstants.SqrtADMinusOne);
    internal static readonly ulong* InvSqrtAMinusD = Make(FieldConstants.InvSqrtAMinusD);
    internal static readonly ulong* OneMinusDSquared = Make(FieldConstants.OneMinusDSquared);
    internal static readonly ulong* DMinusOneSquared = Make(FieldConstants.DMinusOneSquared);

    private static ulong* Make(in FieldElement value)
    {
        nuint bytes = (nuint)TField.Length * sizeof(ulong);
        ulong* r = (ulong*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(r, bytes);
        TField.Broadcast(r, value);
        return r;
    }
}
