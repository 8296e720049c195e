using MobileCoin.Accounts;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>An output of a payment, as its sender knows it. Immutable.</summary>
public sealed class PaymentOutput : IWireMessage<PaymentOutput>
{
    internal PaymentOutput(CompressedRistretto publicKey, Amount amount, PublicAddress recipient, bool isChange, TxOutConfirmationNumber confirmation) =>
        (PublicKey, Amount, Recipient, IsChange, Confirmation) = (publicKey, amount, recipient, isChange, confirmation);

    /// <summary>Its public key.</summary>
    public CompressedRistretto PublicKey { get; }

    /// <summary>What it holds.</summary>
    public Amount Amount { get; }

    /// <summary>Whom it is to.</summary>
    public PublicAddress Recipient { get; }

    /// <summary>Whether it returns to the sender's change subaddress.</summary>
    public bool IsChange { get; }

    /// <summary>Proves to the recipient who made the output.</summary>
    public TxOutConfirmationNumber Confirmation { get; }

    void IWireMessage<PaymentOutput>.WriteTo(ProstWriter writer)
    {
        writer.Point(1, PublicKey);
        writer.Message(2, Amount);
        writer.Message(3, Recipient);
        writer.Bool(4, IsChange);
        writer.Message(5, Confirmation);
    }

    static PaymentOutput IWireMessage<PaymentOutput>.ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> key = default, amount = default, recipient = default, confirmation = default;
        bool isChange = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref key); break;
                case 2: reader.Merge(ref amount); break;
                case 3: reader.Merge(ref recipient); break;
                case 4: isChange = reader.Bool(); break;
                case 5: reader.Merge(ref confirmation); break;
                default: reader.Skip(); break;
            }
        }
        return new PaymentOutput(
            reader.Point(key, "PaymentOutput.public_key"), reader.Message<Amount>(amount), reader.Message<PublicAddress>(recipient), isChange,
            reader.Message<TxOutConfirmationNumber>(confirmation));
    }
}
