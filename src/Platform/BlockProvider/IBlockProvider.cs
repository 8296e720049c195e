// What Fog's services ask of the chain (fact sheet fog §7.1).
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;

namespace MobileCoin.BlockProvider;

/// <summary>
/// A chain of blocks that somebody else lets grow. For any number of threads. Every call throws <see cref="BlockProviderException"/> when the
/// source fails; what the chain does not have is null.
/// </summary>
public interface IBlockProvider : IAsyncDisposable
{
    /// <summary>
    /// How often it costs nothing to look whether the ledger has grown; null: no more often than there is work to do. A block is not to wait for
    /// its reader's next turn where looking is cheap.
    /// </summary>
    TimeSpan? LookInterval => null;

    /// <summary>Looks at the ledger's size for the metrics, where there is a ledger on this machine.</summary>
    void Measure()
    {
    }

    /// <summary>Blocks in the ledger.</summary>
    Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default);

    /// <summary>The last block's header. An empty ledger has none, which is a failure that may pass.</summary>
    Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default);

    /// <summary>Blocks with all that is kept of them, and when they were signed.</summary>
    /// <param name="indices">Their indices, in any order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default);

    /// <summary>
    /// Waits until it is known when a block was signed, as long as that takes, failures of the source included. 2^64 − 1 at once for the origin
    /// block, for a block that the ledger does not have, and where times can never be known for want of a watcher.
    /// </summary>
    /// <param name="index">The block.</param>
    /// <param name="warnEvery">After each such time of the watcher lying behind, the log has a warning.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Seconds since 1970.</returns>
    Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default);

    /// <summary>Outputs with proofs that the ledger has them, all of one moment.</summary>
    /// <param name="globalIndices">Where in the ledger they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each index; null beyond the ledger's end.</returns>
    Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default);

    /// <summary>Where in the ledger outputs are.</summary>
    /// <param name="keys">Their public keys.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One for each key.</returns>
    Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default);

    /// <summary>The key images of blocks in a row, and when the blocks were signed: for whoever wants nothing else of them.</summary>
    /// <param name="first">The first block.</param>
    /// <param name="count">How many at most: 1 or more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that the ledger has, from the first on.</returns>
    async Task<ProvidedKeyImages> GetKeyImagesAsync(ulong first, int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong last = (ulong)(count - 1) > ulong.MaxValue - first ? ulong.MaxValue : first + (ulong)(count - 1);
        ulong[] indices = new ulong[last - first + 1];
        for (int i = 0; i < indices.Length; i++) indices[i] = first + (ulong)i;
        ProvidedBlocks provided = await GetBlocksDataAsync(indices, cancellationToken).ConfigureAwait(false);
        List<BlockKeyImages> blocks = [];
        foreach (ProvidedBlock? block in provided.Blocks)
        {
            if (block is null) break;
            blocks.Add(new BlockKeyImages(block.Data.Block.Index, block.Data.Contents.KeyImages.ToArray(), block.Timestamp, block.TimestampResult));
        }
        return new ProvidedKeyImages(blocks, provided.Latest);
    }
}
