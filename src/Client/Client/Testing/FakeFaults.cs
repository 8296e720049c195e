namespace MobileCoin.Client.Testing;

/// <summary>The services that a wallet asks.</summary>
[Flags]
public enum FakeServices
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Fog view.</summary>
    View = 1,

    /// <summary>Fog ledger's key images.</summary>
    KeyImages = 2,

    /// <summary>Fog ledger's outputs with proofs.</summary>
    Outputs = 4,

    /// <summary>Fog ledger's blocks.</summary>
    Blocks = 8,

    /// <summary>Fog ledger's search for outputs by public key.</summary>
    Lookup = 16,

    /// <summary>The report server.</summary>
    Reports = 32,

    /// <summary>Consensus.</summary>
    Consensus = 64,

    /// <summary>All of them.</summary>
    All = 127,
}

/// <summary>What goes wrong on a fake network, until it is set back. For any number of threads; what is set counts from the next call on.</summary>
public sealed class FakeFaults
{
    /// <summary>Services that answer nobody.</summary>
    public FakeServices Unavailable { get; set; }

    /// <summary>How long every answer takes, by the network's clock.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>By so many blocks Fog view is behind.</summary>
    public ulong ViewLag { get; set; }

    /// <summary>By so many blocks Fog ledger's key images are behind.</summary>
    public ulong KeyImageLag { get; set; }

    /// <summary>No ingest is active: Fog view stays at the block where that began until this is set back, or the key is lost for good.</summary>
    public bool IngestDown { get; set; }

    /// <summary>
    /// The expiry that reports tell, instead of one that moves with the ledger: a block that is over makes them expired. Null: none.
    /// </summary>
    public ulong? ReportExpiry { get; set; }

    /// <summary>Reports are of an enclave that nobody trusts.</summary>
    public bool UntrustedReports { get; set; }

    /// <summary>Consensus refuses every transaction for this reason, without looking at it. Null: it looks.</summary>
    public TxProposalResult? Reject { get; set; }

    /// <summary>Consensus takes transactions and forgets them: they never come into a block.</summary>
    public bool Forget { get; set; }

    /// <summary>
    /// Consensus takes a transaction and then nobody hears of it: the proposer gets an error as of a lost connection.
    /// </summary>
    public bool LoseAnswers { get; set; }
}
