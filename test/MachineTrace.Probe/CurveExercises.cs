// Multiplication by a secret scalar, alone and in a batch, and what goes with it.
using MobileCoin.Curve25519;

namespace MobileCoin.MachineTrace.Probe;

internal static class CurveExercises
{
    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("multiply", Multiply),
        new("multiply-base", MultiplyBase),
        new("multiply-batch", MultiplyBatch),
        new("x25519", Agree),
        new("encode-decode", EncodeDecode),
    ];

    /// <summary>A vector and a tail, or, where there are no vectors, two. Traces are long.</summary>
    public static int Batch => Simd.Level switch { SimdLevel.Avx512 => 9, SimdLevel.Avx2 => 5, _ => 2 };

    public static Scalar Scalar(int variant, int name = 0) => Curve25519.Scalar.FromBytesModOrderWide(Secret.Bytes(variant, 64, name));

    private static Action Multiply(int variant)
    {
        Scalar k = Scalar(variant);
        RistrettoPoint p = RistrettoPoint.Generator + RistrettoPoint.Generator, result;
        return () => result = RistrettoPoint.Multiply(k, p);
    }

    private static Action MultiplyBase(int variant)
    {
        Scalar k = Scalar(variant);
        RistrettoPoint result;
        return () => result = RistrettoPoint.MultiplyBase(k);
    }

    private static Action MultiplyBatch(int variant)
    {
        var scalars = new Scalar[Batch];
        var points = new RistrettoPoint[Batch];
        RistrettoPoint point = RistrettoPoint.Generator;
        for (int i = 0; i < Batch; i++, point += RistrettoPoint.Generator) (scalars[i], points[i]) = (Scalar(variant, i), point);
        var results = new RistrettoPoint[Batch];
        return () => RistrettoBatch.Multiply(scalars, points, results);
    }

    private static Action Agree(int variant)
    {
        byte[] secret = Secret.Bytes(variant, 32), element = new byte[32], shared = new byte[32];
        element[0] = 9;
        return () => X25519.Agree(secret, element, shared);
    }

    private static Action EncodeDecode(int variant)
    {
        RistrettoPoint secret = RistrettoPoint.FromUniformBytes(Secret.Bytes(variant, 64)), decoded;
        byte[] encoding = new byte[32];
        return () =>
        {
            secret.Encode(encoding);
            RistrettoPoint.TryDecode(encoding, out decoded);
        };
    }
}
