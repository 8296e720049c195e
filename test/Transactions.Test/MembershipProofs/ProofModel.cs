// The rules of proofs written down as they read, to compare with (fact sheet ledger §5.1).
namespace MobileCoin.Transactions.Test;

internal static class ProofModel
{
    /// <summary>The verdict as the network prints it.</summary>
    internal static string Validate(TxOut output, TxOutMembershipProof proof, TxOutMembershipHash known)
    {
        if (proof.Index > proof.HighestIndex) return "Err(HighestIndexMismatch)";
        if (IsFirstMissing(proof)) return $"Err(MissingLeafHash({proof.Index}))";
        if (proof.Elements[0].Hash != MerkleHash.Leaf(output)) return $"Err(IncorrectLeafHash({proof.Index}))";
        string? error = Implied(proof, out TxOutMembershipElement root);
        if (error is not null) return $"Err({error})";
        if (root.Range.From != 0) return "Err(RootNotCoveringZero)";
        if (proof.HighestIndex > root.Range.To) return "Err(HighestIndexMismatch)";
        return root.Hash == known ? "Ok(true)" : "Ok(false)";
    }

    internal static string? Implied(TxOutMembershipProof proof, out TxOutMembershipElement root)
    {
        root = default;
        foreach (TxOutMembershipElement element in proof.Elements)
        {
            if (element.Range.From > element.Range.To) return "RangeError(RangeError)";
        }
        if (IsFirstMissing(proof)) return $"MissingLeafHash({proof.Index})";
        TxOutMembershipElement a = proof.Elements[0];
        for (int i = 1; i < proof.Elements.Length; i++)
        {
            TxOutMembershipElement b = proof.Elements[i];
            bool right = unchecked(a.Range.To + 1) == b.Range.From, left = unchecked(b.Range.To + 1) == a.Range.From;
            if (right == left) return $"UnexpectedMembershipElement({i})";
            a = right
                ? new(new Range(a.Range.From, b.Range.To), MerkleHash.Node(a.Hash, b.Hash))
                : new(new Range(b.Range.From, a.Range.To), MerkleHash.Node(b.Hash, a.Hash));
        }
        root = a;
        return null;
    }

    /// <summary>The root of a tree by the definition: halves of a padded list.</summary>
    internal static TxOutMembershipHash Root(ReadOnlySpan<TxOutMembershipHash> leaves, int size)
    {
        if (leaves.IsEmpty) return MerkleHash.Nil;
        if (size == 1) return leaves[0];
        int half = size / 2;
        return MerkleHash.Node(Root(leaves[..Math.Min(half, leaves.Length)], half), Root(leaves[Math.Min(half, leaves.Length)..], half));
    }

    private static bool IsFirstMissing(TxOutMembershipProof proof) =>
        proof.Elements.Length == 0 || proof.Elements[0].Range != new Range(proof.Index, proof.Index);
}
