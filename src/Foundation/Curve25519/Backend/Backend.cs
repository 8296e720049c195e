// The operations that a set of kernels gives the types above: batches in lanes, and single points.
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Backends;

/// <summary>
/// One implementation of the curve's operations. Lengths were checked by the caller. Batches take any count; the tail is padded inside.
/// Constant time in scalars, points and encodings but for counts and, where named so, in all arguments (Vartime).
/// </summary>
internal abstract class Backend
{
    /// <summary>Points that <see cref="Raise"/> makes of one.</summary>
    internal const int Powers = 4;

    /// <summary>The backend of this process, see <see cref="Simd.Level"/>.</summary>
    internal static readonly Backend Current = For(Simd.Level);

    internal static Backend For(SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => new Backend<Avx512Field, QuadGroup>(),
        SimdLevel.Avx2 => new Backend<Avx2Field, QuadAvx2Group>(),
        _ => new Backend<PlainField, LaneGroup<PlainField>>(),
    };

    /// <summary>Points of a full vector.</summary>
    internal abstract int Lanes { get; }

    internal abstract void Decode(ReadOnlySpan<byte> encodings, Span<EdwardsPoint> points, Span<bool> valid);

    internal abstract void Encode(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings);

    internal abstract void DoubleAndEncode(ReadOnlySpan<EdwardsPoint> points, Span<byte> encodings);

    /// <summary>Replaces each element by its inverse, zero by zero.</summary>
    internal abstract void Invert(Span<FieldElement> elements);

    internal abstract void FromUniform(ReadOnlySpan<byte> strings, Span<EdwardsPoint> points);

    /// <summary>results[i] = scalars[i] * points[i]; one scalar serves all points.</summary>
    internal abstract void Multiply(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results);

    internal abstract void MultiplyBase(ReadOnlySpan<Scalar> scalars, Span<EdwardsPoint> results);

    /// <summary>results[i] = a[i] * A[i] + b[i] * G.</summary>
    internal abstract void DoubleMultiplyBase(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, Span<EdwardsPoint> results);

    /// <summary>results[i] = a[i] * A[i] + b[i] * B[i].</summary>
    internal abstract void DoubleMultiply(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<EdwardsPoint> aPoints, ReadOnlySpan<Scalar> b, ReadOnlySpan<EdwardsPoint> bPoints, Span<EdwardsPoint> results);

    /// <summary>secrets[i] = encode(scalar * decode(encodings[i])), the encoding of the identity where that does not decode.</summary>
    internal abstract void Agree(in Scalar scalar, ReadOnlySpan<byte> encodings, Span<byte> secrets, Span<bool> valid);

    /// <summary>The sum of scalars[i] * points[i].</summary>
    internal abstract EdwardsPoint Multiscalar(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points);

    /// <summary>The sum of scalars[i] times the point indexes[i] of a table (<see cref="FixedRistretto"/>), or point i without indexes.</summary>
    internal abstract unsafe EdwardsPoint MultiscalarFixed(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<int> indexes, ulong* table);

    /// <summary>The sum of yes[i] where masks[i] is all ones, minus that of no[i] where it is zero.</summary>
    internal abstract EdwardsPoint SelectedDifference(ReadOnlySpan<ulong> masks, ReadOnlySpan<EdwardsPoint> yes, ReadOnlySpan<EdwardsPoint> no);

    /// <summary>As many sums as there is room for, each of as many terms, laid sum after sum.</summary>
    internal abstract void Multiscalars(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> sums);

    /// <summary>results[i] = the sum over h of weights[h] * points[h * results.Length + i]. Variable time in the weights.</summary>
    internal abstract void FoldVartime(ReadOnlySpan<Scalar> weights, ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> results);

    internal abstract EdwardsPoint MultiscalarVartime(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> points);

    internal abstract EdwardsPoint MultiplyOne(in Scalar scalar, in EdwardsPoint point);

    internal abstract EdwardsPoint MultiplyBaseOne(in Scalar scalar);

    /// <summary>a * A + b * B for the base point B.</summary>
    internal abstract EdwardsPoint DoubleMultiplyBaseVartimeOne(in Scalar a, in EdwardsPoint aPoint, in Scalar b);

    /// <summary>results[i] = a[i] + b[i], or a[i] - b[i].</summary>
    internal abstract void Add(ReadOnlySpan<EdwardsPoint> a, ReadOnlySpan<EdwardsPoint> b, bool subtract, Span<EdwardsPoint> results);

    /// <summary>Words of a table for <see cref="FillTable"/>.</summary>
    internal abstract int TableLength { get; }

    /// <summary>Makes ready one point for many products, in aligned memory.</summary>
    internal abstract unsafe void FillTable(ulong* table, in EdwardsPoint point);

    /// <summary>scalar * the point that the table was made of.</summary>
    internal abstract unsafe EdwardsPoint MultiplyTable(ulong* table, in Scalar scalar);

    /// <summary>powers[i] = points[i] times 1, and further on times 2^64, 2^128 and 2^192, as many as there are points each.</summary>
    internal abstract void Raise(ReadOnlySpan<EdwardsPoint> points, Span<EdwardsPoint> powers);

    /// <summary>
    /// results[i] = scalar * the point of index first + i out of what <see cref="Raise"/> made; one scalar serves all, or one each.
    /// </summary>
    internal abstract void MultiplyRaised(ReadOnlySpan<Scalar> scalars, ReadOnlySpan<EdwardsPoint> powers, int first, Span<EdwardsPoint> results);

    /// <summary>X25519: shared[i] from private and public keys, 32 bytes each end to end.</summary>
    internal abstract void AgreeX25519(ReadOnlySpan<byte> privateKeys, ReadOnlySpan<byte> publicKeys, Span<byte> shared);

    /// <summary>The encoding of RFC 8032.</summary>
    internal abstract void EncodeEdwards(in EdwardsPoint point, Span<byte> encoding);

    /// <summary>Whether A and R are of large order and encode([s]B - [k]A) is R, for the key's encoding of A.</summary>
    internal abstract bool VerifyEdwardsVartime(ReadOnlySpan<byte> publicKey, in Scalar k, in Scalar s, ReadOnlySpan<byte> encodedR);

    /// <summary>The same of many; R is the first half of each 64-byte signature. Verdicts that are false already stay so.</summary>
    internal abstract void VerifyEdwards(
        ReadOnlySpan<byte> publicKeys, ReadOnlySpan<Scalar> k, ReadOnlySpan<Scalar> s, ReadOnlySpan<byte> signatures, Span<bool> valid);
}
