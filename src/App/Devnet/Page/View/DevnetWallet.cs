// The demo wallets of a devnet's page, and the way of a payment.
using System.Text.Json.Serialization;

namespace MobileCoin.Devnet.Page;

/// <summary>A demo wallet, as it sees itself through Fog.</summary>
/// <param name="Name">Alice or Bob.</param>
/// <param name="Address">Its public address in base58.</param>
/// <param name="BlockCount">Up to where it has looked; null before its first look.</param>
/// <param name="Balances">One for each of the devnet's tokens, by id.</param>
/// <param name="History">The latest first: at most <see cref="MostHistory"/>.</param>
/// <param name="Problem">Why its figures are old: a sentence, or null.</param>
internal sealed record DevnetWallet(
    string Name, string Address, ulong? BlockCount, IReadOnlyList<DevnetAmount> Balances, IReadOnlyList<DevnetHistoryEntry> History, string? Problem)
{
    /// <summary>Most entries of a history.</summary>
    public const int MostHistory = 20;
}

/// <summary>An amount. Written as text in JSON: a browser's numbers are exact to 2^53.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="Value">In the smallest unit.</param>
internal readonly record struct DevnetAmount(
    ulong Token, [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Value);

/// <summary>Something that came or went.</summary>
/// <param name="Incoming">Whether it came.</param>
/// <param name="Amount">How much, without the fee.</param>
/// <param name="Fee">What the sender paid for it, in the same token; null for what came.</param>
/// <param name="Counterparty">Whom it came from or went to: a name, the start of an address; null when its memo does not tell.</param>
/// <param name="Block">The block that holds it.</param>
/// <param name="Time">The block's time, if known.</param>
internal sealed record DevnetHistoryEntry(
    bool Incoming, DevnetAmount Amount, DevnetAmount? Fee, string? Counterparty, ulong Block, DateTimeOffset? Time);

/// <summary>How far a payment is.</summary>
internal enum DevnetPaymentState
{
    /// <summary>On its way.</summary>
    Pending,

    /// <summary>Its recipient sees it.</summary>
    Received,

    /// <summary>It will not arrive.</summary>
    Failed,
}

/// <summary>The stations of a payment, in the order that it passes them; one may be left out where it cannot be seen.</summary>
internal enum DevnetHop
{
    /// <summary>The wallet has the recipient's report, the rings and a transaction.</summary>
    Built,

    /// <summary>A validator has taken it.</summary>
    Proposed,

    /// <summary>A block holds it.</summary>
    InBlock,

    /// <summary>The ledger that Fog reads holds the block.</summary>
    Published,

    /// <summary>Ingest has sealed its outputs into the recovery database.</summary>
    Ingested,

    /// <summary>The view stores have loaded them.</summary>
    Loaded,

    /// <summary>The recipient's balance shows it.</summary>
    Received,

    /// <summary>The sender's balance shows it: the key-image stores know what it spent.</summary>
    Settled,
}

/// <summary>A station that was passed.</summary>
/// <param name="Hop">Which.</param>
/// <param name="Milliseconds">From the payment's start.</param>
/// <param name="Detail">A few words (<c>block 118</c>, <c>11 of 11 in each ring</c>), or null.</param>
internal sealed record DevnetHopPassed(DevnetHop Hop, double Milliseconds, string? Detail);

/// <summary>A payment that the page started.</summary>
/// <param name="Id">Unique in the devnet's life.</param>
/// <param name="From">A demo wallet's name, or <c>Faucet</c>.</param>
/// <param name="To">A demo wallet's name, or an address in base58.</param>
/// <param name="Amount">What is paid.</param>
/// <param name="Fee">What its sender pays for it.</param>
/// <param name="StartedAt">When it was asked for.</param>
/// <param name="State">How far it is. One to a stranger's address ends as received when the view stores have it.</param>
/// <param name="Block">The block that holds it, once there is one.</param>
/// <param name="Hops">The stations passed so far, in order.</param>
/// <param name="Problem">Why it failed, or null.</param>
internal sealed record DevnetPayment(
    string Id, string From, string To, DevnetAmount Amount, DevnetAmount Fee, DateTimeOffset StartedAt, DevnetPaymentState State, ulong? Block,
    IReadOnlyList<DevnetHopPassed> Hops, string? Problem);
