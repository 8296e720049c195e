namespace MobileCoin.Network;

/// <summary>The two copies of the ledger (fact sheet fog §7.9): L1, which ingest reads, and L2, which Fog ledger reads.</summary>
internal enum Copies
{
    /// <summary>L1.</summary>
    First,

    /// <summary>L2.</summary>
    Second,

    /// <summary>L1 and L2.</summary>
    Both,
}
