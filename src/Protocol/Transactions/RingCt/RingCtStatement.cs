// What a transaction's signature is checked against (fact sheet ledger §2.12).
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A transaction's prefix and signature, with the rings and commitments that its outputs gave.</summary>
internal sealed class RingCtStatement
{
    private RingCtStatement(Tx tx, ReducedTxOut[][] rings, CompressedRistretto[] outputCommitments)
    {
        Prefix = tx.Prefix;
        Signature = tx.Signature;
        Rings = rings;
        OutputCommitments = outputCommitments;
        SignedDigests = [.. tx.Prefix.Inputs.Select(i => i.SignedDigest())];
    }

    internal TxPrefix Prefix { get; }

    internal SignatureRctBulletproofs Signature { get; }

    /// <summary>The members of each input's ring.</summary>
    internal ReducedTxOut[][] Rings { get; }

    /// <summary>For each output its commitment.</summary>
    internal CompressedRistretto[] OutputCommitments { get; }

    /// <summary>For each input with rules what its ring signs in place of the whole.</summary>
    internal byte[]?[] SignedDigests { get; }

    /// <summary>Pseudo-outputs and outputs together.</summary>
    internal int CommitmentCount => Signature.PseudoOutputCommitments.Count + OutputCommitments.Length;

    /// <summary>The commitments as points, once they are decoded.</summary>
    internal RistrettoPoint[] CommitmentPoints { get; set; } = [];

    /// <summary>The commitments in the order of the range proofs: pseudo-outputs, then outputs.</summary>
    internal IEnumerable<CompressedRistretto> Commitments() => Signature.PseudoOutputCommitments.Concat(OutputCommitments);

    /// <summary>What the rings of inputs without rules sign.</summary>
    internal byte[] SigningDigest(BlockVersion blockVersion) =>
        SigningDigests.Compute(blockVersion, Prefix, Signature.PseudoOutputCommitments, Signature.RangeProofBytes.Span, Signature.RangeProofs).Mlsag;

    /// <summary>The statement of a transaction; null if an output, or a member of a ring, has no amount.</summary>
    internal static RingCtStatement? Of(Tx tx)
    {
        if (tx.Prefix.Outputs.Any(o => o.MaskedAmount is null)) return null;
        if (tx.Prefix.Inputs.Any(i => i.Ring.Any(o => o.MaskedAmount is null))) return null;
        return new RingCtStatement(
            tx,
            [.. tx.Prefix.Inputs.Select(i => i.Ring.Select(o => new ReducedTxOut(o.PublicKey, o.TargetKey, o.MaskedAmount!.Commitment)).ToArray())],
            [.. tx.Prefix.Outputs.Select(o => o.MaskedAmount!.Commitment)]);
    }
}
