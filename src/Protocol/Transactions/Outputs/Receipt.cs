// What a sender gives a recipient beside the payment (fact sheet crypto §9.4: Receipt).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// Which output pays, until when it can come, and the number that proves who made it. Only its sender and its recipient can make the number:
/// the recipient thereby knows that whoever gives it paid. Immutable.
/// </summary>
/// <param name="PublicKey">The output's public key.</param>
/// <param name="Confirmation">The confirmation number.</param>
/// <param name="TombstoneBlock">The block from which on the payment cannot come any more.</param>
/// <param name="MaskedAmount">The output's amount; null stands for a receipt without one, which decodes.</param>
public sealed record Receipt(
    CompressedRistretto PublicKey, TxOutConfirmationNumber Confirmation, ulong TombstoneBlock, MaskedAmount? MaskedAmount) : IWireMessage<Receipt>
{
    /// <summary>The receipt of an output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="confirmation">Its confirmation number.</param>
    /// <param name="tombstoneBlock">Its transaction's tombstone block.</param>
    public static Receipt Of(TxOut output, TxOutConfirmationNumber confirmation, ulong tombstoneBlock)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new Receipt(output.PublicKey, confirmation, tombstoneBlock, output.MaskedAmount);
    }

    /// <summary>Whether the number is that of an output to an account, and the amount then: fixed-time but for the verdict.</summary>
    /// <param name="viewPrivateKey">The account's view private key.</param>
    /// <param name="amount">What the receipt says that was paid.</param>
    public bool TryOpen(RistrettoPrivate viewPrivateKey, out Amount amount)
    {
        ArgumentNullException.ThrowIfNull(viewPrivateKey);
        amount = default;
        if (!PublicKey.TryDecompress(out RistrettoPoint point) || MaskedAmount is not { } masked) return false;
        var key = new RistrettoPublic(point);
        if (!Confirmation.Validate(key, viewPrivateKey).Reveal()) return false;
        if (masked.Unmask(OnetimeKeys.SharedSecret(key, viewPrivateKey), out UnmaskedAmount unmasked, out Choice matches) != AmountError.None) return false;
        amount = unmasked.Amount;
        return matches.Reveal();
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Point(1, PublicKey);
        writer.Message(2, Confirmation);
        writer.UInt64(3, TombstoneBlock);
        writer.MaskedAmount(MaskedAmount, 4, 5);
    }

    /// <inheritdoc/>
    public static Receipt ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default, confirmation = default;
        ulong tombstone = 0;
        var amount = default(MaskedAmountField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref key); break;
                case 2: reader.Merge(ref confirmation); break;
                case 3: tombstone = reader.UInt64(); break;
                case 4: amount.Add(ref reader, MaskedAmountVersion.V1); break;
                case 5: amount.Add(ref reader, MaskedAmountVersion.V2); break;
                default: reader.Skip(); break;
            }
        }
        return new Receipt(
            reader.Point(key, "Receipt.public_key"), reader.Message<TxOutConfirmationNumber>(confirmation), tombstone, amount.Read(reader));
    }

    /// <summary>The output's public key alone: the number is between sender and recipient.</summary>
    public override string ToString() => $"{nameof(Receipt)} {PublicKey}";
}
