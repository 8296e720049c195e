// The elements of one or more rings, decoded together (fact sheet ledger §2.10, crypto §12).
using System.Runtime.InteropServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Target keys and differences C' - C of all members, and the key image of each ring. What does not decode counts as the identity, and the
/// work goes on: verdicts are masks until the end.
/// </summary>
internal readonly ref struct RingMembers : IDisposable
{
    private const int Size = CompressedRistretto.Size;

    private readonly SecretBuffer<byte> _encodings;
    private readonly SecretBuffer<RistrettoPoint> _points;
    private readonly SecretBuffer<bool> _valid;
    private readonly int _rings, _members;

    /// <summary>Memory for a number of rings that have a number of members in all.</summary>
    internal RingMembers(int rings, int members)
    {
        (_rings, _members) = (rings, members);
        int count = 2 * (rings + members);
        _encodings = new SecretBuffer<byte>(count * Size);
        _points = new SecretBuffer<RistrettoPoint>(count + members);
        _valid = new SecretBuffer<bool>(count);
    }

    /// <summary>The encoded target keys, end to end, ring after ring.</summary>
    internal ReadOnlySpan<byte> TargetKeys => _encodings.Span[..(_members * Size)];

    internal ReadOnlySpan<RistrettoPoint> Keys => _points.Span[.._members];

    /// <summary>The pseudo-output commitment less each member's.</summary>
    internal ReadOnlySpan<RistrettoPoint> Differences => _points.Span.Slice(_members, _members);

    internal ReadOnlySpan<RistrettoPoint> Images => _points.Span.Slice(2 * _members, _rings);

    private Span<RistrettoPoint> Outputs => _points.Span.Slice((2 * _members) + _rings, _rings);

    /// <summary>Takes in a ring whose first member has an index among all.</summary>
    internal void Set(int ring, int firstMember, ReadOnlySpan<ReducedTxOut> members, KeyImage image, CompressedRistretto output)
    {
        for (int i = 0; i < members.Length; i++)
        {
            members[i].TargetKey.CopyTo(Encoding(firstMember + i));
            members[i].Commitment.CopyTo(Encoding(_members + firstMember + i));
        }
        image.CopyTo(Encoding((2 * _members) + ring));
        output.CopyTo(Encoding((2 * _members) + _rings + ring));
    }

    /// <summary>Decodes what was taken in.</summary>
    internal void Decode()
    {
        int count = 2 * (_rings + _members);
        RistrettoBatch.Decode(_encodings.Span, _points.Span[..count], _valid.Span);
    }

    /// <summary>Makes the differences of a ring's members.</summary>
    internal void Subtract(int ring, int firstMember, int count)
    {
        Span<RistrettoPoint> commitments = _points.Span.Slice(_members + firstMember, count);
        Span<RistrettoPoint> outputs = _points.Span.Slice(2 * (_members + _rings), count);
        outputs.Fill(Outputs[ring]);
        RistrettoBatch.Subtract(outputs, commitments, commitments);
    }

    /// <summary>Whether all members of a ring decode.</summary>
    internal Choice MembersDecode(int firstMember, int count) => All(firstMember, count) & All(_members + firstMember, count);

    internal Choice ImageDecodes(int ring) => All((2 * _members) + ring, 1);

    internal Choice OutputDecodes(int ring) => All((2 * _members) + _rings + ring, 1);

    public void Dispose()
    {
        _encodings.Dispose();
        _points.Dispose();
        _valid.Dispose();
    }

    private Span<byte> Encoding(int index) => _encodings.Span.Slice(index * Size, Size);

    private Choice All(int first, int count)
    {
        Choice all = Choice.Yes;
        foreach (byte valid in MemoryMarshal.AsBytes(_valid.Span.Slice(first, count))) all &= ~Choice.IsZero(valid);
        return all;
    }
}
