using MobileCoin.Accounts;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>What is to be paid. Immutable.</summary>
public sealed record Payment
{
    /// <summary>Blocks that a payment is good for unless another number is given: some minutes.</summary>
    public const ulong DefaultTombstoneBlocks = 50;

    /// <summary>A payment of an amount to an address.</summary>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public Payment(PublicAddress to, Amount amount)
    {
        ArgumentNullException.ThrowIfNull(to);
        (To, Amount) = (to, amount);
    }

    /// <summary>A payment whose fields are all set by name.</summary>
    public Payment()
    {
    }

    /// <summary>Whom to pay: with fog or without.</summary>
    public required PublicAddress To { get; init; }

    /// <summary>How much of which token, in its smallest unit. The fee comes on top, in the same token.</summary>
    public required Amount Amount { get; init; }

    /// <summary>What the outputs' memos tell.</summary>
    public PaymentMemo Memo { get; init; } = PaymentMemo.Default;

    /// <summary>The fee; null: the network's least one.</summary>
    public ulong? Fee { get; init; }

    /// <summary>For so many blocks the payment is good: 1 to 20,160. The recipient's fog may make it fewer.</summary>
    public ulong TombstoneBlocks { get; init; } = DefaultTombstoneBlocks;

    /// <summary>Most outputs that are spent: 1 to 16.</summary>
    public int MaxInputs { get; init; } = TransactionLimits.MaxInputs;

    /// <summary>The payment that a request asks for: whom, how much, and the number by which the recipient knows it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="amount">How much, where the request leaves it open; null otherwise.</param>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidAmount"/>: the request leaves the amount open, and none is given.</exception>
    public static Payment Of(PaymentRequest request, ulong? amount = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ulong value = amount ?? request.Value;
        if (value == 0) throw new MobileCoinException(ClientError.InvalidAmount, "the payment request leaves the amount open: say how much to pay");
        var payment = new Payment(request.PublicAddress, new Amount(value, request.TokenId));
        return request.PaymentId == 0 ? payment : payment with { Memo = PaymentMemo.ForRequest(request.PaymentId) };
    }

    /// <summary>Names the type alone: what is paid to whom is private.</summary>
    public override string ToString() => nameof(Payment);
}
