// An input in a transaction's summary (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>What a summary tells of an input. Immutable.</summary>
public sealed class TxInSummary : IEquatable<TxInSummary>, IDigestible, IWireMessage<TxInSummary>
{
    private readonly byte[] _inputRulesDigest;

    /// <summary>A summary from its fields.</summary>
    /// <param name="pseudoOutputCommitment">The commitment to the input's value.</param>
    /// <param name="inputRulesDigest">The digest of the input's rules: 32 bytes, or none without rules.</param>
    public TxInSummary(CompressedRistretto pseudoOutputCommitment, ReadOnlySpan<byte> inputRulesDigest)
    {
        PseudoOutputCommitment = pseudoOutputCommitment;
        _inputRulesDigest = inputRulesDigest.ToArray();
    }

    /// <summary>The commitment to the input's value.</summary>
    public CompressedRistretto PseudoOutputCommitment { get; }

    /// <summary>The digest of the input's rules; empty without rules.</summary>
    public ReadOnlySpan<byte> InputRulesDigest => _inputRulesDigest;

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxInSummary"u8);
        node.Ristretto("pseudo_output_commitment"u8, PseudoOutputCommitment);
        node.Bytes("input_rules_digest"u8, _inputRulesDigest);
    }

    /// <inheritdoc/>
    public bool Equals(TxInSummary? other) =>
        other is not null && PseudoOutputCommitment == other.PseudoOutputCommitment && InputRulesDigest.SequenceEqual(other.InputRulesDigest);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxInSummary);

    /// <inheritdoc/>
    public override int GetHashCode() => PseudoOutputCommitment.GetHashCode();

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Point(1, PseudoOutputCommitment);
        writer.Bytes(2, _inputRulesDigest);
    }

    /// <inheritdoc/>
    public static TxInSummary ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> commitment = default, digest = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref commitment); break;
                case 2: digest = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxInSummary(reader.Point(commitment, "TxInSummary.pseudo_output_commitment"), digest);
    }
}
