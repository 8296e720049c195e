// How a client goes about its work.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;
using MobileCoin.Crypto;

namespace MobileCoin.Client;

/// <summary>What a client may be told besides account and network. Immutable.</summary>
public sealed record ClientOptions
{
    /// <summary>What there is without options.</summary>
    public static ClientOptions Default { get; } = new();

    /// <summary>Where the client logs to; it logs no secret. Null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// The clock: for the dates of evidence, deadlines and pauses. An app that knows the time better than its machine gives it here. The dates of
    /// TLS certificates are held against the machine's clock.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gives the randomness of transactions and handshakes.</summary>
    public RandomFill Random { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>
    /// The enclaves that are trusted by a client with a transport of the app's own: of Fog's ingest, whose reports the client judges itself.
    /// With a network, the network's count.
    /// </summary>
    public EnclaveTrust Trust { get; init; } = new();

    /// <summary>Addresses that the app knows: senders' and recipients' memos are matched with them.</summary>
    public IReadOnlyList<PublicAddress> Contacts { get; init; } = [];

    /// <summary>Subaddresses that the app gives out besides those that every account has: 0, 1, change and gift codes.</summary>
    public IReadOnlyList<ulong> Subaddresses { get; init; } = [];

    /// <summary>
    /// Look through every block instead of asking Fog view: for accounts without fog. View-only accounts always do: the keys that Fog needs
    /// would tell their spend key.
    /// </summary>
    public bool ScanBlocks { get; init; }

    /// <summary>How long one attempt at a call may take; <see cref="Timeout.InfiniteTimeSpan"/>: as long as it takes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a service that cannot be reached, or is not ready, is tried again, with pauses that grow.</summary>
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most search keys in one query.</summary>
    public int MaxSearchKeys { get; init; } = 500;

    /// <summary>Most key images in one question.</summary>
    public int MaxKeyImages { get; init; } = 100;

    /// <summary>Most blocks that are asked for at a time.</summary>
    public int MaxBlocks { get; init; } = 50;
}
