// The proof that a transaction spends what it may and makes nothing out of nothing (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Ring signatures, pseudo-outputs and range proofs of a transaction. Immutable.</summary>
public sealed partial class SignatureRctBulletproofs
    : IEquatable<SignatureRctBulletproofs>, IDigestible, IWireMessage<SignatureRctBulletproofs>
{
    /// <summary>A ring signature for each input.</summary>
    public IReadOnlyList<RingMlsag> RingSignatures { get; init; } = [];

    /// <summary>For each input a commitment to its value under a fresh blinding.</summary>
    public IReadOnlyList<CompressedRistretto> PseudoOutputCommitments { get; init; } = [];

    /// <summary>The one range proof below block version 3; empty from there on.</summary>
    public ReadOnlyMemory<byte> RangeProofBytes { get; init; }

    /// <summary>A range proof for each token, by ascending id, from block version 3 on; empty below.</summary>
    public IReadOnlyList<byte[]> RangeProofs { get; init; } = [];

    /// <summary>The token of each pseudo-output, from block version 3 on; empty below.</summary>
    public IReadOnlyList<ulong> PseudoOutputTokenIds { get; init; } = [];

    /// <summary>The token of each output, from block version 3 on; empty below.</summary>
    public IReadOnlyList<ulong> OutputTokenIds { get; init; } = [];

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "SignatureRctBulletproofs"u8);
        node.List("ring_signatures"u8, RingSignatures);
        node.List("pseudo_output_commitments"u8, PseudoOutputCommitments);
        node.BytesAlways("range_proof_bytes"u8, RangeProofBytes.Span);
        node.List("range_proofs"u8, RangeProofs);
        node.List("pseudo_output_token_ids"u8, PseudoOutputTokenIds);
        node.List("output_token_ids"u8, OutputTokenIds);
    }

    /// <inheritdoc/>
    public bool Equals(SignatureRctBulletproofs? other) =>
        other is not null && RingSignatures.SequenceEqual(other.RingSignatures)
        && PseudoOutputCommitments.SequenceEqual(other.PseudoOutputCommitments)
        && RangeProofBytes.Span.SequenceEqual(other.RangeProofBytes.Span)
        && RangeProofs.Count == other.RangeProofs.Count && RangeProofs.Zip(other.RangeProofs).All(p => p.First.AsSpan().SequenceEqual(p.Second))
        && PseudoOutputTokenIds.SequenceEqual(other.PseudoOutputTokenIds) && OutputTokenIds.SequenceEqual(other.OutputTokenIds);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SignatureRctBulletproofs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RingSignatures.Count, PseudoOutputCommitments.Count, RangeProofBytes.Length, RangeProofs.Count);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, RingSignatures);
        for (int i = 0; i < PseudoOutputCommitments.Count; i++) writer.Point(2, PseudoOutputCommitments[i]);
        writer.Bytes(3, RangeProofBytes.Span);
        writer.BytesList(4, RangeProofs);
        writer.PackedFixed64(5, PseudoOutputTokenIds);
        writer.PackedFixed64(6, OutputTokenIds);
    }

    /// <inheritdoc/>
    public static SignatureRctBulletproofs ReadFrom(ref ProstReader reader)
    {
        List<RingMlsag> rings = [];
        List<CompressedRistretto> pseudoOutputs = [];
        ReadOnlySpan<byte> proof = default;
        List<byte[]> proofs = [];
        List<ulong> pseudoOutputTokens = [], outputTokens = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: rings.Add(reader.Message<RingMlsag>()); break;
                case 2: pseudoOutputs.Add(reader.Point(reader.Bytes(), "SignatureRctBulletproofs.pseudo_output_commitments")); break;
                case 3: proof = reader.Bytes(); break;
                case 4: proofs.Add(reader.Bytes().ToArray()); break;
                case 5: reader.Fixed64s(pseudoOutputTokens); break;
                case 6: reader.Fixed64s(outputTokens); break;
                default: reader.Skip(); break;
            }
        }
        return new SignatureRctBulletproofs
        {
            RingSignatures = rings,
            PseudoOutputCommitments = pseudoOutputs,
            RangeProofBytes = proof.ToArray(),
            RangeProofs = proofs,
            PseudoOutputTokenIds = pseudoOutputTokens,
            OutputTokenIds = outputTokens,
        };
    }
}
