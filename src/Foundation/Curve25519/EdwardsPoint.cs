// A point of edwards25519 in extended coordinates (RFC 8032 §5.1.4).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519;

/// <summary>
/// (X : Y : Z : T) with x = X/Z, y = Y/Z, xy = T/Z on -x^2 + y^2 = 1 + d x^2 y^2. The lowest limbs of Y and Z are kept xor 1, so that
/// the all-zero default is the identity (0 : 1 : 1 : 0) and no value of this type is off the curve.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct EdwardsPoint
{
    /// <summary>64-bit words of one point: the stride from lane to lane.</summary>
    internal const int Words = 20;

    /// <summary>What the lowest limbs of Y and Z are xored with.</summary>
    internal const ulong Flip = 1;

    private FieldElement _x, _y, _z, _t;

    internal EdwardsPoint(in FieldElement x, in FieldElement y, in FieldElement z, in FieldElement t)
    {
        (_x, _y, _z, _t) = (x, y, z, t);
        _y.L0 ^= Flip;
        _z.L0 ^= Flip;
    }

    /// <summary>The base point of RFC 8032, whose multiples form the group of prime order.</summary>
    internal static EdwardsPoint Base => new(FieldConstants.BaseX, FieldConstants.BaseY, FieldElement.One, FieldConstants.BaseT);

    internal readonly FieldElement X => _x;

    internal readonly FieldElement Y => new(_y.L0 ^ Flip, _y.L1, _y.L2, _y.L3, _y.L4);

    internal readonly FieldElement Z => new(_z.L0 ^ Flip, _z.L1, _z.L2, _z.L3, _z.L4);

    internal readonly FieldElement T => _t;

    /// <summary>Overwrites a point in a way that is not optimised away.</summary>
    internal static void Wipe(ref EdwardsPoint point) =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<EdwardsPoint>(ref point)));

    /// <summary>-P.</summary>
    public static EdwardsPoint operator -(in EdwardsPoint point)
    {
        FieldElement x = default, t = default;
        FieldElement.Subtract(ref x, default, point.X);
        FieldElement.Subtract(ref t, default, point.T);
        return new EdwardsPoint(x, point.Y, point.Z, t);
    }

    /// <summary>The same point of the curve (not: the same element of ristretto255); the other has Z = 1. For public points.</summary>
    internal readonly bool EqualsAffineVartime(in EdwardsPoint affine)
    {
        FieldElement x = default, y = default;
        FieldElement.Multiply(ref x, affine.X, Z);
        FieldElement.Subtract(ref x, x, X);
        FieldElement.Multiply(ref y, affine.Y, Z);
        FieldElement.Subtract(ref y, y, Y);
        return (x.IsZeroMask() & y.IsZeroMask()) != 0;
    }
}
