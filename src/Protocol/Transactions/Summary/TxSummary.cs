// The part of a transaction that a signing device reads (fact sheet ledger §2.9, §4.5, crypto §3.12, §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Outputs, inputs, fee and deadline in short form. Immutable.</summary>
public sealed class TxSummary : IEquatable<TxSummary>, IDigestible, IWireMessage<TxSummary>
{
    /// <summary>The outputs.</summary>
    public IReadOnlyList<TxOutSummary> Outputs { get; init; } = [];

    /// <summary>The inputs.</summary>
    public IReadOnlyList<TxInSummary> Inputs { get; init; } = [];

    /// <summary>The fee.</summary>
    public Amount Fee { get; init; }

    /// <summary>The first block that may not hold the transaction.</summary>
    public ulong TombstoneBlock { get; init; }

    /// <summary>The summary of a transaction.</summary>
    /// <param name="prefix">Its prefix.</param>
    /// <param name="pseudoOutputCommitments">For each input its pseudo-output.</param>
    /// <exception cref="ArgumentException">Another number of pseudo-outputs than of inputs.</exception>
    public static TxSummary Of(TxPrefix prefix, IReadOnlyList<CompressedRistretto> pseudoOutputCommitments)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(pseudoOutputCommitments);
        if (pseudoOutputCommitments.Count != prefix.Inputs.Count)
        {
            throw new ArgumentException(
                $"Expected {prefix.Inputs.Count} pseudo-outputs, got {pseudoOutputCommitments.Count}", nameof(pseudoOutputCommitments));
        }
        List<TxOut> ruled = [.. prefix.Inputs.SelectMany(i => i.InputRules?.Outputs() ?? [])];
        return new TxSummary
        {
            // What is revealed here is a bit to be hashed: nothing branches on it.
            Outputs = [.. prefix.Outputs.Select(o => new TxOutSummary(o.MaskedAmount, o.TargetKey, o.PublicKey, IsRuled(o, ruled).Reveal()))],
            Inputs = [.. prefix.Inputs.Select((input, i) =>
                new TxInSummary(pseudoOutputCommitments[i], input.InputRules is { } rules ? rules.CanonicalDigest() : []))],
            Fee = prefix.Fee,
            TombstoneBlock = prefix.TombstoneBlock,
        };
    }

    // Whether the last rule about the output's public key is about its target key too: later inputs override earlier ones. Which outputs
    // rules name, the block does not show, so all are looked at.
    private static Choice IsRuled(TxOut output, List<TxOut> ruled)
    {
        Choice last = Choice.No;
        foreach (TxOut rule in ruled)
        {
            Choice same = SecretOrder.Equal(rule.PublicKey, output.PublicKey);
            last = (same & SecretOrder.Equal(rule.TargetKey, output.TargetKey)) | (~same & last);
        }
        return last;
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxSummary"u8);
        node.List("outputs"u8, Outputs);
        node.List("inputs"u8, Inputs);
        node.UInt64("fee"u8, Fee.Value);
        node.UInt64("fee_token_id"u8, Fee.TokenId);
        node.UInt64("tombstone_block"u8, TombstoneBlock);
    }

    /// <inheritdoc/>
    public bool Equals(TxSummary? other) =>
        other is not null && Outputs.SequenceEqual(other.Outputs) && Inputs.SequenceEqual(other.Inputs) && Fee == other.Fee
        && TombstoneBlock == other.TombstoneBlock;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TxSummary);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Outputs.Count, Inputs.Count, Fee, TombstoneBlock);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, Outputs);
        writer.Messages(2, Inputs);
        writer.UInt64(3, Fee.Value);
        writer.UInt64(4, Fee.TokenId);
        writer.UInt64(5, TombstoneBlock);
    }

    /// <inheritdoc/>
    public static TxSummary ReadFrom(ref ProstReader reader)
    {
        List<TxOutSummary> outputs = [];
        List<TxInSummary> inputs = [];
        ulong fee = 0, token = 0, tombstone = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: outputs.Add(reader.Message<TxOutSummary>()); break;
                case 2: inputs.Add(reader.Message<TxInSummary>()); break;
                case 3: fee = reader.UInt64(); break;
                case 4: token = reader.UInt64(); break;
                case 5: tombstone = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxSummary { Outputs = outputs, Inputs = inputs, Fee = new Amount(fee, token), TombstoneBlock = tombstone };
    }
}
