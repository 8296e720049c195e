// Following the network: headers from peers, contents from archives (fact sheets ledger §6.2, consensus §5.1).
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Appends the blocks that enough peers agree on. Peers say which blocks they are, archives what is in them; signatures are not looked at, so
/// the trust is in the peers. Clients and validators use it alike, one attempt at a time.
/// </summary>
public sealed class LedgerSyncService
{
    /// <summary>The limit of a client's attempt; a peer's answer is capped lower.</summary>
    public const uint ClientLimit = 10_000;

    /// <summary>The limit of a validator's attempt.</summary>
    public const uint ValidatorLimit = 100;

    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(30);

    private readonly ILedger _ledger;
    private readonly IBlockPeers _peers;
    private readonly ArchiveFetcher _archives;
    private readonly IMetadataProvider _metadata;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RetryDelays _delays;

    /// <summary>A service that has not attempted anything yet.</summary>
    /// <param name="ledger">The ledger, which holds the origin block at least.</param>
    /// <param name="peers">Who is asked for headers.</param>
    /// <param name="archives">Where contents come from.</param>
    /// <param name="metadata">Which metadata is stored.</param>
    /// <param name="logger">The log.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="random">Spreads retries; gives a number from 0 to 1.</param>
    public LedgerSyncService(
        ILedger ledger, IBlockPeers peers, ArchiveFetcher archives, IMetadataProvider metadata, ILogger logger, TimeProvider timeProvider, Func<double> random)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        _ledger = ledger;
        _peers = peers;
        _archives = archives;
        _metadata = metadata;
        _logger = logger;
        _time = timeProvider;
        _delays = new RetryDelays(timeProvider, TimeSpan.FromMilliseconds(10), 5, random);
    }

    /// <summary>Whether the network is ahead of the ledger.</summary>
    public bool IsBehind(INetworkState network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return network.IsBehind(_ledger.NumBlocks - 1);
    }

    /// <summary>One attempt.</summary>
    /// <param name="network">Who is trusted.</param>
    /// <param name="limit">Most blocks.</param>
    /// <param name="cancellationToken">Ends the attempt; what is appended stays.</param>
    /// <returns>How many blocks were appended: at least one.</returns>
    /// <exception cref="LedgerSyncException">None could be appended, or the ledger refused one after some.</exception>
    public async Task<int> AttemptAsync(INetworkState network, uint limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(network);
        Block tip = Read(_ledger.GetLatestBlock);
        IReadOnlyList<Block> headers = await AgreedHeadersAsync(network, tip, limit, cancellationToken).ConfigureAwait(false);
        int appended = 0;
        while (appended < headers.Count)
        {
            // In portions: a long run of full blocks is more than memory should hold.
            IReadOnlyList<Block> portion = SyncTarget.Portion(headers, appended, tip);
            int safe = await AppendPortionAsync(portion, tip, appended > 0, cancellationToken).ConfigureAwait(false);
            appended += safe;
            if (safe < portion.Count) break;
            tip = portion[^1];
        }
        return appended;
    }

    private async Task<int> AppendPortionAsync(IReadOnlyList<Block> headers, Block tip, bool mayBeNone, CancellationToken cancellationToken)
    {
        var fetch = new ContentsFetch(_archives, headers, Objection, _time, _logger);
        IReadOnlyList<ArchivedBlock> blocks = await fetch.RunAsync(cancellationToken).ConfigureAwait(false);
        if (blocks.Count == 0) return mayBeNone ? 0 : throw new LedgerSyncException(LedgerSyncError.NoTransactionData, $"no archive gives block {headers[0].Index}");
        (int safe, string? objection) = Read(() => SafeBlocks.Count(_ledger, tip, blocks));
        if (objection is not null)
        {
            SyncLog.BlockUnsafe(_logger, blocks[safe].Data.Block.Index, blocks[safe].Source, objection);
            _archives.Forget(blocks[safe].Source);
            if (safe == 0) return mayBeNone ? 0 : throw new LedgerSyncException(LedgerSyncError.InvalidBlockId, $"block {headers[0].Index} of {blocks[0].Source}: {objection}");
        }
        foreach (ArchivedBlock block in blocks.Take(safe))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Append(block);
        }
        SyncLog.Appended(_logger, tip.Index + 1, tip.Index + (ulong)safe);
        return safe;
    }

    private async Task<IReadOnlyList<Block>> AgreedHeadersAsync(INetworkState network, Block tip, uint limit, CancellationToken cancellationToken)
    {
        using var overall = new CancellationTokenSource(HeaderTime, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(overall.Token, cancellationToken);
        var answers = new ConcurrentDictionary<ResponderId, IReadOnlyList<Block>>();
        await Task.WhenAll(_peers.Peers.Select(p => AskAsync(p, tip, limit, answers, both.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<Block> headers = SyncTarget.Find(answers, network);
        return headers.Count > 0 ? headers : throw new LedgerSyncException(
            LedgerSyncError.NoSafeBlocks, $"{answers.Count} of {_peers.Peers.Count} peers gave headers after block {tip.Index}, and too few agree");
    }

    private async Task AskAsync(
        ResponderId peer, Block tip, uint limit, ConcurrentDictionary<ResponderId, IReadOnlyList<Block>> answers, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<Block> headers = await _delays.RunAsync(c => _peers.GetBlocksAsync(peer, tip.Index + 1, limit, c), cancellationToken).ConfigureAwait(false);
            if (SyncTarget.Objection(headers, tip) is { } why) SyncLog.PeerRefused(_logger, peer.Text, why);
            else if (headers.Count > 0) answers[peer] = headers;
        }
        catch (Exception e)
        {
            // Whatever a peer does, the others count.
            SyncLog.PeerWithoutHeaders(_logger, peer.Text, tip.Index + 1, e.Message);
        }
    }

    // The header vouches for the contents; metadata is what a source could still withhold.
    private string? Objection(ArchivedBlock block) =>
        block.Data.Block.Version >= BlockMetadataVersion && _metadata.MetadataOf(block.Data) is null ? "it comes without metadata" : null;

    private const uint BlockMetadataVersion = 3;

    private void Append(ArchivedBlock block)
    {
        try
        {
            _ledger.AppendBlock(new BlockData(block.Data.Block, block.Data.Contents, Signature: null, _metadata.MetadataOf(block.Data)));
        }
        catch (LedgerException e)
        {
            _archives.Forget(block.Source);
            throw new LedgerSyncException(LedgerSyncError.DBError, $"block {block.Data.Block.Index} of {block.Source}: {e.Message}", e);
        }
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LedgerException e)
        {
            throw new LedgerSyncException(LedgerSyncError.DBError, e.Message, e);
        }
    }
}
