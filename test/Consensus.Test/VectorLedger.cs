// A ledger of which only some proofs are known.
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus.Test;

internal sealed class VectorLedger(ulong numBlocks, IReadOnlyDictionary<ulong, TxOutMembershipProof> proofs) : ILedger
{
    public ulong NumBlocks => numBlocks;

    public ulong NumTxos { get; } = proofs.Keys.Max() + 1;

    public IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices)
    {
        var found = new TxOutMembershipProof[indices.Length];
        for (int i = 0; i < found.Length; i++) found[i] = proofs[indices[i]];
        return found;
    }

    public bool ContainsTxOutPublicKey(CompressedRistretto publicKey) => false;

    public bool ContainsKeyImage(KeyImage keyImage) => false;

    public void AppendBlock(BlockData block) => throw Unknown();

    public Block GetBlock(ulong index) => throw Unknown();

    public Block GetLatestBlock() => throw Unknown();

    public BlockContents GetBlockContents(ulong index) => throw Unknown();

    public BlockSignature? GetBlockSignature(ulong index) => throw Unknown();

    public BlockMetadata? GetBlockMetadata(ulong index) => throw Unknown();

    public BlockData GetBlockData(ulong index) => throw Unknown();

    public ulong GetBlockIndexByTxOutIndex(ulong index) => throw Unknown();

    public ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash) => throw Unknown();

    public ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey) => throw Unknown();

    public TxOut GetTxOutByIndex(ulong index) => throw Unknown();

    public ulong? CheckKeyImage(KeyImage keyImage) => throw Unknown();

    public IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index) => throw Unknown();

    public TxOutMembershipElement GetRootTxOutMembershipElement() => throw Unknown();

    public ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId) => throw Unknown();

    public IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap() => throw Unknown();

    public ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => throw Unknown();

    public ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => throw Unknown();

    public ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx) => throw Unknown();

    private static LedgerException Unknown() => new(LedgerError.NotFound, "not in the vectors");
}
