// ristretto255 on many elements at once: the lanes of the machine's vectors work on as many elements side by side.
using System.Runtime.InteropServices;
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519;

/// <summary>
/// The operations of <see cref="RistrettoPoint"/> on any number of elements; results are the same, an element at a time several times
/// cheaper. Constant time in scalars, points and encodings, except for counts and where a name says Vartime. Destinations may be the
/// sources, but must not overlap them otherwise.
/// </summary>
public static partial class RistrettoBatch
{
    private const int Size = RistrettoPoint.Size;

    /// <summary>Elements that a vector of this process holds: 8, 4 or 1. Counts that are multiples of it waste nothing.</summary>
    public static int Lanes => Backend.Current.Lanes;

    /// <summary>Decodes 32 bytes an element; where that fails valid is false and the element the identity.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Decode(ReadOnlySpan<byte> encodings, Span<RistrettoPoint> points, Span<bool> valid)
    {
        Error.ThrowIfNotCount(encodings.Length, points.Length, Size, nameof(encodings));
        Error.ThrowIfNotCount(valid.Length, points.Length, 1, nameof(valid));
        Backend.Current.Decode(encodings, Raw(points), valid);
    }

    /// <summary>Encodes to 32 bytes an element.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Encode(ReadOnlySpan<RistrettoPoint> points, Span<byte> encodings)
    {
        Error.ThrowIfNotCount(encodings.Length, points.Length, Size, nameof(encodings));
        Backend.Current.Encode(Raw(points), encodings);
    }

    /// <summary>Encodes twice each element: several times cheaper than encoding, as one inversion serves many.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void DoubleAndEncode(ReadOnlySpan<RistrettoPoint> points, Span<byte> encodings)
    {
        Error.ThrowIfNotCount(encodings.Length, points.Length, Size, nameof(encodings));
        Backend.Current.DoubleAndEncode(Raw(points), encodings);
    }

    /// <summary>The one-way map of 64 bytes an element.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void FromUniformBytes(ReadOnlySpan<byte> strings, Span<RistrettoPoint> points)
    {
        Error.ThrowIfNotCount(strings.Length, points.Length, 2 * Size, nameof(strings));
        Backend.Current.FromUniform(strings, Raw(points));
    }

    /// <summary>results[i] = a[i] + b[i].</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Add(ReadOnlySpan<RistrettoPoint> a, ReadOnlySpan<RistrettoPoint> b, Span<RistrettoPoint> results) =>
        Sum(a, b, subtract: false, results);

    /// <summary>results[i] = a[i] - b[i].</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Subtract(ReadOnlySpan<RistrettoPoint> a, ReadOnlySpan<RistrettoPoint> b, Span<RistrettoPoint> results) =>
        Sum(a, b, subtract: true, results);

    /// <summary>results[i] = scalars[i] * points[i].</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Multiply(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<RistrettoPoint> points, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(scalars.Length, points.Length, 1, nameof(scalars));
        Error.ThrowIfNotCount(results.Length, points.Length, 1, nameof(results));
        Backend.Current.Multiply(scalars, Raw(points), Raw(results));
    }

    /// <summary>results[i] = scalar * points[i].</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Multiply(in Scalar scalar, ReadOnlySpan<RistrettoPoint> points, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(results.Length, points.Length, 1, nameof(results));
        Backend.Current.Multiply(new ReadOnlySpan<Scalar>(in scalar), Raw(points), Raw(results));
    }

    /// <summary>results[i] = scalars[i] * G.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void MultiplyBase(ReadOnlySpan<Scalar> scalars, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(results.Length, scalars.Length, 1, nameof(results));
        Backend.Current.MultiplyBase(scalars, Raw(results));
    }

    /// <summary>results[i] = a[i] * A[i] + b[i] * G.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void DoubleMultiplyBase(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<RistrettoPoint> aPoints, ReadOnlySpan<Scalar> b, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(a.Length, results.Length, 1, nameof(a));
        Error.ThrowIfNotCount(aPoints.Length, results.Length, 1, nameof(aPoints));
        Error.ThrowIfNotCount(b.Length, results.Length, 1, nameof(b));
        Backend.Current.DoubleMultiplyBase(a, Raw(aPoints), b, Raw(results));
    }

    /// <summary>results[i] = a[i] * A[i] + b[i] * B[i].</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void DoubleMultiply(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<RistrettoPoint> aPoints, ReadOnlySpan<Scalar> b, ReadOnlySpan<RistrettoPoint> bPoints, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(a.Length, results.Length, 1, nameof(a));
        Error.ThrowIfNotCount(aPoints.Length, results.Length, 1, nameof(aPoints));
        Error.ThrowIfNotCount(b.Length, results.Length, 1, nameof(b));
        Error.ThrowIfNotCount(bPoints.Length, results.Length, 1, nameof(bPoints));
        Backend.Current.DoubleMultiply(a, Raw(aPoints), b, Raw(bPoints), Raw(results));
    }

    /// <summary>
    /// Key agreement of one private scalar with many encoded public elements: secrets[i] = encoding of scalar * element[i]. Where an
    /// encoding is invalid, valid is false and the secret 32 zero bytes.
    /// </summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void Agree(in Scalar scalar, ReadOnlySpan<byte> encodings, Span<byte> secrets, Span<bool> valid)
    {
        Error.ThrowIfNotCount(encodings.Length, valid.Length, Size, nameof(encodings));
        Error.ThrowIfNotCount(secrets.Length, valid.Length, Size, nameof(secrets));
        Backend.Current.Agree(scalar, encodings, secrets, valid);
    }

    /// <summary>The sum of scalars[i] * points[i], constant time.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static RistrettoPoint Multiscalar(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<RistrettoPoint> points)
    {
        Error.ThrowIfNotCount(scalars.Length, points.Length, 1, nameof(scalars));
        return new RistrettoPoint(Backend.Current.Multiscalar(scalars, Raw(points)));
    }

    /// <summary>The sum of scalars[i] * points[i] for public arguments: time and memory accesses depend on them.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static RistrettoPoint MultiscalarVartime(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<RistrettoPoint> points)
    {
        Error.ThrowIfNotCount(scalars.Length, points.Length, 1, nameof(scalars));
        return new RistrettoPoint(Backend.Current.MultiscalarVartime(scalars, Raw(points)));
    }

    private static void Sum(ReadOnlySpan<RistrettoPoint> a, ReadOnlySpan<RistrettoPoint> b, bool subtract, Span<RistrettoPoint> results)
    {
        Error.ThrowIfNotCount(a.Length, results.Length, 1, nameof(a));
        Error.ThrowIfNotCount(b.Length, results.Length, 1, nameof(b));
        Backend.Current.Add(Raw(a), Raw(b), subtract, Raw(results));
    }

    internal static ReadOnlySpan<EdwardsPoint> Raw(ReadOnlySpan<RistrettoPoint> points) => MemoryMarshal.Cast<RistrettoPoint, EdwardsPoint>(points);

    internal static Span<EdwardsPoint> Raw(Span<RistrettoPoint> points) => MemoryMarshal.Cast<RistrettoPoint, EdwardsPoint>(points);
}
