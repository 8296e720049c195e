// Which memos a payment's outputs carry (fact sheet ledger §4.3).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>
/// What a payment's memos tell: the recipient who sent it, and the sender, when he finds his change again, to whom it went. Immutable.
/// </summary>
public sealed class PaymentMemo
{
    private readonly Func<SenderMemoCredential?, IMemoBuilder> _builder;

    private PaymentMemo(string name, bool namesSender, Func<SenderMemoCredential?, IMemoBuilder> builder) => (Name, NamesSender, _builder) = (name, namesSender, builder);

    /// <summary>The recipient learns who sent it, and the sender's change whom it went to.</summary>
    public static PaymentMemo Default { get; } = Rth("sender and destination", namesSender: true, null, null);

    /// <summary>The recipient does not learn who sent it; the change tells whom it went to.</summary>
    public static PaymentMemo Anonymous { get; } = Rth("destination", namesSender: false, null, null);

    /// <summary>Nothing at all.</summary>
    public static PaymentMemo None { get; } = new("none", namesSender: false, static _ => new EmptyMemoBuilder());

    /// <summary>As <see cref="Default"/>, with the number of the payment request that is answered.</summary>
    public static PaymentMemo ForRequest(ulong paymentRequestId) => Rth("payment request", namesSender: true, paymentRequestId, null);

    /// <summary>As <see cref="Default"/>, with the number of an intent to pay.</summary>
    public static PaymentMemo ForIntent(ulong paymentIntentId) => Rth("payment intent", namesSender: true, null, paymentIntentId);

    /// <summary>For a payment to the burn address: data for whoever redeems what is burned.</summary>
    /// <param name="data">64 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static PaymentMemo BurnRedemption(ReadOnlySpan<byte> data)
    {
        if (data.Length != MemoPayload.DataSize) throw new ArgumentException($"Expected {MemoPayload.DataSize} bytes, got {data.Length}", nameof(data));
        byte[] copy = data.ToArray();
        return new PaymentMemo("burn redemption", namesSender: false, _ => new BurnRedemptionMemoBuilder(copy) { DestinationMemosEnabled = true });
    }

    /// <summary>Whether the sender's key signs the memo, which a view-only account cannot do.</summary>
    internal bool NamesSender { get; }

    private string Name { get; }

    /// <summary>The memos of one transaction.</summary>
    /// <param name="sender">Who sends; null if nobody is to know, or the key is elsewhere.</param>
    internal IMemoBuilder Builder(SenderMemoCredential? sender) => _builder(sender);

    /// <summary>A memo of another kind, with a builder of its own.</summary>
    internal static PaymentMemo Of(string name, Func<IMemoBuilder> builder) => new(name, namesSender: false, _ => builder());

    /// <summary>Its kind.</summary>
    public override string ToString() => Name;

    private static PaymentMemo Rth(string name, bool namesSender, ulong? request, ulong? intent) => new(name, namesSender, sender => new RTHMemoBuilder
    {
        SenderCredential = namesSender ? sender : null,
        DestinationMemosEnabled = true,
        PaymentRequestId = request,
        PaymentIntentId = intent,
    });
}
