// A ledger that refuses some blocks.
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus.Test;

internal sealed class FaultyLedger(ILedger inner, Func<BlockData, LedgerError?> fault) : ILedger
{
    public ulong NumBlocks => inner.NumBlocks;

    public ulong NumTxos => inner.NumTxos;

    public void AppendBlock(BlockData block)
    {
        if (fault(block) is { } error) throw new LedgerException(error, "as the test has it");
        inner.AppendBlock(block);
    }

    public Block GetBlock(ulong index) => inner.GetBlock(index);

    public Block GetLatestBlock() => inner.GetLatestBlock();

    public BlockContents GetBlockContents(ulong index) => inner.GetBlockContents(index);

    public BlockSignature? GetBlockSignature(ulong index) => inner.GetBlockSignature(index);

    public BlockMetadata? GetBlockMetadata(ulong index) => inner.GetBlockMetadata(index);

    public BlockData GetBlockData(ulong index) => inner.GetBlockData(index);

    public ulong GetBlockIndexByTxOutIndex(ulong index) => inner.GetBlockIndexByTxOutIndex(index);

    public ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash) => inner.GetTxOutIndexByHash(hash);

    public ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey) => inner.GetTxOutIndexByPublicKey(publicKey);

    public TxOut GetTxOutByIndex(ulong index) => inner.GetTxOutByIndex(index);

    public IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices) => inner.GetTxOutProofOfMemberships(indices);

    public bool ContainsTxOutPublicKey(CompressedRistretto publicKey) => inner.ContainsTxOutPublicKey(publicKey);

    public bool ContainsKeyImage(KeyImage keyImage) => inner.ContainsKeyImage(keyImage);

    public ulong? CheckKeyImage(KeyImage keyImage) => inner.CheckKeyImage(keyImage);

    public IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index) => inner.GetKeyImagesByBlock(index);

    public TxOutMembershipElement GetRootTxOutMembershipElement() => inner.GetRootTxOutMembershipElement();

    public ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId) => inner.GetActiveMintConfigs(tokenId);

    public IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap() => inner.GetActiveMintConfigsMap();

    public ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => inner.CheckMintConfigTxNonce(tokenId, nonce);

    public ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => inner.CheckMintTxNonce(tokenId, nonce);

    public ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx) => inner.GetActiveMintConfigForMintTx(tx);
}
