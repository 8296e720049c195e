// What people hand each other to be paid or to pay: texts, links and QR codes (fact sheet crypto §7).
using MobileCoin.Accounts;
using MobileCoin.Wire;

namespace MobileCoin.Client;

/// <summary>What a code holds.</summary>
public enum PaymentCodeKind
{
    /// <summary>An address: how much is paid, the payer decides.</summary>
    Address,

    /// <summary>A wish to be paid: address, and perhaps amount, text and number.</summary>
    PaymentRequest,

    /// <summary>A transfer: the keys of an account that holds one output. Worth money.</summary>
    Transfer,

    /// <summary>A gift code: what spends one output. Worth money.</summary>
    GiftCode,
}

/// <summary>
/// An address, a payment request, a transfer or a gift code, as text in base58, as a link <c>mob:///b58/…</c> or as a QR code of that link.
/// Immutable. Transfers and gift codes hold keys: dispose of them; their text is worth what they hold.
/// </summary>
public sealed class PaymentCode : IDisposable
{
    private readonly PrintableWrapper _payload;

    private PaymentCode(PrintableWrapper payload) => _payload = payload;

    /// <summary>What it holds.</summary>
    public PaymentCodeKind Kind => _payload switch
    {
        { PublicAddress: not null } => PaymentCodeKind.Address,
        { PaymentRequest: not null } => PaymentCodeKind.PaymentRequest,
        { TransferPayload: not null } => PaymentCodeKind.Transfer,
        _ => PaymentCodeKind.GiftCode,
    };

    /// <summary>Whom to pay, of an address or a payment request; null otherwise.</summary>
    public PublicAddress? Address => _payload.PublicAddress ?? _payload.PaymentRequest?.PublicAddress;

    /// <summary>The payment request, if it is one.</summary>
    public PaymentRequest? PaymentRequest => _payload.PaymentRequest;

    /// <summary>The transfer, if it is one. It lives as long as this code.</summary>
    public TransferPayload? Transfer => _payload.TransferPayload;

    /// <summary>The gift code, if it is one. It lives as long as this code.</summary>
    public TxOutGiftCode? GiftCode => _payload.TxOutGiftCode;

    /// <summary>The code of an address.</summary>
    public static PaymentCode Of(PublicAddress address) => new(new PrintableWrapper(address));

    /// <summary>The code of a payment request.</summary>
    public static PaymentCode Of(PaymentRequest request) => new(new PrintableWrapper(request));

    /// <summary>The code of a transfer, taken over.</summary>
    public static PaymentCode Of(TransferPayload transfer) => new(new PrintableWrapper(transfer));

    /// <summary>The code of a gift code, taken over.</summary>
    public static PaymentCode Of(TxOutGiftCode giftCode) => new(new PrintableWrapper(giftCode));

    /// <summary>Reads a code in any of its forms; blanks around it are passed over.</summary>
    /// <param name="text">What was typed, pasted or scanned.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: the message says what is wrong, and never repeats the text.</exception>
    public static PaymentCode Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> code = PaymentLink.Strip(text);
        try
        {
            return new PaymentCode(PrintableWrapper.B58Decode(code));
        }
        catch (PrintableException e)
        {
            throw new MobileCoinException(ClientError.InvalidCode, Explain(e, code), e);
        }
    }

    /// <summary>As <see cref="Parse"/>, for input that is still being typed.</summary>
    /// <param name="text">What was typed, pasted or scanned.</param>
    /// <param name="code">The code; null if the text is none.</param>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PaymentCode? code)
    {
        code = null;
        if (text is null) return false;
        try
        {
            code = Parse(text);
            return true;
        }
        catch (MobileCoinException)
        {
            return false;
        }
    }

    /// <summary>The text in base58.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: too long, for instance because of a long memo.</exception>
    public string ToBase58() => Print(static payload => payload.B58Encode());

    /// <summary>The link that wallets open: <c>mob:///b58/…</c>.</summary>
    /// <inheritdoc cref="ToBase58"/>
    public string ToUri() => Print(static payload => payload.ToUri());

    /// <summary>The QR code of the link.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: more than a QR code holds.</exception>
    public QrCode ToQrCode() => QrCode.Of(ToUri());

    /// <summary>Wipes the keys.</summary>
    public void Dispose() => _payload.Dispose();

    /// <summary>Its kind alone: the text may be worth money.</summary>
    public override string ToString() => $"{nameof(PaymentCode)} {Kind}";

    private string Print(Func<PrintableWrapper, string> print)
    {
        try
        {
            return print(_payload);
        }
        catch (InvalidOperationException e)
        {
            throw new MobileCoinException(ClientError.InvalidCode, "the code would be too long: shorten its memo", e);
        }
    }

    private static string Explain(PrintableException e, ReadOnlySpan<char> code) => e.Error switch
    {
        _ when code.IsEmpty => "the code is empty",
        PrintableError.Base58 when code.IndexOfAny("0OIl") >= 0 && !code.ContainsAnyExceptInRange('0', 'z') =>
            "this is no MobileCoin code: the characters 0, O, I and l occur in none",
        PrintableError.Base58 when code.Length > Base58.MaxCharacters => $"this is no MobileCoin code: it has more than {Base58.MaxCharacters} characters",
        PrintableError.Base58 => "this is no MobileCoin code: it has characters that occur in none",
        PrintableError.InsufficientBytes => "the code is too short: part of it is missing",
        PrintableError.InvalidChecksum => "the code's checksum does not match: a character is wrong or missing, or it is another currency's",
        _ when e.InnerException is WireException { Message: var wire } && wire.Contains("none of its payloads", StringComparison.Ordinal) =>
            "the code is genuine, and of a kind that this version does not know: neither address, payment request, transfer nor gift code",
        _ => "the code is damaged: " + e.Message,
    };
}
