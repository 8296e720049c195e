// The curve, singly and in batches of 64. Bounds: docs/performance.md.
using MobileCoin.Curve25519;

namespace MobileCoin.Perf;

internal static class CurveBenchmarks
{
    private const int Batch = 64;
    private const int Terms = 256;

    internal static void Register(Registry registry)
    {
        registry.Add("curve/mul-variable-one", ops: 1, () =>
        {
            Scalar k = Scalars(1)[0];
            RistrettoPoint p = Points(1)[0];
            return () => p = RistrettoPoint.Multiply(k, p);
        }, bound: Bound.Ratio(0.28));

        registry.Add("curve/mul-variable-batch64", Batch, () =>
        {
            Scalar[] k = Scalars(Batch);
            RistrettoPoint[] p = Points(Batch), results = new RistrettoPoint[Batch];
            return () => RistrettoBatch.Multiply(k, p, results);
        }, bound: Bound.Ratio(0.09));

        registry.Add("curve/mul-fixed-batch64", Batch, () =>
        {
            Scalar[] k = Scalars(Batch);
            var results = new RistrettoPoint[Batch];
            return () => RistrettoBatch.MultiplyBase(k, results);
        }, bound: Bound.Ratio(0.04));

        registry.Add("curve/decode-batch64", Batch, () =>
        {
            byte[] encodings = new byte[Batch * 32];
            RistrettoBatch.Encode(Points(Batch), encodings);
            var results = new RistrettoPoint[Batch];
            bool[] valid = new bool[Batch];
            return () => RistrettoBatch.Decode(encodings, results, valid);
        }, bound: Bound.Ratio(0.012));

        registry.Add("curve/encode-batch64", Batch, () =>
        {
            RistrettoPoint[] p = Points(Batch);
            byte[] encodings = new byte[Batch * 32];
            return () => RistrettoBatch.Encode(p, encodings);
        }, bound: Bound.Ratio(0.012));

        registry.Add("curve/ed25519-verify", ops: 1, () =>
        {
            byte[] seed = Bytes(32), key = new byte[32], message = Bytes(200), signature = new byte[64];
            Ed25519.PublicKey(seed, key);
            Ed25519.Sign(seed, message, signature);
            return () =>
            {
                if (!Ed25519.Verify(key, message, signature)) throw new InvalidOperationException("a good signature was refused");
            };
        }, bound: Bound.Ratio(0.5));

        registry.Add("curve/scalar-multiply", Terms, () =>
        {
            Scalar[] a = Scalars(Terms);
            Scalar product = Scalar.One;
            return () =>
            {
                foreach (ref Scalar factor in a.AsSpan()) product *= factor;
            };
        }, everyLevel: false);

        registry.Add("curve/scalar-inner-product", Terms, () =>
        {
            Scalar[] a = Scalars(Terms);
            Scalar sum = default;
            return () => sum = Scalar.InnerProduct(a, a);
        }, everyLevel: false);

        registry.Add("curve/multiscalar-256-vartime", ops: 1, () =>
        {
            Scalar[] k = Scalars(Terms);
            RistrettoPoint[] p = Points(Terms);
            return () => RistrettoBatch.MultiscalarVartime(k, p);
        }, bound: Bound.Ratio(12));
    }

    private static Scalar[] Scalars(int count)
    {
        byte[] bytes = Bytes(count * 64);
        return [.. Enumerable.Range(0, count).Select(i => Scalar.FromBytesModOrderWide(bytes.AsSpan(i * 64, 64)))];
    }

    private static RistrettoPoint[] Points(int count)
    {
        var points = new RistrettoPoint[count];
        RistrettoBatch.FromUniformBytes(Bytes(count * 64), points);
        return points;
    }

    // Fixed bytes without pattern: a linear congruential generator.
    private static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        uint state = 12345;
        for (int i = 0; i < count; i++)
        {
            state = (1664525 * state) + 1013904223;
            bytes[i] = (byte)(state >> 24);
        }
        return bytes;
    }
}
