using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerSync.Test;

/// <summary>A ledger in memory, with the checks that sync relies on.</summary>
internal sealed class ModelLedger : ILedger
{
    private readonly Lock _gate = new();
    private readonly List<BlockData> _blocks = [];
    private readonly Dictionary<KeyImage, ulong> _keyImages = [];
    private readonly HashSet<CompressedRistretto> _publicKeys = [];

    internal ModelLedger(params IEnumerable<BlockData> blocks)
    {
        foreach (BlockData block in blocks) AppendBlock(block);
    }

    public ulong NumBlocks
    {
        get
        {
            lock (_gate) return (ulong)_blocks.Count;
        }
    }

    public ulong NumTxos
    {
        get
        {
            lock (_gate) return (ulong)_publicKeys.Count;
        }
    }

    internal IReadOnlyList<BlockData> Blocks
    {
        get
        {
            lock (_gate) return [.. _blocks];
        }
    }

    public void AppendBlock(BlockData block)
    {
        lock (_gate)
        {
            if (block.Block.Index != (ulong)_blocks.Count) throw new LedgerException(LedgerError.InvalidBlockIndex, $"{block.Block.Index}");
            if (block.Block.ParentId != (_blocks.Count == 0 ? default : _blocks[^1].Block.Id)) throw new LedgerException(LedgerError.InvalidParentBlockID, "another parent");
            if (block.Contents.Hash() != block.Block.ContentsHash) throw new LedgerException(LedgerError.InvalidBlockContents, "another hash");
            if (!block.Block.IsBlockIdValid) throw new LedgerException(LedgerError.InvalidBlockID, "another id");
            foreach (KeyImage keyImage in block.Contents.KeyImages)
            {
                if (_keyImages.ContainsKey(keyImage)) throw new LedgerException(LedgerError.KeyImageAlreadySpent, "spent");
            }
            foreach (TxOut output in block.Contents.Outputs)
            {
                if (_publicKeys.Contains(output.PublicKey)) throw new LedgerException(LedgerError.DuplicateOutputPublicKey, "known");
            }
            if (block.Block.Version >= 3 && block.Metadata is null) throw new LedgerException(LedgerError.BlockMetadataRequired, "none");
            foreach (KeyImage keyImage in block.Contents.KeyImages) _keyImages[keyImage] = block.Block.Index;
            foreach (TxOut output in block.Contents.Outputs) _publicKeys.Add(output.PublicKey);
            _blocks.Add(block);
        }
    }

    public Block GetBlock(ulong index) => GetBlockData(index).Block;

    public Block GetLatestBlock() => GetBlock(NumBlocks - 1);

    public BlockContents GetBlockContents(ulong index) => GetBlockData(index).Contents;

    public BlockSignature? GetBlockSignature(ulong index) => GetBlockData(index).Signature;

    public BlockMetadata? GetBlockMetadata(ulong index) => GetBlockData(index).Metadata;

    public BlockData GetBlockData(ulong index)
    {
        lock (_gate) return index < (ulong)_blocks.Count ? _blocks[(int)index] : throw new LedgerException(LedgerError.NotFound, $"block {index}");
    }

    public bool ContainsKeyImage(KeyImage keyImage) => CheckKeyImage(keyImage) is not null;

    public ulong? CheckKeyImage(KeyImage keyImage)
    {
        lock (_gate) return _keyImages.TryGetValue(keyImage, out ulong block) ? block : null;
    }

    public bool ContainsTxOutPublicKey(CompressedRistretto publicKey)
    {
        lock (_gate) return _publicKeys.Contains(publicKey);
    }

    public IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index) => GetBlockContents(index).KeyImages.ToArray();

    public ulong GetBlockIndexByTxOutIndex(ulong index) => throw new NotSupportedException();

    public ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash) => throw new NotSupportedException();

    public ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey) => throw new NotSupportedException();

    public TxOut GetTxOutByIndex(ulong index) => throw new NotSupportedException();

    public IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices) => throw new NotSupportedException();

    public TxOutMembershipElement GetRootTxOutMembershipElement() => throw new NotSupportedException();

    public ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId) => null;

    public IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap() => throw new NotSupportedException();

    public ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => null;

    public ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => null;

    public ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx) => throw new NotSupportedException();
}
