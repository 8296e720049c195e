// Blocks from archives: merged files first, sources in turn (fact sheet ledger §6.3, consensus §5.1).
using System.Globalization;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.Wire;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Fetches blocks by index from archives, which take turns. What it returns is the block of that index and consistent in itself: signature,
/// metadata, contents and id. Who signed it is not looked at. Thread-safe.
/// </summary>
public sealed class ArchiveFetcher : IDisposable
{
    private readonly ArchiveFetcherOptions _options;
    private readonly HttpMessageInvoker _http;
    private readonly ArchiveSource[] _sources;
    private readonly BlockCache _cache;
    private int _turn = -1;

    /// <summary>A fetcher of archives.</summary>
    /// <param name="urls">Base URLs: http, https or file. A slash at their end is added where it is missing.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ArchiveFetchException">NoUrlsConfigured, UrlParse.</exception>
    public ArchiveFetcher(IReadOnlyList<string> urls, ArchiveFetcherOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(urls);
        _options = options ?? new ArchiveFetcherOptions();
        if (urls.Count == 0) throw new ArchiveFetchException(ArchiveFetchError.NoUrlsConfigured, "no archive is given");
        _http = new HttpMessageInvoker(_options.HttpHandler ?? new SocketsHttpHandler { MaxConnectionsPerServer = 64, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }, disposeHandler: _options.HttpHandler is null);
        try
        {
            _sources = [.. urls.Select(u => ArchiveSource.Open(u, _http, _options.TimeProvider, _options.Timeout))];
        }
        catch
        {
            _http.Dispose();
            throw;
        }
        _cache = new BlockCache(_options.CachedBlocks, _options.CachedBytes);
    }

    /// <summary>The base URLs, each with a slash at its end.</summary>
    public IReadOnlyList<string> Sources => [.. _sources.Select(s => s.Url)];

    /// <summary>Blocks of merged files that wait for being asked for.</summary>
    internal int CachedBlocks => _cache.Count;

    /// <summary>A block.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="expected">The header that it must have; null: any of that index.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArchiveFetchException">The source whose turn it is does not give it. The next call asks the next source.</exception>
    public async Task<BlockData> GetBlockDataAsync(ulong index, Block? expected, CancellationToken cancellationToken) =>
        (await FetchAsync(index, expected, cancellationToken).ConfigureAwait(false)).Data;

    /// <summary>A block, and the archive that gave it.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="expected">The header that it must have; null: any of that index.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArchiveFetchException">The source whose turn it is does not give it. The next call asks the next source.</exception>
    public Task<ArchivedBlock> FetchAsync(ulong index, Block? expected, CancellationToken cancellationToken) =>
        Cached(index, expected) is { } cached ? Task.FromResult(cached) : FetchFromAsync(_sources[NextTurn()], index, expected, cancellationToken);

    /// <summary>A block of the first source, from the one whose turn it is on, that gives one which is accepted.</summary>
    /// <param name="index">Its index.</param>
    /// <param name="expected">The header that it must have; null: any of that index.</param>
    /// <param name="accept">Null, or why the block is refused: then the source's other blocks are not trusted either, and the next source is asked.</param>
    /// <param name="logger">Learns of sources that were passed over.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArchiveFetchException">No source gives it; the error is the gravest one, absence the least.</exception>
    public async Task<ArchivedBlock> FetchAcceptedAsync(
        ulong index, Block? expected, Func<ArchivedBlock, string?> accept, ILogger logger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accept);
        ArchiveFetchException? failure = null;
        if (Cached(index, expected) is { } cached && Judge(cached, ref failure)) return cached;
        int turn = NextTurn();
        for (int i = 0; i < _sources.Length; i++)
        {
            try
            {
                ArchivedBlock fetched = await FetchFromAsync(_sources[(turn + i) % _sources.Length], index, expected, cancellationToken).ConfigureAwait(false);
                if (Judge(fetched, ref failure)) return fetched;
            }
            catch (ArchiveFetchException e)
            {
                if (failure is null || failure.IsAbsent) failure = e;
                if (!e.IsAbsent) SyncLog.SourceRefused(logger, e.Message);
            }
        }
        throw failure!;

        bool Judge(ArchivedBlock block, ref ArchiveFetchException? failure)
        {
            if (accept(block) is not { } why) return true;
            failure = new ArchiveFetchException(ArchiveFetchError.InvalidBlockReceived, $"block {Number(index)}: {block.Source}: {why}");
            SyncLog.SourceRefused(logger, failure.Message);
            _cache.Forget(block.Source);
            return false;
        }
    }

    /// <summary>Drops the blocks that were kept of a source's merged files: it has lied about one.</summary>
    /// <param name="source">Its base URL.</param>
    public void Forget(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _cache.Forget(source);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // A merged file may have held another chain's blocks: then the archives are asked for this one.
    private ArchivedBlock? Cached(ulong index, Block? expected) =>
        _cache.Take(index) is { } cached && (expected is null || cached.Data.Block == expected) ? cached : null;

    private int NextTurn() => (int)((uint)Interlocked.Increment(ref _turn) % (uint)_sources.Length);

    private async Task<ArchivedBlock> FetchFromAsync(ArchiveSource source, ulong index, Block? expected, CancellationToken cancellationToken)
    {
        foreach (ulong size in _options.MergedSizes)
        {
            if (index % size == 0 && await FetchMergedAsync(source, size, index, expected, cancellationToken).ConfigureAwait(false) is { } first) return first;
        }
        string path = ArchivePath.OfBlock(index);
        ReadOnlyMemory<byte> file;
        try
        {
            file = await source.ReadAsync(path, _options.MostBlockBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveFetchException e)
        {
            throw new ArchiveFetchException(e.Error, $"block {Number(index)}: {e.Message}", e) { IsAbsent = e.IsAbsent };
        }
        BlockData data;
        try
        {
            data = ArchiveBlocks.Decode(file.Span);
        }
        catch (Exception e) when (e is WireException or ArchiveException)
        {
            throw new ArchiveFetchException(ArchiveFetchError.Conversion, $"block {Number(index)}: {source.Url}{path}: {e.Message}", e);
        }
        if (data.Block.Index != index || (expected is not null && data.Block != expected))
        {
            throw new ArchiveFetchException(
                ArchiveFetchError.InvalidBlockReceived,
                $"block {Number(index)}: {source.Url}{path}: it holds block {Number(data.Block.Index)} with id {data.Block.Id}{(expected is null ? "" : $", not id {expected.Id}")}");
        }
        return new ArchivedBlock(data, source.Url);
    }

    // Merged files are a convenience: whatever is wrong with one, the single files are there.
    private async Task<ArchivedBlock?> FetchMergedAsync(ArchiveSource source, ulong size, ulong first, Block? expected, CancellationToken cancellationToken)
    {
        IReadOnlyList<BlockData> blocks;
        long bytes;
        try
        {
            ReadOnlyMemory<byte> file = await source.ReadAsync(ArchivePath.OfMerged(size, first), _options.MostMergedBytes, cancellationToken).ConfigureAwait(false);
            bytes = file.Length;
            blocks = ArchiveBlocks.DecodeMerged(file.Span);
        }
        catch (Exception e) when (e is ArchiveFetchException or WireException or ArchiveException)
        {
            return null;
        }
        if (blocks.Count == 0 || (ulong)blocks.Count > size || (expected is not null && blocks[0].Block != expected)) return null;
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Block.Index != first + (ulong)i) return null;
        }
        for (int i = 1; i < blocks.Count; i++) _cache.Add(new ArchivedBlock(blocks[i], source.Url), (bytes / blocks.Count) + 1);
        return new ArchivedBlock(blocks[0], source.Url);
    }

    private static string Number(ulong index) => index.ToString(CultureInfo.InvariantCulture);
}
