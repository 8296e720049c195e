// How far each ingress key has come, and with them the shard (fact sheet fog §5.7, §5.8).
using System.Diagnostics;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.FogView;

/// <summary>The last block that came of each ingress key. The blocks of a key come one after the other, from the first that the shard wants.</summary>
internal sealed class BlockTracker(BlockRange shard)
{
    private readonly Dictionary<CompressedRistretto, BlockNotes> _last = [];

    /// <summary>The shard's blocks.</summary>
    internal BlockRange Shard { get; } = shard;

    /// <summary>As far as another.</summary>
    internal static BlockTracker As(BlockTracker other)
    {
        var copy = new BlockTracker(other.Shard);
        foreach ((CompressedRistretto key, BlockNotes last) in other._last) copy._last.Add(key, last);
        return copy;
    }

    /// <summary>A block came.</summary>
    internal void Came(CompressedRistretto key, BlockNotes block)
    {
        Debug.Assert(!_last.TryGetValue(key, out BlockNotes last) || last.Index + 1 == block.Index, "blocks of a key come in order");
        _last[key] = block;
    }

    /// <summary>The next block of a key, whether there is one or not.</summary>
    internal ulong Next(in IngressPublicKeyRecord key) =>
        _last.TryGetValue(key.Key, out BlockNotes last) ? last.Index + 1 : Math.Max(key.BlockRange.StartBlock, Shard.StartBlock);

    /// <summary>Of the blocks that the shard wants of a key those that did not come yet; invalid if there are none.</summary>
    internal BlockRange Missing(in IngressPublicKeyRecord key)
    {
        BlockRange range = key.BlockRange;
        return range.IsValid ? new BlockRange(Next(key), Math.Min(range.EndBlock, Shard.EndBlock)) : default;
    }

    /// <summary>Whether the database has the next block of a key, and the shard wants it.</summary>
    internal bool HasMore(in IngressPublicKeyRecord key) => key.LastScannedBlock is { } last && Missing(key) is { IsValid: true } missing && last >= missing.StartBlock;

    /// <summary>
    /// Blocks of the ledger that are known of. Of a key with blocks in the shard those that came, one after the other; of another, which is not
    /// read, as many as the database says.
    /// </summary>
    internal ulong HighestKnown(IReadOnlyList<IngressPublicKeyRecord> keys)
    {
        ulong highest = 0;
        foreach (IngressPublicKeyRecord key in keys)
        {
            if (key.LastScannedBlock is not { } scanned) continue;
            bool isRead = scanned < Shard.EndBlock && scanned >= Shard.StartBlock;
            ulong known = !isRead ? scanned + 1 : _last.TryGetValue(key.Key, out BlockNotes last) ? last.Index + 1 : 0;
            highest = Math.Max(highest, known);
        }
        return highest;
    }

    /// <summary>
    /// Below which number of blocks everything came: a key holds it back that has to deliver a block of the shard and did not, whoever else
    /// delivered it.
    /// </summary>
    /// <param name="keys">The keys, read after every block that came.</param>
    /// <param name="known">Blocks that are known of.</param>
    /// <param name="lagging">The key that holds it back most; null: none does.</param>
    internal ulong HighestProcessed(IReadOnlyList<IngressPublicKeyRecord> keys, ulong known, out CompressedRistretto? lagging)
    {
        ulong highest = Math.Min(known, Shard.EndBlock);
        lagging = null;
        foreach (IngressPublicKeyRecord key in keys)
        {
            if (Missing(key) is not { IsValid: true } missing || missing.StartBlock >= highest) continue;
            (highest, lagging) = (missing.StartBlock, key.Key);
        }
        return highest;
    }

    /// <summary>What is noted of a block, if it is the last of a key.</summary>
    internal BlockNotes? Find(ulong index)
    {
        foreach (BlockNotes last in _last.Values)
        {
            if (last.Index == index) return last;
        }
        return null;
    }
}
