namespace MobileCoin.LedgerSync;

/// <summary>Where a run of the distribution begins.</summary>
public enum DistributionStart
{
    /// <summary>After the highest block at the destination; with a state file that exists, where that file says.</summary>
    Search,

    /// <summary>At the origin block: everything is written again.</summary>
    Zero,

    /// <summary>At the next block that the ledger gets: what it has already is left out.</summary>
    Next,

    /// <summary>Where the state file says; without such a file after the highest block at the destination.</summary>
    Last,
}

/// <summary>How a ledger is published.</summary>
public sealed record LedgerDistributionOptions
{
    /// <summary>Sizes of merged files, in blocks; those below 2 are passed over.</summary>
    public IReadOnlyList<ulong> MergeBuckets { get; init; } = [100, 1_000, 10_000];

    /// <summary>Where the run begins.</summary>
    public DistributionStart StartFrom { get; init; }

    /// <summary>The state file, kept for tools of older versions; null: none, and none is needed.</summary>
    public string? StateFile { get; init; }

    /// <summary>How often the ledger is looked at for new blocks.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>A merged file that would be larger is left out; whoever looks for it falls back to the single files.</summary>
    public long MostMergedBytes { get; init; } = 256 << 20;
}
