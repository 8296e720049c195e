// The group operations of ristretto255: sums, and products with scalars.
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519;

public readonly partial struct RistrettoPoint
{
    /// <summary>a + b, constant time.</summary>
    public static RistrettoPoint operator +(in RistrettoPoint a, in RistrettoPoint b) => Add(a, b, subtract: false);

    /// <summary>a - b, constant time.</summary>
    public static RistrettoPoint operator -(in RistrettoPoint a, in RistrettoPoint b) => Add(a, b, subtract: true);

    /// <summary>-a, constant time.</summary>
    public static RistrettoPoint operator -(in RistrettoPoint a) => Add(default, a, subtract: true);

    /// <summary>scalar * point, constant time.</summary>
    public static RistrettoPoint operator *(in Scalar scalar, in RistrettoPoint point) => Multiply(scalar, point);

    /// <summary>scalar * point, constant time.</summary>
    public static RistrettoPoint Multiply(in Scalar scalar, in RistrettoPoint point) => new(Backend.Current.MultiplyOne(scalar, point._point));

    /// <summary>scalar * G, constant time.</summary>
    public static RistrettoPoint MultiplyBase(in Scalar scalar) => new(Backend.Current.MultiplyBaseOne(scalar));

    /// <summary>a * A + b * G for public arguments: time and memory accesses depend on them.</summary>
    public static RistrettoPoint DoubleScalarMultiplyBaseVartime(in Scalar a, in RistrettoPoint aPoint, in Scalar b) =>
        new(Backend.Current.DoubleMultiplyBaseVartimeOne(a, aPoint._point, b));

    private static unsafe RistrettoPoint Add(in RistrettoPoint a, in RistrettoPoint b, bool subtract)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), q = ws.Take(LaneGroup<PlainField>.PointLength);
        ulong* cached = ws.Take(LaneGroup<PlainField>.CachedLength);
        ulong mask = subtract ? ulong.MaxValue : 0;
        fixed (EdwardsPoint* from = &a._point) LaneGroup<PlainField>.Load(p, from);
        fixed (EdwardsPoint* from = &b._point) LaneGroup<PlainField>.Load(q, from);
        LaneGroup<PlainField>.ToCached(cached, q);
        LaneGroup<PlainField>.NegateCachedIf(cached, &mask);
        LaneGroup<PlainField>.Add(p, cached, needT: true);
        EdwardsPoint r;
        LaneGroup<PlainField>.Store(&r, p);
        return new RistrettoPoint(r);
    }
}
