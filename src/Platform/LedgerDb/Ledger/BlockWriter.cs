// Writes a block that was checked (fact sheet ledger §5.5 "Write order", "Merkle update", "Mint accounting").
using System.Buffers.Binary;
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Crypto;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>One block into one transaction.</summary>
internal sealed class BlockWriter(LedgerTables tables, LmdbWriteTransaction transaction, LedgerView view, BlockData data) : IDisposable
{
    private readonly ProstWriter _writer = new();
    private readonly byte[] _block = DatabaseKeys.Of(data.Block.Index);

    internal void Write()
    {
        WriteKeyImages();
        WriteTxOuts();
        WriteMintTxs();
        WriteMintConfigTxs();

        Put(tables.Blocks, _block, data.Block);
        if (data.Signature is { } signature) Put(tables.BlockSignatures, _block, signature);
        if (data.Metadata is { } metadata) Put(tables.BlockMetadata!, _block, metadata);
        transaction.Put(tables.Counts, LedgerTables.NumBlocksKey, DatabaseKeys.Of(data.Block.Index + 1));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void WriteKeyImages()
    {
        ReadOnlySpan<KeyImage> keyImages = data.Contents.KeyImages;
        Span<byte> key = stackalloc byte[KeyImage.Size], block = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(block, data.Block.Index);
        foreach (KeyImage keyImage in keyImages)
        {
            keyImage.CopyTo(key);
            transaction.Put(tables.KeyImages, key, block);
        }
        Put(tables.KeyImagesByBlock, _block, new StoredKeyImages(keyImages.ToArray()));
    }

    private void WriteTxOuts()
    {
        ReadOnlySpan<TxOut> outputs = data.Contents.Outputs;
        ulong first = view.NumTxos, index = first;
        Span<byte> key = stackalloc byte[CompressedRistretto.Size], number = stackalloc byte[DatabaseKeys.NumberSize];
        foreach (TxOut output in outputs)
        {
            DatabaseKeys.Write(number, index++);
            output.CopyHash(key[..Digest.Size]);
            transaction.Put(tables.TxOutIndexByHash, key, number, LmdbPut.NoOverwrite);
            output.PublicKey.CopyTo(key);
            transaction.Put(tables.TxOutIndexByPublicKey, key, number, LmdbPut.NoOverwrite);
            Put(tables.TxOutByIndex, number, output);
            transaction.Put(tables.BlockNumberByTxOutIndex, number, _block);
        }
        var tree = new MerkleTree(new LmdbMerkleStore(view, transaction), first);
        tree.Append(outputs.ToArray());
        transaction.Put(tables.TxOutCounts, LedgerTables.NumTxOutsKey, DatabaseKeys.Of(index));
        Put(tables.TxOutsByBlock, _block, new StoredTxOutRange(first, (ulong)outputs.Length));
    }

    private void WriteMintTxs()
    {
        foreach (MintTx tx in data.Contents.MintTxs)
        {
            (ActiveMintConfig config, ActiveMintConfigs all) = view.ActiveMintConfigFor(tx);
            Put(tables.ActiveMintConfigs, DatabaseKeys.Of(tx.Prefix.TokenId), WithTotal(all, config.MintConfig, config.TotalMinted + tx.Prefix.Amount));
            transaction.Put(tables.MintNonces, DatabaseKeys.Of(tx.Prefix.Nonce, tx.Prefix.TokenId), _block, LmdbPut.NoOverwrite);
        }
        Put(tables.MintTxsByBlock, _block, new StoredMintTxs(data.Contents.MintTxs.ToArray()));
    }

    private void WriteMintConfigTxs()
    {
        foreach (ValidatedMintConfigTx tx in data.Contents.ValidatedMintConfigTxs)
        {
            MintConfigTxPrefix prefix = tx.MintConfigTx.Prefix;
            Put(tables.ActiveMintConfigs, DatabaseKeys.Of(prefix.TokenId), ActiveMintConfigs.From(tx.MintConfigTx));
            transaction.Put(tables.MintConfigNonces, DatabaseKeys.Of(prefix.Nonce, prefix.TokenId), _block, LmdbPut.NoOverwrite);
        }
        Put(tables.MintConfigTxsByBlock, _block, new StoredMintConfigTxs(data.Contents.ValidatedMintConfigTxs.ToArray()));
    }

    /// <summary>The configurations with another total for the first that equals one.</summary>
    private static ActiveMintConfigs WithTotal(ActiveMintConfigs all, MintConfig config, ulong total)
    {
        ActiveMintConfig[] configs = all.Configs.ToArray();
        int at = Array.FindIndex(configs, c => c.MintConfig == config);
        if (total < configs[at].TotalMinted)
        {
            throw new LedgerException(LedgerError.TotalMintedAmountCannotDecrease, $"from {configs[at].TotalMinted} to {total}, of token {config.TokenId}");
        }
        configs[at] = configs[at] with { TotalMinted = total };
        return new ActiveMintConfigs(configs, all.MintConfigTx);
    }

    private void Put<T>(LmdbDatabase database, ReadOnlySpan<byte> key, T value)
        where T : IWireMessage<T>
    {
        _writer.Clear();
        value.WriteTo(_writer);
        transaction.Put(database, key, _writer.Written);
    }
}
