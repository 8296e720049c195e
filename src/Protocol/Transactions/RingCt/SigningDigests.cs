// What ring signatures sign at each block version (fact sheet ledger §2.9, crypto §3.12).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>The messages that the rings of a transaction sign: the whole one, and the part that a summary's reader is given.</summary>
/// <param name="ExtendedMessage">
/// Below block version 2 prefix hash, pseudo-outputs and range proof one after the other; from there on their digest of 32 bytes.
/// </param>
/// <param name="Mlsag">What the rings sign: the extended message, or from block version 3 on the digest over it and the summary.</param>
public readonly record struct SigningDigests(byte[] ExtendedMessage, byte[] Mlsag)
{
    /// <summary>The messages of a transaction.</summary>
    /// <param name="blockVersion">The version that it is made for.</param>
    /// <param name="prefix">Its prefix.</param>
    /// <param name="pseudoOutputCommitments">For each input its pseudo-output.</param>
    /// <param name="rangeProofBytes">The one range proof below block version 3.</param>
    /// <param name="rangeProofs">The range proofs from block version 3 on.</param>
    public static SigningDigests Compute(
        BlockVersion blockVersion, TxPrefix prefix, IReadOnlyList<CompressedRistretto> pseudoOutputCommitments,
        ReadOnlySpan<byte> rangeProofBytes, IReadOnlyList<byte[]> rangeProofs)
    {
        byte[] hash = prefix.Hash();
        byte[] extended = blockVersion.SignsExtendedMessageDigest
            ? Extended(hash, pseudoOutputCommitments, rangeProofBytes, rangeProofs)
            : [.. hash, .. pseudoOutputCommitments.SelectMany(c => c.ToBytes()), .. rangeProofBytes];
        byte[] mlsag = blockVersion.SignsTxSummaryDigest ? WithSummary(extended, TxSummary.Of(prefix, pseudoOutputCommitments)) : extended;
        return new SigningDigests(extended, mlsag);
    }

    private static byte[] Extended(
        byte[] prefixHash, IReadOnlyList<CompressedRistretto> pseudoOutputCommitments, ReadOnlySpan<byte> rangeProofBytes,
        IReadOnlyList<byte[]> rangeProofs)
    {
        MerlinTranscript transcript = new("mc_extended_message"u8);
        transcript.DigestBytes("message"u8, prefixHash);
        DigestForms.RistrettoList.Append(ref transcript, "pseudo_output_commitments"u8, pseudoOutputCommitments);
        if (!rangeProofBytes.IsEmpty) transcript.DigestBytes("range_proof_bytes"u8, rangeProofBytes);
        DigestForms.BytesList.AppendField(ref transcript, "range_proofs"u8, rangeProofs);
        return Finish(ref transcript);
    }

    private static byte[] WithSummary(byte[] extended, TxSummary summary)
    {
        MerlinTranscript transcript = new("mc_extended_message_and_tx_summary"u8);
        transcript.DigestBytes("extended_message"u8, extended);
        summary.AppendTo(ref transcript, "tx_summary"u8);
        return Finish(ref transcript);
    }

    private static byte[] Finish(ref MerlinTranscript transcript)
    {
        byte[] digest = new byte[Digest.Size];
        transcript.Digest32(digest);
        return digest;
    }
}
