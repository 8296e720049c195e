// What is left to sign once the amounts of a transaction are proven (fact sheet ledger §2.11, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>The message that rings sign, the pseudo-outputs and the range proofs. The blindings are secrets: wiped on disposal.</summary>
public sealed partial class SigningData : IDisposable, IDigestible, IWireMessage<SigningData>
{
    private readonly Scalar[] _pseudoOutputBlindings;

    /// <summary>From the message that rings sign and the blindings of the pseudo-outputs.</summary>
    public SigningData(ReadOnlyMemory<byte> mlsagSigningDigest, ReadOnlySpan<Scalar> pseudoOutputBlindings)
    {
        MlsagSigningDigest = mlsagSigningDigest;
        _pseudoOutputBlindings = pseudoOutputBlindings.ToArray();
    }

    /// <summary>What the rings sign.</summary>
    public ReadOnlyMemory<byte> MlsagSigningDigest { get; }

    /// <summary>The blinding of each pseudo-output.</summary>
    public ReadOnlySpan<Scalar> PseudoOutputBlindings => _pseudoOutputBlindings;

    /// <summary>Each pseudo-output.</summary>
    public IReadOnlyList<CompressedRistretto> PseudoOutputCommitments { get; init; } = [];

    /// <summary>The one range proof below block version 3.</summary>
    public ReadOnlyMemory<byte> RangeProofBytes { get; init; }

    /// <summary>A range proof for each token from block version 3 on.</summary>
    public IReadOnlyList<byte[]> RangeProofs { get; init; } = [];

    /// <summary>The token of each pseudo-output from block version 3 on.</summary>
    public IReadOnlyList<ulong> PseudoOutputTokenIds { get; init; } = [];

    /// <summary>The token of each output from block version 3 on.</summary>
    public IReadOnlyList<ulong> OutputTokenIds { get; init; } = [];

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "SigningData"u8);
        node.Bytes("mlsag_signing_digest"u8, MlsagSigningDigest.Span);
        node.List("pseudo_output_blindings"u8, _pseudoOutputBlindings);
        node.List("pseudo_output_commitments"u8, PseudoOutputCommitments);
        node.Bytes("range_proof_bytes"u8, RangeProofBytes.Span);
        node.List("range_proofs"u8, RangeProofs);
        node.List("pseudo_output_token_ids"u8, PseudoOutputTokenIds);
        node.List("output_token_ids"u8, OutputTokenIds);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, MlsagSigningDigest.Span);
        foreach (ref readonly Scalar blinding in _pseudoOutputBlindings.AsSpan()) writer.Scalar(2, blinding);
        for (int i = 0; i < PseudoOutputCommitments.Count; i++) writer.Point(3, PseudoOutputCommitments[i]);
        writer.Bytes(4, RangeProofBytes.Span);
        writer.BytesList(5, RangeProofs);
        writer.PackedFixed64(6, PseudoOutputTokenIds);
        writer.PackedFixed64(7, OutputTokenIds);
    }

    /// <inheritdoc/>
    public static SigningData ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> digest = default, proof = default;
        List<Scalar> blindings = [];
        List<CompressedRistretto> commitments = [];
        List<byte[]> proofs = [];
        List<ulong> pseudoOutputTokens = [], outputTokens = [];
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: digest = reader.Bytes(); break;
                case 2: blindings.Add(reader.Scalar(reader.Bytes(), "SigningData.pseudo_output_blindings")); break;
                case 3: commitments.Add(reader.Point(reader.Bytes(), "SigningData.pseudo_output_commitments")); break;
                case 4: proof = reader.Bytes(); break;
                case 5: proofs.Add(reader.Bytes().ToArray()); break;
                case 6: reader.Fixed64s(pseudoOutputTokens); break;
                case 7: reader.Fixed64s(outputTokens); break;
                default: reader.Skip(); break;
            }
        }
        return new SigningData(digest.ToArray(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(blindings))
        {
            PseudoOutputCommitments = commitments,
            RangeProofBytes = proof.ToArray(),
            RangeProofs = proofs,
            PseudoOutputTokenIds = pseudoOutputTokens,
            OutputTokenIds = outputTokens,
        };
    }

    /// <summary>Wipes the blindings.</summary>
    public void Dispose() => Scalar.Wipe(_pseudoOutputBlindings.AsSpan());
}
