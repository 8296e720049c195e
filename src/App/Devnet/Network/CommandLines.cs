// The command lines of a network's services (fact sheets consensus §4.2, ledger §5.8, §7.1, fog §2.2, §4.1, §5.2, §6.2).
using MobileCoin.Wire.Uris;

namespace MobileCoin.Devnet;

/// <summary>Where a service of Fog reads the chain.</summary>
internal readonly record struct ChainFolders(string Ledger, string Watcher)
{
    internal string[] Flags => ["--ledger-db", Ledger, "--watcher-db", Watcher];
}

/// <summary>The command lines of a network's services on the loopback, with simulated enclaves; without the admin port, which all have.</summary>
internal sealed class CommandLines(string chainId)
{
    /// <summary>How often services look for something new, ms.</summary>
    internal int PollMillis { get; init; } = 50;

    /// <summary>Records, and key images, for which stores take memory at once.</summary>
    internal int Capacity { get; init; } = 4096;

    internal string[] Ingest(ChainFolders chain, string clientUri, int peerPort, string stateFile, string sealingKey) =>
    [
        .. chain.Flags, "--client-listen-uri", clientUri, "--peer-listen-uri", $"insecure-igp://127.0.0.1:{peerPort}/", "--peers", $"insecure-igp://127.0.0.1:{peerPort}/",
        "--local-node-id", $"127.0.0.1:{peerPort}", "--state-file", stateFile, "--simulated-sealing-key", sealingKey, "--user-capacity", $"{Capacity}",
        "--poll_interval_ms", $"{PollMillis}", "--sgx-mode", "SW",
    ];

    internal string[] Report(FogUri uri, string signingChain, string signingKey) =>
        ["--chain-id", chainId, "--client-listen-uri", uri.ToString(), "--signing-chain", signingChain, "--signing-key", signingKey];

    internal string[] ViewStore(string address, string strategy) =>
    [
        "--chain-id", chainId, "--client-responder-id", address, "--client-listen-uri", $"insecure-fog-view-store://{address}/", "--omap-capacity", $"{Capacity}",
        "--db-polling-interval-ms", $"{PollMillis}", "--sharding-strategy", strategy, "--sgx-mode", "SW",
    ];

    /// <param name="uri">fog-view or fog-view-router.</param>
    /// <param name="shards">The stores' addresses and blocks.</param>
    internal string[] ViewRouter(ServiceUri uri, IEnumerable<(string Address, string Strategy)> shards) =>
    [
        "--chain-id", chainId, "--client-responder-id", uri.ResponderId, "--client-listen-uri", uri.ToString(),
        "--shard-uris", string.Join(',', shards.Select(s => $"insecure-fog-view-store://{s.Address}/?sharding_strategy={s.Strategy}")), "--sgx-mode", "SW",
    ];

    internal string[] KeyImageStore(ChainFolders chain, string address, string strategy) =>
    [
        "--chain-id", chainId, "--client-responder-id", address, "--client-listen-uri", $"insecure-key-image-store://{address}/", .. chain.Flags,
        "--omap-capacity", $"{Capacity}", "--sharding-strategy", strategy, "--poll_interval_ms", $"{PollMillis}", "--sgx-mode", "SW",
    ];

    internal string[] LedgerRouter(ChainFolders chain, FogLedgerUri uri, IEnumerable<string> shards) =>
    [
        "--chain-id", chainId, "--client-responder-id", uri.ResponderId, "--client-listen-uri", uri.ToString(),
        "--shard-uris", string.Join(',', shards.Select(address => $"insecure-key-image-store://{address}/")), .. chain.Flags, "--sgx-mode", "SW",
    ];
}
