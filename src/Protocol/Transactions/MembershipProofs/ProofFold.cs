// Folds the elements of many membership proofs at once, hashing in lanes, without telling what they prove
// (fact sheet ledger §5.1.3, crypto §1.13, §12).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>
/// Where a proof's elements lie tells which ring member is spent, so ranges, hashes and errors are only ever touched under masks: an error
/// is noted and the work goes on. The number of proofs and of their elements is public. Whoever asks for an error or a verdict reveals it.
/// </summary>
internal sealed class ProofFold : IDisposable
{
    private const int HashSize = TxOutMembershipHash.Size;

    private readonly TxOutMembershipProof[] _proofs;
    private readonly byte[] _hashes;  // of what is folded so far
    private readonly byte[] _pairs;   // left and right child of each node to hash
    private readonly byte[] _nodes;   // their hashes
    private readonly ulong[] _from;
    private readonly ulong[] _to;
    private readonly ulong[] _errors; // the first error: kind, and above it the element's position
    private readonly int[] _active;   // the proofs that have an element on the level at work

    internal ProofFold(ReadOnlySpan<TxOutMembershipProof> proofs)
    {
        _proofs = proofs.ToArray();
        int count = proofs.Length;
        _hashes = new byte[count * HashSize];
        _pairs = new byte[count * 2 * HashSize];
        _nodes = new byte[count * HashSize];
        _from = new ulong[count];
        _to = new ulong[count];
        _errors = new ulong[count];
        _active = new int[count];
    }

    /// <summary>Wipes what the elements left behind.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_hashes);
        CryptographicOperations.ZeroMemory(_pairs);
        CryptographicOperations.ZeroMemory(_nodes);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_from.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_to.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_errors.AsSpan()));
    }

    /// <summary>The checks that come before the elements are composed: the index, and the leaf against the output. Call it first, or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void CheckLeaves(ReadOnlySpan<TxOut> outputs)
    {
        Span<byte> digests = _pairs.AsSpan(0, _proofs.Length * HashSize);
        TxOut.HashMany(outputs);
        for (int i = 0; i < _proofs.Length; i++) outputs[i].CopyHash(digests.Slice(i * HashSize, HashSize));
        HashEach(MerkleHash.LeafTag, digests, HashSize, _hashes);
        Span<byte> hash = stackalloc byte[HashSize];
        for (int i = 0; i < _proofs.Length; i++)
        {
            TxOutMembershipProof proof = _proofs[i];
            Note(i, Choice.Less(proof.HighestIndex, proof.Index), MembershipProofErrorKind.HighestIndexMismatch, 0);
            CheckFirst(i, proof);
            if (proof.Elements.Length == 0) continue;
            proof.Elements[0].Hash.CopyTo(hash);
            Note(i, ~Choice.Equal(hash, _hashes.AsSpan(i * HashSize, HashSize)), MembershipProofErrorKind.IncorrectLeafHash, 0);
        }
        CryptographicOperations.ZeroMemory(hash);
    }

    /// <summary>Folds the elements of each proof, one level of all proofs after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Compose()
    {
        int levels = 0;
        for (int i = 0; i < _proofs.Length; i++)
        {
            TxOutMembershipProof proof = _proofs[i];
            ReadOnlySpan<TxOutMembershipElement> elements = proof.Elements;
            levels = Math.Max(levels, elements.Length);
            foreach (ref readonly TxOutMembershipElement element in elements)
            {
                Note(i, Choice.Less(element.Range.To, element.Range.From), MembershipProofErrorKind.RangeError, 0);
            }
            CheckFirst(i, proof);
            if (elements.Length == 0) continue;
            _from[i] = elements[0].Range.From;
            _to[i] = elements[0].Range.To;
            elements[0].Hash.CopyTo(_hashes.AsSpan(i * HashSize, HashSize));
        }
        for (int level = 1; level < levels; level++) ComposeLevel(level);
    }

    /// <summary>What was wrong first, without the checks of <see cref="Verdict"/>. Reveals it.</summary>
    internal MembershipProofError Error(int proof) => Describe(proof, _errors[proof]);

    /// <summary>The subtree that the elements of a proof make up, if there was no error.</summary>
    internal TxOutMembershipElement Root(int proof) =>
        new(new Range(_from[proof], _to[proof]), new TxOutMembershipHash(_hashes.AsSpan(proof * HashSize, HashSize)));

    /// <summary>Compares a composed proof with the known root. Reveals the outcome.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal MembershipVerdict Verdict(int proof, TxOutMembershipHash root)
    {
        Note(proof, ~Choice.IsZero(_from[proof]), MembershipProofErrorKind.RootNotCoveringZero, 0);
        Note(proof, Choice.Less(_to[proof], _proofs[proof].HighestIndex), MembershipProofErrorKind.HighestIndexMismatch, 0);
        Span<byte> known = stackalloc byte[HashSize];
        root.CopyTo(known);
        Choice equal = Choice.Equal(known, _hashes.AsSpan(proof * HashSize, HashSize));
        ulong error = _errors[proof];
        return new MembershipVerdict((equal & Choice.IsZero(error)).Reveal(), Describe(proof, error));
    }

    private static void HashEach(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> messages, int messageSize, Span<byte> hashes)
    {
        if (messages.Length != 0) Blake2b.HashEach(tag, messages, messageSize, hashes, HashSize);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Note(int proof, Choice failed, MembershipProofErrorKind kind, int position)
    {
        ref ulong error = ref _errors[proof];
        error = (failed & Choice.IsZero(error)).Select(((ulong)(uint)position << 8) | (uint)kind, error);
    }

    /// <summary>Whether the first element is the leaf's: of its index alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CheckFirst(int i, TxOutMembershipProof proof)
    {
        ReadOnlySpan<TxOutMembershipElement> elements = proof.Elements;
        Choice missing = elements.Length == 0
            ? Choice.Yes
            : ~(Choice.Equal(elements[0].Range.From, proof.Index) & Choice.Equal(elements[0].Range.To, proof.Index));
        Note(i, missing, MembershipProofErrorKind.MissingLeafHash, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ComposeLevel(int level)
    {
        int count = 0;
        Span<byte> next = stackalloc byte[HashSize];
        for (int i = 0; i < _proofs.Length; i++)
        {
            ReadOnlySpan<TxOutMembershipElement> elements = _proofs[i].Elements;
            if (level >= elements.Length) continue; // the number of elements is public
            ref readonly TxOutMembershipElement element = ref elements[level];
            Range range = element.Range;
            element.Hash.CopyTo(next);

            Choice onTheRight = Choice.Equal(_to[i] + 1, range.From), onTheLeft = Choice.Equal(range.To + 1, _from[i]);
            Note(i, ~(onTheRight ^ onTheLeft), MembershipProofErrorKind.UnexpectedMembershipElement, level);
            ReadOnlySpan<byte> folded = _hashes.AsSpan(i * HashSize, HashSize);
            Span<byte> left = _pairs.AsSpan(count * 2 * HashSize, HashSize), right = _pairs.AsSpan(((count * 2) + 1) * HashSize, HashSize);
            folded.CopyTo(left);
            next.CopyTo(right);
            onTheLeft.Copy(next, left);
            onTheLeft.Copy(folded, right);
            _from[i] = onTheLeft.Select(range.From, _from[i]);
            _to[i] = onTheLeft.Select(_to[i], range.To);
            _active[count++] = i;
        }
        Span<byte> nodes = _nodes.AsSpan(0, count * HashSize);
        HashEach(MerkleHash.NodeTag, _pairs.AsSpan(0, count * 2 * HashSize), 2 * HashSize, nodes);
        for (int a = 0; a < count; a++) nodes.Slice(a * HashSize, HashSize).CopyTo(_hashes.AsSpan(_active[a] * HashSize, HashSize));
        CryptographicOperations.ZeroMemory(next);
    }

    private MembershipProofError Describe(int proof, ulong error)
    {
        var kind = (MembershipProofErrorKind)(byte)error;
        ulong index = kind switch
        {
            MembershipProofErrorKind.MissingLeafHash or MembershipProofErrorKind.IncorrectLeafHash => _proofs[proof].Index,
            MembershipProofErrorKind.UnexpectedMembershipElement => error >> 8,
            _ => 0,
        };
        return new MembershipProofError(kind, index);
    }
}
