using MobileCoin.Blockchain;

namespace MobileCoin.FogIngest;

/// <summary>The settings of an ingest node (fact sheet fog §2.2).</summary>
public sealed record IngestConfig
{
    /// <summary>What peers know the node by, host:port.</summary>
    public required ResponderId LocalNodeId { get; init; }

    /// <summary>The cluster, with this node.</summary>
    public required PeerSet Peers { get; init; }

    /// <summary>What users' addresses name; may be empty.</summary>
    public string FogReportId { get; init; } = "";

    /// <summary>For so many blocks beyond the one that is scanned an ingress key may be used.</summary>
    public ulong PubkeyExpiryWindow { get; init; } = 10;

    /// <summary>Outputs in one call of the enclave at most.</summary>
    public int MaxTransactions { get; init; } = 100_000;

    /// <summary>Outputs that are read under one egress key at most: what the enclave was given.</summary>
    public int UserCapacity { get; init; } = 262_144;

    /// <summary>How often peers are looked at.</summary>
    public TimeSpan PeerCheckupPeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often there is a warning while nobody knows when a block was signed.</summary>
    public TimeSpan WatcherTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often blocks are looked for.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Outputs that are read from the ledger in one turn when the node is behind: blocks are then worked on together.</summary>
    public int OutputsPerTurn { get; init; } = 4096;

    /// <summary>Blocks that are read from the ledger in one turn at most.</summary>
    public int BlocksPerTurn { get; init; } = 128;
}
