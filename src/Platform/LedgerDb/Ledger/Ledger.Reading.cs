// The questions to a ledger, each in a transaction of its own (fact sheet ledger §5.5 "Ledger trait").
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

public sealed partial class Ledger
{
    /// <inheritdoc/>
    public ulong NumBlocks
    {
        get
        {
            using LmdbReadTransaction transaction = Begin();
            return View(transaction).NumBlocks;
        }
    }

    /// <inheritdoc/>
    public ulong NumTxos
    {
        get
        {
            using LmdbReadTransaction transaction = Begin();
            return View(transaction).NumTxos;
        }
    }

    /// <inheritdoc/>
    public Block GetBlock(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).Block(index);
    }

    /// <inheritdoc/>
    public Block GetLatestBlock()
    {
        using LmdbReadTransaction transaction = Begin();
        LedgerView view = View(transaction);
        ulong blocks = view.NumBlocks;
        return blocks > 0 ? view.Block(blocks - 1) : throw new LedgerException(LedgerError.NotFound, $"{_environment.DataPath}: the ledger is empty");
    }

    /// <inheritdoc/>
    public BlockContents GetBlockContents(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockContents(index);
    }

    /// <inheritdoc/>
    public BlockSignature? GetBlockSignature(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockSignature(index);
    }

    /// <inheritdoc/>
    public BlockMetadata? GetBlockMetadata(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockMetadata(index);
    }

    /// <inheritdoc/>
    public BlockData GetBlockData(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockData(index);
    }

    /// <inheritdoc/>
    public ulong GetBlockIndexByTxOutIndex(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockIndexByTxOutIndex(index);
    }

    /// <inheritdoc/>
    public ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != Digest.Size) throw new ArgumentException($"Expected {Digest.Size} bytes, got {hash.Length}", nameof(hash));
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).Number(_tables.TxOutIndexByHash, hash);
    }

    /// <inheritdoc/>
    public ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey)
    {
        Span<byte> key = stackalloc byte[CompressedRistretto.Size];
        publicKey.CopyTo(key);
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).Number(_tables.TxOutIndexByPublicKey, key);
    }

    /// <inheritdoc/>
    public TxOut GetTxOutByIndex(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).TxOut(index);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices)
    {
        using LmdbReadTransaction transaction = Begin();
        MerkleTree tree = View(transaction).Tree;
        var proofs = new TxOutMembershipProof[indices.Length];
        for (int i = 0; i < proofs.Length; i++)
        {
            if (indices[i] >= tree.Count)
            {
                throw new LedgerException(LedgerError.TxOutIndexOutOfBounds, $"there is no output {indices[i]}, the ledger has {tree.Count}");
            }
            proofs[i] = tree.Prove(indices[i]);
        }
        return proofs;
    }

    /// <inheritdoc/>
    public bool ContainsTxOutPublicKey(CompressedRistretto publicKey)
    {
        Span<byte> key = stackalloc byte[CompressedRistretto.Size];
        publicKey.CopyTo(key);
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).TryGet(_tables.TxOutIndexByPublicKey, key, out _);
    }

    /// <inheritdoc/>
    public bool ContainsKeyImage(KeyImage keyImage) => CheckKeyImage(keyImage) is not null;

    /// <inheritdoc/>
    public ulong? CheckKeyImage(KeyImage keyImage)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockOfKeyImage(keyImage);
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).KeyImages(index);
    }

    /// <inheritdoc/>
    public TxOutMembershipElement GetRootTxOutMembershipElement()
    {
        using LmdbReadTransaction transaction = Begin();
        MerkleTree tree = View(transaction).Tree;
        return tree.Count > 0 ? tree.RootElement : throw new LedgerException(LedgerError.NoOutputs, "an empty ledger has no root");
    }

    /// <inheritdoc/>
    public ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).ActiveMintConfigs(tokenId);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap()
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).ActiveMintConfigsMap();
    }

    /// <inheritdoc/>
    public ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockOfMintConfigNonce(tokenId, nonce);
    }

    /// <inheritdoc/>
    public ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce)
    {
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).BlockOfMintNonce(tokenId, nonce);
    }

    /// <inheritdoc/>
    public ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx)
    {
        ArgumentNullException.ThrowIfNull(tx);
        using LmdbReadTransaction transaction = Begin();
        return View(transaction).ActiveMintConfigFor(tx).Config;
    }
}
