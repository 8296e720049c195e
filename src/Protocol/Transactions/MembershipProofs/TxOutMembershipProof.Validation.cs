// What a membership proof proves, and what it proved earlier (fact sheet ledger §5.1.3, §5.1.4, crypto §1.13).
using System.Numerics;

namespace MobileCoin.Transactions;

public sealed partial class TxOutMembershipProof
{
    /// <summary>Checks that an output is in the ledger that has a root hash. Constant time but for the number of elements.</summary>
    /// <param name="output">The output.</param>
    /// <param name="root">The hash of the tree's root when it held the outputs up to <see cref="HighestIndex"/>.</param>
    public MembershipVerdict Validate(TxOut output, TxOutMembershipHash root)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var fold = new ProofFold([this]);
        fold.CheckLeaves([output]);
        fold.Compose();
        return fold.Verdict(0, root);
    }

    /// <summary>The subtree that the elements make up together. Constant time but for the number of elements.</summary>
    /// <exception cref="MembershipProofException">The elements do not fit together.</exception>
    public TxOutMembershipElement ImpliedRoot()
    {
        MembershipProofError error = TryImpliedRoot(out TxOutMembershipElement root);
        return error.Kind == MembershipProofErrorKind.None ? root : throw new MembershipProofException(error);
    }

    /// <summary>
    /// The proof of the same output when it was the last one, from a proof of today. For the ledger's own proofs, which are public: variable
    /// time.
    /// </summary>
    /// <exception cref="MembershipProofException">The index is too large, or an element straddles the output.</exception>
    public TxOutMembershipProof DeriveProofAtIndex()
    {
        MembershipProofError error = TryDeriveProofAtIndex(out TxOutMembershipProof? proof);
        return proof ?? throw new MembershipProofException(error);
    }

    internal MembershipProofError TryImpliedRoot(out TxOutMembershipElement root)
    {
        using var fold = new ProofFold([this]);
        fold.Compose();
        root = fold.Root(0);
        return fold.Error(0);
    }

    internal MembershipProofError TryDeriveProofAtIndex(out TxOutMembershipProof? proof)
    {
        proof = null;
        // The next power of two of Index + 1 must be one of 64 bits.
        if (Index > (1UL << 63) - 1) return new(MembershipProofErrorKind.NumericLimitsExceeded);
        var derived = new Range(0, BitOperations.RoundUpToPowerOf2(Index + 1) - 1);
        var elements = new List<TxOutMembershipElement>(_elements.Length);
        for (int i = 0; i < _elements.Length; i++)
        {
            (Range range, TxOutMembershipHash hash) = _elements[i];
            if (range > derived) continue;
            if (range.From > Index) hash = MerkleHash.Nil;
            else if (range.From != range.To && range.To > Index) return new(MembershipProofErrorKind.UnexpectedMembershipElement, (ulong)i);
            elements.Add(new(range, hash));
        }
        proof = new TxOutMembershipProof(Index, Index, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(elements));
        return default;
    }
}
