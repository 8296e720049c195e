// Blocks as sources have them (fact sheet ledger §6.4).
using System.Text;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Lmdb;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

public sealed partial class WatcherDb
{
    /// <summary>Stores a block as a source has it.</summary>
    public void AddBlockData(string url, BlockData block)
    {
        ArgumentNullException.ThrowIfNull(block);
        byte[] hash = new byte[Digest.Size], contentsHash = block.Block.ContentsHash.ToBytes();
        Digest.Compute("block"u8, block.Block, hash);
        byte[] header = WireMessage.Encode(block.Block), contents = WireMessage.Encode(block.Contents);
        byte[] data = WireMessage.Encode(new StoredBlockData(hash, contentsHash, block.Signature, block.Metadata));
        Write(transaction =>
        {
            RequireConfigured(transaction, url);
            transaction.Put(_tables.BlocksByHash, hash, header);
            transaction.Put(_tables.ContentsByHash, contentsHash, contents);
            transaction.Put(_tables.BlockDataByIndex, DatabaseKeys.Of(block.Block.Index, Encoding.UTF8.GetBytes(url)), data);
        });
    }

    /// <summary>A block as a source has it.</summary>
    /// <exception cref="WatcherDbException"><see cref="WatcherDbError.NotFound"/> if it was not stored.</exception>
    public BlockData GetBlockData(string url, ulong index) => Read(transaction =>
    {
        RequireConfigured(transaction, url);
        return transaction.TryGet(_tables.BlockDataByIndex, DatabaseKeys.Of(index, Encoding.UTF8.GetBytes(url)), out ReadOnlySpan<byte> value)
            ? BlockData(transaction, value)
            : throw NotFound($"block {index} of {url}");
    });

    /// <summary>A block as each source has it that has it.</summary>
    public IReadOnlyDictionary<string, BlockData> GetBlockDataMap(ulong index) => Read(transaction =>
    {
        var blocks = new SortedDictionary<string, BlockData>(StringComparer.Ordinal);
        byte[] first = DatabaseKeys.Of(index);
        using LmdbCursor cursor = transaction.OpenCursor(_tables.BlockDataByIndex);
        for (bool found = cursor.MoveToAtLeast(first); found && cursor.Key.StartsWith(first); found = cursor.MoveNext())
        {
            blocks[Encoding.UTF8.GetString(cursor.Key[first.Length..])] = BlockData(transaction, cursor.Value);
        }
        return blocks;
    });

    private BlockData BlockData(LmdbTransaction transaction, ReadOnlySpan<byte> value)
    {
        StoredBlockData data = Decode<StoredBlockData>(_tables.BlockDataByIndex, value);
        return new BlockData(
            ByHash<Block>(transaction, _tables.BlocksByHash, data.BlockHash),
            ByHash<BlockContents>(transaction, _tables.ContentsByHash, data.ContentsHash),
            data.Signature,
            data.Metadata);
    }

    private T ByHash<T>(LmdbTransaction transaction, LmdbDatabase database, byte[] hash)
        where T : IWireMessage<T> =>
        hash.Length == Digest.Size && transaction.TryGet(database, hash, out ReadOnlySpan<byte> value)
            ? Decode<T>(database, value)
            : throw NotFound($"{database.Name} has no {Convert.ToHexStringLower(hash)}");
}
