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

    internal override bool VerifyEdwardsVartime(ReadOnlySpan<byte> publicKey, in Scalar k, in Scalar s, ReadOnlySpan<byte> encodedR)
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength), mask = ws.Take(1);
        fixed (byte* from = publicKey) LaneEdwards<PlainField>.Decode(p, mask, from);
        if (*mask == 0) return false;
        LaneEdwards<PlainField>.Negate(p);
        EdwardsPoint a;
        LaneGroup<PlainField>.Store(&a, p);
        LaneEdwards<PlainField>.IsSmallOrder(mask, p);
        if (*mask != 0) return false;

        EdwardsPoint r = DoubleMultiplyBaseVartimeOne(k, a, s);
        LaneGroup<PlainField>.Load(p, &r);
        byte* encoded = stackalloc byte[Size];
        LaneEdwards<PlainField>.Encode(encoded, p);
        if (!new ReadOnlySpan<byte>(encoded, Size).SequenceEqual(encodedR)) return false;
        // The bytes of R are the encoding of this very point, so its order is R's.
        LaneEdwards<PlainField>.IsSmallOrder(mask, p);
        return *mask == 0;
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
