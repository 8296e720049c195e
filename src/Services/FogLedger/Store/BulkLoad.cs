// What a store far behind reads before it loads all at once (fact sheet fog §6.4).
using MobileCoin.BlockProvider;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.FogLedger;

/// <summary>Gathers key images up to a block, or to the first block whose time is not known yet: that one is waited for afterwards.</summary>
/// <param name="blocks">The source.</param>
/// <param name="first">The first block.</param>
/// <param name="end">The block after the last.</param>
internal sealed class BulkLoad(IBlockProvider blocks, ulong first, ulong end)
{
    private readonly List<KeyImageData[]> _gathered = [];
    private bool _isOver;

    /// <summary>The first block that was not read.</summary>
    internal ulong Next { get; private set; } = first;

    /// <summary>Key images that were read.</summary>
    internal long Count { get; private set; }

    internal IEnumerable<KeyImageData> KeyImages => _gathered.SelectMany(k => k);

    /// <summary>Reads some blocks; false when there are no more.</summary>
    internal async Task<bool> ReadAsync(int most, CancellationToken cancellationToken)
    {
        if (_isOver || Next >= end) return false;
        ProvidedKeyImages provided = await blocks.GetKeyImagesAsync(Next, (int)Math.Min((ulong)most, end - Next), cancellationToken).ConfigureAwait(false);
        List<KeyImageData> read = [];
        ulong next = Next;
        foreach (BlockKeyImages block in provided.Blocks)
        {
            if (block.Index != next || TimeOf(block) is not { } timestamp)
            {
                _isOver = true;
                break;
            }
            foreach (KeyImage keyImage in block.KeyImages) read.Add(new KeyImageData(keyImage, block.Index, timestamp));
            next++;
        }
        if (provided.Blocks.Count == 0) _isOver = true;
        if (read.Count > 0) _gathered.Add([.. read]);
        Count += read.Count;
        Next = next;
        return !_isOver;
    }

    // Some times need no wait: the origin block has none, nor has any block without a watcher.
    private ulong? TimeOf(BlockKeyImages block)
    {
        if (block.TimestampResult == TimestampResultCode.TimestampFound) return block.Timestamp;
        using var impatience = new CancellationTokenSource();
        Task<ulong> poll = blocks.PollBlockTimestampAsync(block.Index, TimeSpan.MaxValue, impatience.Token);
        if (poll.IsCompletedSuccessfully) return poll.Result;
        impatience.Cancel();
        return null;
    }
}
