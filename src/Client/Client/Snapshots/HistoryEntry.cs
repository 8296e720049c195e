// What an account's owner sees of the past (fact sheet ledger §2.6: recoverable transaction history).
using MobileCoin.Accounts;

namespace MobileCoin.Client;

/// <summary>What happened.</summary>
public enum HistoryKind
{
    /// <summary>Money came.</summary>
    Received,

    /// <summary>Money went. The change's memo tells to whom; without one, that it went is all that is known.</summary>
    Sent,

    /// <summary>Outputs of one's own were joined.</summary>
    Defragmented,

    /// <summary>A gift code was funded.</summary>
    GiftCodeFunded,

    /// <summary>A gift code's money was taken.</summary>
    GiftCodeReceived,

    /// <summary>A gift code was taken back.</summary>
    GiftCodeCancelled,

    /// <summary>Money was burned.</summary>
    Burned,
}

/// <summary>One line of an account's history. Immutable.</summary>
public sealed record HistoryEntry
{
    /// <summary>What happened.</summary>
    public required HistoryKind Kind { get; init; }

    /// <summary>The block in which it happened.</summary>
    public required ulong BlockIndex { get; init; }

    /// <summary>When that block was signed; null if that is not known.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The token.</summary>
    public required ulong TokenId { get; init; }

    /// <summary>How much came, or how much went without the fee; in the token's smallest unit. The fee is in it where it is not known.</summary>
    public required ulong Value { get; init; }

    /// <summary>The fee that was paid; null if that is not known, or somebody else paid it.</summary>
    public ulong? Fee { get; init; }

    /// <summary>The hash of the other's address as the memo names it; null if none does. Of a sender it proves nothing: see <see cref="Contact"/>.</summary>
    public ShortAddressHash? CounterpartyHash { get; init; }

    /// <summary>The other, if a contact: a sender is one only if the memo proves it.</summary>
    public PublicAddress? Contact { get; init; }

    /// <summary>How many recipients a payment had.</summary>
    public int Recipients { get; init; }

    /// <summary>The request that the payment answers.</summary>
    public ulong? PaymentRequestId { get; init; }

    /// <summary>The intent that the payment fulfils.</summary>
    public ulong? PaymentIntentId { get; init; }

    /// <summary>A gift code's note.</summary>
    public string? Note { get; init; }

    /// <summary>The output that came; null for what went.</summary>
    public OwnedTxOut? Output { get; init; }
}
