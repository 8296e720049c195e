namespace MobileCoin.LedgerSync;

/// <summary>How blocks are fetched. The defaults suit the network's archives.</summary>
public sealed record ArchiveFetcherOptions
{
    /// <summary>Sends the HTTP requests; null: a handler of the fetcher's own.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long a file may take over HTTP.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Sizes of merged files that are looked for, in this order. Empty: none.</summary>
    public IReadOnlyList<ulong> MergedSizes { get; init; } = [10_000, 1_000, 100];

    /// <summary>Most bytes of the file of one block. A full block, 80,000 outputs and as many key images, is below 32 MiB.</summary>
    public long MostBlockBytes { get; init; } = 64 << 20;

    /// <summary>Most bytes of a merged file; a larger one is as good as absent.</summary>
    public long MostMergedBytes { get; init; } = 256 << 20;

    /// <summary>Most blocks that are kept of merged files.</summary>
    public int CachedBlocks { get; init; } = 10_000;

    /// <summary>Most bytes of files that the kept blocks stand for.</summary>
    public long CachedBytes { get; init; } = 512 << 20;
}
