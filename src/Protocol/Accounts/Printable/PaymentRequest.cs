// A wish to be paid (fact sheet crypto §7.2).
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>Where to pay, and how much of which token if that matters. Immutable.</summary>
/// <param name="PublicAddress">Where to.</param>
/// <param name="Value">How much, in the token's smallest unit; 0 leaves it open.</param>
/// <param name="Memo">A text for the payer.</param>
/// <param name="TokenId">Which token.</param>
/// <param name="PaymentId">The recipient's number for the payment; 0 if it has none.</param>
public sealed record PaymentRequest(PublicAddress PublicAddress, ulong Value = 0, string Memo = "", ulong TokenId = 0, ulong PaymentId = 0)
    : IWireMessage<PaymentRequest>
{
    /// <summary>Where to.</summary>
    public PublicAddress PublicAddress { get; init; } = PublicAddress ?? throw new ArgumentNullException(nameof(PublicAddress));

    /// <summary>A text for the payer.</summary>
    public string Memo { get; init; } = Memo ?? throw new ArgumentNullException(nameof(Memo));

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, PublicAddress);
        writer.UInt64(2, Value);
        writer.Text(3, Memo);
        writer.UInt64(4, TokenId);
        writer.UInt64(5, PaymentId);
    }

    /// <inheritdoc/>
    public static PaymentRequest ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> address = default;
        ulong value = 0, tokenId = 0, paymentId = 0;
        string memo = "";
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref address); break;
                case 2: value = reader.UInt64(); break;
                case 3: memo = reader.Text(); break;
                case 4: tokenId = reader.UInt64(); break;
                case 5: paymentId = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new PaymentRequest(PrintableAddress.Check(reader, address, "PaymentRequest.public_address"), value, memo, tokenId, paymentId);
    }
}
