// The equations of many rings, step by step side by side (fact sheet ledger §2.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Step i computes the three elements of the i-th member of every ring that has one: products with responses share doublings with those
/// with challenges. Elements are half of those in the sheet, as in <see cref="RingWalk"/>. Constant time but for lengths.
/// </summary>
internal readonly ref struct RingBlock : IDisposable
{
    private const int DigestSize = 64;

    private readonly ReadOnlySpan<RingVerification> _all;
    private readonly ReadOnlySpan<int> _rings;
    private readonly RingMembers _members;
    private readonly SecretBuffer<RistrettoPoint> _bases;
    private readonly SecretBuffer<Scalar> _challenges;
    private readonly SecretBuffer<RistrettoPoint> _stepPoints;
    private readonly SecretBuffer<Scalar> _stepScalars;
    private readonly SecretBuffer<byte> _bytes;
    private readonly int _largestRing, _longestMessage;

    /// <summary>Memory for those of all rings that the indices name, which have a number of members in all. Each has two responses a member.</summary>
    internal RingBlock(ReadOnlySpan<RingVerification> all, ReadOnlySpan<int> rings, int members)
    {
        _all = all;
        _rings = rings;
        _members = new RingMembers(rings.Length, members);
        _bases = new SecretBuffer<RistrettoPoint>(members);
        _challenges = new SecretBuffer<Scalar>(rings.Length);
        _stepPoints = new SecretBuffer<RistrettoPoint>(7 * rings.Length);
        _stepScalars = new SecretBuffer<Scalar>(6 * rings.Length);
        foreach (int i in rings)
        {
            _largestRing = Math.Max(_largestRing, all[i].Ring.Length);
            _longestMessage = Math.Max(_longestMessage, all[i].Message.Length);
        }
        _bytes = new SecretBuffer<byte>(rings.Length * (RingChallenge.ElementsSize + StringSize(_longestMessage) + DigestSize));
    }

    /// <summary>Fills in the verdicts of the rings that the indices name.</summary>
    internal void Verify(Span<RingSignatureError> verdicts)
    {
        int first = 0;
        for (int k = 0; k < _rings.Length; k++)
        {
            ref readonly RingVerification ring = ref _all[_rings[k]];
            _members.Set(k, first, ring.Ring.Span, ring.Signature.KeyImage, ring.OutputCommitment);
            _challenges.Span[k] = ring.Signature.CZero;
            first += ring.Ring.Length;
        }
        _members.Decode();
        RistrettoHash.ToPoints(_members.TargetKeys, _bases.Span);
        first = 0;
        for (int k = 0; k < _rings.Length; k++)
        {
            int size = _all[_rings[k]].Ring.Length;
            _members.Subtract(k, first, size);
            first += size;
        }

        for (int step = 0; step < _largestRing; step++) Step(step);

        first = 0;
        for (int k = 0; k < _rings.Length; k++)
        {
            ref readonly RingVerification ring = ref _all[_rings[k]];
            Choice hold = ring.Signature.IsCZero(_challenges.Span[k]);
            verdicts[_rings[k]] = ring.Signature.Verdict(_members, k, first, ring.Ring.Length, hold);
            first += ring.Ring.Length;
        }
    }

    public void Dispose()
    {
        _members.Dispose();
        _bases.Dispose();
        _challenges.Dispose();
        _stepPoints.Dispose();
        _stepScalars.Dispose();
        _bytes.Dispose();
    }

    private static int StringSize(int messageLength) => messageLength + KeyImage.Size + RingChallenge.ElementsSize;

    private void Step(int step)
    {
        // The rings that reach this far, packed: their keys and differences, and what Hp and the key image are multiplied with.
        int room = _rings.Length, count = 0, first = 0;
        Span<RistrettoPoint> points = _stepPoints.Span, factors = points[..(2 * room)], bases = points.Slice(2 * room, room);
        Span<RistrettoPoint> images = points.Slice(3 * room, room), sums = points.Slice(4 * room, 3 * room);
        Span<Scalar> scalars = _stepScalars.Span, challenges = scalars[..(2 * room)], responses = scalars.Slice(2 * room, 2 * room);
        Span<Scalar> baseScalars = scalars.Slice(4 * room, room), imageScalars = scalars.Slice(5 * room, room);
        for (int k = 0; k < room; k++)
        {
            int size = _all[_rings[k]].Ring.Length, member = first + step;
            first += size;
            if (step >= size) continue;
            ReadOnlySpan<Scalar> own = _all[_rings[k]].Signature.ResponseSpan.Slice(2 * step, 2);
            factors[2 * count] = _members.Keys[member];
            factors[(2 * count) + 1] = _members.Differences[member];
            bases[count] = _bases.Span[member];
            images[count] = _members.Images[k];
            challenges[2 * count] = challenges[(2 * count) + 1] = imageScalars[count] = _challenges.Span[k].Halve();
            responses[2 * count] = baseScalars[count] = own[0].Halve();
            responses[(2 * count) + 1] = own[1].Halve();
            count++;
        }
        // First all L0 and L1, taking turns, then all R0.
        RistrettoBatch.DoubleMultiplyBase(challenges[..(2 * count)], factors[..(2 * count)], responses[..(2 * count)], sums[..(2 * count)]);
        RistrettoBatch.DoubleMultiply(
            baseScalars[..count], bases[..count], imageScalars[..count], images[..count], sums.Slice(2 * count, count));
        Span<byte> elements = _bytes.Span[..(count * RingChallenge.ElementsSize)];
        RistrettoBatch.DoubleAndEncode(sums[..(3 * count)], elements);
        Hash(step, count, elements);
    }

    /// <summary>The next challenges of the rings that reach this step. Messages of one length are hashed in lanes, others one by one.</summary>
    private void Hash(int step, int count, ReadOnlySpan<byte> encoded)
    {
        const int Size = CompressedRistretto.Size;
        Span<byte> elements = stackalloc byte[RingChallenge.ElementsSize];
        int stringSize = StringSize(_longestMessage), packed = 0;
        Span<byte> strings = _bytes.Span.Slice(encoded.Length, count * stringSize), digests = _bytes.Span.Slice(encoded.Length + strings.Length, count * DigestSize);
        Span<int> inLanes = stackalloc int[count];
        int lanes = 0;
        for (int k = 0; k < _rings.Length; k++)
        {
            ref readonly RingVerification ring = ref _all[_rings[k]];
            if (step >= ring.Ring.Length) continue;
            encoded.Slice(2 * packed * Size, Size).CopyTo(elements);
            encoded.Slice(((2 * count) + packed) * Size, Size).CopyTo(elements[Size..]);
            encoded.Slice(((2 * packed) + 1) * Size, Size).CopyTo(elements[(2 * Size)..]);
            packed++;
            ReadOnlySpan<byte> message = ring.Message.Span;
            KeyImage image = ring.Signature.KeyImage;
            if (message.Length != _longestMessage)
            {
                _challenges.Span[k] = RingChallenge.Finish(RingChallenge.Begin(message, image), elements);
                continue;
            }
            Span<byte> text = strings.Slice(lanes * stringSize, stringSize);
            message.CopyTo(text);
            image.CopyTo(text.Slice(message.Length, KeyImage.Size));
            elements.CopyTo(text[(message.Length + KeyImage.Size)..]);
            inLanes[lanes++] = k;
        }
        elements.Clear();
        Span<Scalar> challenges = _stepScalars.Span[..lanes];
        RingChallenge.HashEach(strings[..(lanes * stringSize)], digests[..(lanes * DigestSize)], challenges);
        for (int i = 0; i < lanes; i++) _challenges.Span[inLanes[i]] = challenges[i];
    }
}
