// What people pass around as text or QR code (fact sheet crypto §7).
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>
/// One of four payloads: an address, a payment request, a transfer or a gift code. It owns its payload, which may hold keys: both are wiped
/// together.
/// </summary>
public sealed partial class PrintableWrapper : IDisposable, IEquatable<PrintableWrapper>, IWireMessage<PrintableWrapper>
{
    /// <summary>An address.</summary>
    public PrintableWrapper(PublicAddress publicAddress)
    {
        ArgumentNullException.ThrowIfNull(publicAddress);
        PublicAddress = publicAddress;
    }

    /// <summary>A payment request.</summary>
    public PrintableWrapper(PaymentRequest paymentRequest)
    {
        ArgumentNullException.ThrowIfNull(paymentRequest);
        PaymentRequest = paymentRequest;
    }

    /// <summary>A transfer.</summary>
    public PrintableWrapper(TransferPayload transferPayload)
    {
        ArgumentNullException.ThrowIfNull(transferPayload);
        TransferPayload = transferPayload;
    }

    /// <summary>A gift code.</summary>
    public PrintableWrapper(TxOutGiftCode txOutGiftCode)
    {
        ArgumentNullException.ThrowIfNull(txOutGiftCode);
        TxOutGiftCode = txOutGiftCode;
    }

    /// <summary>The address, if it is one.</summary>
    public PublicAddress? PublicAddress { get; }

    /// <summary>The payment request, if it is one.</summary>
    public PaymentRequest? PaymentRequest { get; }

    /// <summary>The transfer, if it is one.</summary>
    public TransferPayload? TransferPayload { get; }

    /// <summary>The gift code, if it is one.</summary>
    public TxOutGiftCode? TxOutGiftCode { get; }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Optional(1, PublicAddress);
        writer.Optional(2, PaymentRequest);
        writer.Optional(3, TransferPayload);
        writer.Optional(4, TxOutGiftCode);
    }

    /// <inheritdoc/>
    public static PrintableWrapper ReadFrom(ref ProstReader reader)
    {
        int which = 0;
        ReadOnlySpan<byte> payload = default;
        while (reader.TryReadField(out int field))
        {
            if (field is < 1 or > 4)
            {
                reader.Skip();
                continue;
            }
            // The last member counts; the same one again is merged with what came before.
            if (field != which) payload = default;
            which = field;
            reader.Merge(ref payload);
        }
        return which switch
        {
            1 => new PrintableWrapper(PrintableAddress.Check(reader, payload, "PrintableWrapper.public_address")),
            2 => new PrintableWrapper(reader.Message<PaymentRequest>(payload)),
            3 => new PrintableWrapper(reader.Message<TransferPayload>(payload)),
            4 => new PrintableWrapper(reader.Message<TxOutGiftCode>(payload)),
            _ => throw new WireException("PrintableWrapper: none of its payloads is present"),
        };
    }

    /// <inheritdoc/>
    public bool Equals(PrintableWrapper? other) =>
        other is not null
        && Equals(PublicAddress, other.PublicAddress)
        && Equals(PaymentRequest, other.PaymentRequest)
        && Equals(TransferPayload, other.TransferPayload)
        && Equals(TxOutGiftCode, other.TxOutGiftCode);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PrintableWrapper);

    /// <summary>Payloads may be secret and have no hash code.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override int GetHashCode() => throw new NotSupportedException("a printable payload has no hash code");

    /// <summary>Wipes the payload.</summary>
    public void Dispose()
    {
        TransferPayload?.Dispose();
        TxOutGiftCode?.Dispose();
    }
}
