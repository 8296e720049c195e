// What a ledger holds at one moment (fact sheet ledger §5.5).
using System.Buffers.Binary;
using MobileCoin.Blockchain;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>Reading within a transaction, of either kind.</summary>
internal readonly partial struct LedgerView(LedgerTables tables, LmdbTransaction transaction, string path)
{
    internal LedgerTables Tables => tables;

    internal ulong NumBlocks => Number(tables.Counts, LedgerTables.NumBlocksKey);

    internal ulong NumTxos => Number(tables.TxOutCounts, LedgerTables.NumTxOutsKey);

    internal MerkleTree Tree => new(new LmdbMerkleStore(this, null), NumTxos);

    internal Block Block(ulong index) => Message<Block>(tables.Blocks, index);

    internal BlockSignature? BlockSignature(ulong index)
    {
        RequireBlock(index);
        return FindMessage<BlockSignature>(tables.BlockSignatures, index);
    }

    internal BlockMetadata? BlockMetadata(ulong index)
    {
        RequireBlock(index);
        return tables.BlockMetadata is { } metadata ? FindMessage<BlockMetadata>(metadata, index) : null;
    }

    internal BlockContents BlockContents(ulong index)
    {
        IReadOnlyList<KeyImage> keyImages = KeyImages(index);
        StoredTxOutRange range = Message<StoredTxOutRange>(tables.TxOutsByBlock, index);
        // The count is the file's word; each output is looked up before the list grows.
        List<TxOut> outputs = [];
        for (ulong i = 0; i < range.Count; i++) outputs.Add(TxOut(range.First + i));
        return new BlockContents(
            [.. keyImages],
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(outputs),
            [.. Message<StoredMintConfigTxs>(tables.MintConfigTxsByBlock, index).Txs],
            [.. Message<StoredMintTxs>(tables.MintTxsByBlock, index).Txs]);
    }

    internal IReadOnlyList<KeyImage> KeyImages(ulong index) => Message<StoredKeyImages>(tables.KeyImagesByBlock, index).KeyImages;

    internal BlockData BlockData(ulong index) => new(Block(index), BlockContents(index), BlockSignature(index), BlockMetadata(index));

    internal TxOut TxOut(ulong index) => Message<TxOut>(tables.TxOutByIndex, index);

    internal ulong BlockIndexByTxOutIndex(ulong index)
    {
        Span<byte> key = stackalloc byte[DatabaseKeys.NumberSize];
        DatabaseKeys.Write(key, index);
        return Number(tables.BlockNumberByTxOutIndex, key);
    }

    internal ulong? BlockOfKeyImage(KeyImage keyImage)
    {
        Span<byte> key = stackalloc byte[KeyImage.Size];
        keyImage.CopyTo(key);
        if (!TryGet(tables.KeyImages, key, out ReadOnlySpan<byte> value)) return null;
        // Lowest byte first, unlike all other numbers here.
        if (value.Length == sizeof(ulong)) return BinaryPrimitives.ReadUInt64LittleEndian(value);
        throw Damaged(tables.KeyImages, key, $"a number of {value.Length} bytes");
    }

    internal bool TryGet(LmdbDatabase database, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        try
        {
            return transaction.TryGet(database, key, out value);
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    internal ReadOnlySpan<byte> Get(LmdbDatabase database, ReadOnlySpan<byte> key) =>
        TryGet(database, key, out ReadOnlySpan<byte> value) ? value : throw Missing(database, key);

    internal ulong Number(LmdbDatabase database, ReadOnlySpan<byte> key) =>
        FindNumber(database, key) ?? throw Missing(database, key);

    internal ulong? FindNumber(LmdbDatabase database, ReadOnlySpan<byte> key)
    {
        if (!TryGet(database, key, out ReadOnlySpan<byte> value)) return null;
        return DatabaseKeys.TryRead(value, out ulong number) ? number : throw Damaged(database, key, $"a number of {value.Length} bytes");
    }

    internal T Message<T>(LmdbDatabase database, ulong index)
        where T : IWireMessage<T>
    {
        Span<byte> key = stackalloc byte[DatabaseKeys.NumberSize];
        DatabaseKeys.Write(key, index);
        return Decode<T>(database, key, Get(database, key));
    }

    internal T? FindMessage<T>(LmdbDatabase database, ulong index)
        where T : class, IWireMessage<T>
    {
        Span<byte> key = stackalloc byte[DatabaseKeys.NumberSize];
        DatabaseKeys.Write(key, index);
        return TryGet(database, key, out ReadOnlySpan<byte> value) ? Decode<T>(database, key, value) : null;
    }

    internal T Decode<T>(LmdbDatabase database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        where T : IWireMessage<T>
    {
        try
        {
            return WireMessage.Decode<T>(value);
        }
        catch (WireException e)
        {
            throw Damaged(database, key, e.Message, e);
        }
    }

    internal LmdbCursor OpenCursor(LmdbDatabase database)
    {
        try
        {
            return transaction.OpenCursor(database);
        }
        catch (LmdbException e)
        {
            throw LedgerFailure.From(e);
        }
    }

    private void RequireBlock(ulong index)
    {
        Span<byte> key = stackalloc byte[DatabaseKeys.NumberSize];
        DatabaseKeys.Write(key, index);
        if (!TryGet(tables.Blocks, key, out _)) throw Missing(tables.Blocks, key);
    }

    private LedgerException Missing(LmdbDatabase database, ReadOnlySpan<byte> key) =>
        new(LedgerError.NotFound, $"{path}: {database.Name} has no {Key(key)}");

    private LedgerException Damaged(LmdbDatabase database, ReadOnlySpan<byte> key, string what, Exception? inner = null) =>
        new(LedgerError.Deserialization, $"{path}: {database.Name} has at {Key(key)} what cannot be read: {what}", inner);

    private static string Key(ReadOnlySpan<byte> key) =>
        key.Length == DatabaseKeys.NumberSize ? BinaryPrimitives.ReadUInt64BigEndian(key).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : key.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0 ? System.Text.Encoding.ASCII.GetString(key)
        : Convert.ToHexStringLower(key);
}
