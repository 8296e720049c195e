// What connections have in common (fact sheets crypto §6.8, fog §8.6).
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Connections;

/// <summary>How services are called. Immutable; one for all connections of a program will do.</summary>
public sealed record ConnectionOptions
{
    /// <summary>Three retries, no chain id, the system's clock and random numbers.</summary>
    public static ConnectionOptions Default { get; } = new();

    /// <summary>The network's name, which is sent as the chain-id header; null or empty: none is sent.</summary>
    public string? ChainId { get; init; }

    /// <summary>
    /// Whether calls take the HTTP form, for networks that let no gRPC through. Streams (<see cref="FogViewRouterConnection"/>,
    /// <see cref="FogLedgerRouterConnection"/>) then fail: routers answer single calls too.
    /// </summary>
    public bool HttpForm { get; init; }

    /// <summary>How often calls are tried.</summary>
    public RetryPolicy Retries { get; init; } = RetryPolicy.Default;

    /// <summary>How long one attempt at a call may take; null: as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Most bytes of an answer; null: no limit.</summary>
    public int? MaxReceiveMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The clock: for deadlines, pauses and the dates of evidence.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gives the ephemeral keys of handshakes.</summary>
    public RandomFill Random { get; init; } = RandomNumberGenerator.Fill;
}
