// Every operation of the curve that takes secrets, singly and in batches: 19 elements are a pair of vectors, a vector and a tail.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519;

namespace MobileCoin.ConstantTime.Probe;

internal static class CurveExercises
{
    private const int Count = 19;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("curve/scalar", () =>
        {
            Scalars();
            Equality();
        }),
        ("curve/point", () =>
        {
            Points();
            Batches();
        }),
        ("curve/x25519-and-ed25519", AgreementsAndSignatures),
    ];

    private static void Scalars()
    {
        Scalar a = Scalar.FromBytesModOrderWide(new byte[64]), b = Scalar.FromBytesModOrder(new byte[32]);
        Scalar c = (-(a + b) - (a * b)).Invert();
        Scalar.TryFromCanonicalBytes(c.ToBytes(), out _);
        Scalar[] some = [a, b, c];
        Scalar.InnerProduct(some, some);
        Scalar.InvertAll(some);
        Scalar.Wipe(ref c);
    }

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Equality()
    {
        Scalar a = Scalar.One, b = Scalar.Zero;
        a.Equals(b);
        _ = a == b;
        _ = a != b;
    }

    private static void Points()
    {
        RistrettoPoint p = RistrettoPoint.FromUniformBytes(new byte[64]);
        p = RistrettoPoint.Multiply(Scalar.One, p) + RistrettoPoint.MultiplyBase(Scalar.One) - (-p);
        byte[] encoding = new byte[32];
        p.Encode(encoding);
        RistrettoPoint.TryDecode(encoding, out _);
        p.Compress().TryDecompress(out _);
        p.Equals(RistrettoPoint.Generator);
    }

    private static void Batches()
    {
        var points = new RistrettoPoint[Count];
        var scalars = new Scalar[Count];
        byte[] encodings = new byte[Count * 32], strings = new byte[Count * 64];
        bool[] valid = new bool[Count];
        RistrettoBatch.FromUniformBytes(strings, points);
        RistrettoBatch.Encode(points, encodings);
        RistrettoBatch.DoubleAndEncode(points, encodings);
        RistrettoBatch.Decode(encodings, points, valid);
        RistrettoBatch.Multiply(scalars, points, points);
        RistrettoBatch.Multiply(Scalar.One, points, points);
        RistrettoBatch.MultiplyBase(scalars, points);
        RistrettoBatch.DoubleMultiplyBase(scalars, points, scalars, points);
        RistrettoBatch.DoubleMultiply(scalars, points, scalars, points, points);
        RistrettoBatch.Agree(Scalar.One, encodings, encodings, valid);
        RistrettoBatch.Multiscalar(scalars, points);
        RistrettoBatch.Multiscalars(scalars.AsSpan(1), points.AsSpan(1), new RistrettoPoint[2]);
        RistrettoBatch.SelectedDifference(new ulong[Count], points, points);
        new FixedRistretto(points).Multiscalar(scalars);
        new FixedRistretto(points).Multiscalar(scalars, new int[Count]);
    }

    private static void AgreementsAndSignatures()
    {
        byte[] secret = new byte[32], element = new byte[32], secrets = new byte[Count * 32], elements = new byte[Count * 32];
        X25519.PublicKey(secret, element);
        X25519.Agree(secret, element, new byte[32]);
        X25519.AgreeBatch(secrets, elements, new byte[Count * 32]);
        Ed25519.PublicKey(secret, element);
        Ed25519.Sign(secret, element, new byte[64]);
    }
}
