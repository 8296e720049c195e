// An output in a transaction's summary (fact sheet ledger §2.7, crypto §5.7, §9.4).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>What a summary tells of an output. Immutable.</summary>
/// <param name="MaskedAmount">The amount.</param>
/// <param name="TargetKey">The one-time address.</param>
/// <param name="PublicKey">The output's public key.</param>
/// <param name="AssociatedToInputRules">Whether the rules of some input name this output.</param>
public sealed record TxOutSummary(
    MaskedAmount? MaskedAmount, CompressedRistretto TargetKey, CompressedRistretto PublicKey, bool AssociatedToInputRules)
    : IDigestible, IWireMessage<TxOutSummary>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "TxOutSummary"u8);
        node.Optional("masked_amount"u8, MaskedAmount);
        node.Ristretto("target_key"u8, TargetKey);
        node.Ristretto("public_key"u8, PublicKey);
        node.Bool("associated_to_input_rules"u8, AssociatedToInputRules);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.MaskedAmount(MaskedAmount, 1, 6);
        writer.Point(2, TargetKey);
        writer.Point(3, PublicKey);
        writer.Bool(4, AssociatedToInputRules);
    }

    /// <inheritdoc/>
    public static TxOutSummary ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> target = default, key = default;
        bool associated = false;
        var amount = default(MaskedAmountField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: amount.Add(ref reader, MaskedAmountVersion.V1); break;
                case 6: amount.Add(ref reader, MaskedAmountVersion.V2); break;
                case 2: reader.Merge(ref target); break;
                case 3: reader.Merge(ref key); break;
                case 4: associated = reader.Bool(); break;
                default: reader.Skip(); break;
            }
        }
        return new TxOutSummary(
            amount.Read(reader), reader.Point(target, "TxOutSummary.target_key"), reader.Point(key, "TxOutSummary.public_key"), associated);
    }
}
