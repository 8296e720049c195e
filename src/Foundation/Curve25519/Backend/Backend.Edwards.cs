// What Ed25519 asks of a backend: encoding, and its verification equation one at a time or one a lane.
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Multiplication;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    internal override void EncodeEdwards(in EdwardsPoint point, Span<byte> encoding)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength);
        fixed (EdwardsPoint* from = &point) LaneGroup<PlainField>.Load(p, from);
        fixed (byte* to = encoding) LaneEdwards<PlainField>.Encode(to, p);
    }

    internal override bool VerifyEdwardsVartime(ReadOnlySpan<byte> publicKey, in Scalar k, in Scalar s, ReadOnlySpan<byte> encodedR) =>
        TField.Lanes > 1
            ? VerifyEdwardsVartime<TField>(publicKey, k, s, encodedR)
            : VerifyEdwardsVartime<Paired<TField>>(publicKey, k, s, encodedR);

    // The bytes of R are the encoding of the point computed exactly if they decode to it and are a canonical encoding. Decoding R takes as
    // long as encoding the point, but A and R are decoded side by side.
    private bool VerifyEdwardsVartime<T>(ReadOnlySpan<byte> publicKey, in Scalar k, in Scalar s, ReadOnlySpan<byte> encodedR)
        where T : struct, ILaneField
    {
        if (!IsCanonical(encodedR)) return false;
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<T>.PointLength), mask = ws.Take(T.Lanes);
        var points = (EdwardsPoint*)ws.Take(T.Lanes * EdwardsPoint.Words);
        byte* encodings = (byte*)ws.Take(T.Lanes * Size / 8);
        new Span<byte>(encodings, T.Lanes * Size).Clear();
        publicKey.CopyTo(new Span<byte>(encodings, Size));
        encodedR.CopyTo(new Span<byte>(encodings + Size, Size));
        LaneEdwards<T>.Decode(p, mask, encodings);
        if ((mask[0] & mask[1]) == 0) return false;
        LaneGroup<T>.Store(points, p);
        LaneEdwards<T>.IsSmallOrder(mask, p);
        if ((mask[0] | mask[1]) != 0) return false;
        return DoubleMultiplyBaseVartimeOne(k, -points[0], s).EqualsAffineVartime(points[1]);
    }

    /// <summary>Whether y is below p. A set sign with x = 0 is left: such a point has small order.</summary>
    private static bool IsCanonical(ReadOnlySpan<byte> encoding)
    {
        Span<byte> canonical = stackalloc byte[Size];
        FieldElement.FromBytes(encoding).ToBytes(canonical);
        canonical[^1] |= (byte)(encoding[^1] & 0x80);
        return canonical.SequenceEqual(encoding);
    }

    internal override void VerifyEdwards(
        ReadOnlySpan<byte> publicKeys, ReadOnlySpan<Scalar> k, ReadOnlySpan<Scalar> s, ReadOnlySpan<byte> signatures, Span<bool> valid)
    {
        if (TField.Lanes == 1)
        {
            for (int i = 0; i < valid.Length; i++)
            {
                valid[i] = valid[i] && VerifyEdwardsVartime(publicKeys.Slice(i * Size, Size), k[i], s[i], signatures.Slice(2 * i * Size, Size));
            }
            return;
        }
        using var ws = Workspace.Open();
        int lanes = TField.Lanes;
        ulong* p = ws.Take(LaneGroup<TField>.PointLength), q = ws.Take(LaneGroup<TField>.PointLength);
        ulong* words = ws.Take(ScalarLanes.Length<LaneGroup<TField>>());
        ulong* decoded = ws.Take(lanes), smallKey = ws.Take(lanes), smallR = ws.Take(lanes);
        byte* encoded = (byte*)ws.Take(lanes * Size / 8);
        for (int first = 0; first < valid.Length; first += lanes)
        {
            int count = Math.Min(lanes, valid.Length - first);
            Pad(publicKeys.Slice(first * Size, count * Size), new Span<byte>(encoded, lanes * Size));
            LaneEdwards<TField>.Decode(p, decoded, encoded);
            LaneEdwards<TField>.Negate(p);
            new ReadOnlySpan<ulong>(p, LaneGroup<TField>.PointLength).CopyTo(new Span<ulong>(q, LaneGroup<TField>.PointLength));
            LaneEdwards<TField>.IsSmallOrder(smallKey, q);

            ScalarLanes.LoadRadix16<LaneGroup<TField>>(words, k.Slice(first, count));
            Straus<LaneGroup<TField>>.Multiply(p, p, words, 1);
            ScalarLanes.LoadRadix32<LaneGroup<TField>>(words, s.Slice(first, count));
            FixedBase<LaneGroup<TField>>.Accumulate(p, words);
            LaneEdwards<TField>.Encode(encoded, p);
            LaneEdwards<TField>.IsSmallOrder(smallR, p);
            for (int i = 0; i < count; i++)
            {
                bool same = new ReadOnlySpan<byte>(encoded + (i * Size), Size).SequenceEqual(signatures.Slice(2 * (first + i) * Size, Size));
                valid[first + i] &= decoded[i] != 0 && smallKey[i] == 0 && smallR[i] == 0 && same;
            }
        }
    }
}
