// A network's services as a wallet needs them, in a file (fact sheets crypto §8, fog §8.7).
namespace MobileCoin.Client;

/// <summary>
/// Where a network's services are, and which enclaves are trusted to run them. Immutable. As a file, it is what <c>mobilecoin devnet up</c>
/// writes and <c>--network FILE</c> of all programs reads.
/// </summary>
public sealed partial record MobileCoinNetwork
{
    /// <summary>The network's name, which services compare: <c>main</c>, <c>test</c>, or one's own.</summary>
    public required string ChainId { get; init; }

    /// <summary>Fog view: <c>fog-view://host</c> for a call a query, <c>fog-view-router://host</c> for a stream; or <c>insecure-</c> either.</summary>
    public required string FogView { get; init; }

    /// <summary>Fog ledger: <c>fog-ledger://host</c>, or <c>insecure-fog-ledger://host:port</c>.</summary>
    public required string FogLedger { get; init; }

    /// <summary>The consensus nodes that transactions are proposed to: <c>mc://host</c> each. One after the other is tried. Without any one can look and not pay.</summary>
    public required IReadOnlyList<string> Consensus { get; init; }

    /// <summary>The fog that new accounts get; null if the network has none of its own.</summary>
    public FogSettings? Fog { get; init; }

    /// <summary>Which enclaves are trusted.</summary>
    public required EnclaveTrust Trust { get; init; }

    /// <summary>In which form services are called.</summary>
    public TransportKind Transport { get; init; } = TransportKind.Grpc;

    /// <summary>Chain id and services, without what their URIs tell of who asks.</summary>
    public override string ToString() => $"{ChainId} ({NetworkUris.Show(FogView)})";
}
