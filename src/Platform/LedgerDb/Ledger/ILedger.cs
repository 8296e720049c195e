// What is asked of a ledger (fact sheet ledger §5.5 "Ledger trait").
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>
/// A chain of blocks that grows at its end. Safe for use by several threads. Every reading throws <see cref="LedgerException"/> with
/// <see cref="LedgerError.NotFound"/> for what is not there, unless it says that it gives null.
/// </summary>
public interface ILedger
{
    /// <summary>Blocks in the ledger.</summary>
    ulong NumBlocks { get; }

    /// <summary>Outputs in the ledger.</summary>
    ulong NumTxos { get; }

    /// <summary>
    /// Adds a block after the last one, all of it or nothing. Checked are its place in the chain, its id, its contents' hash, spent key images,
    /// known public keys and nonces, and what is minted; not checked are signatures, the root element, the count of outputs and the order of outputs.
    /// </summary>
    /// <exception cref="LedgerException">The block does not fit; the ledger is as before.</exception>
    void AppendBlock(BlockData block);

    /// <summary>
    /// Adds blocks one after another, in one go where the ledger can: many times faster than one by one if it waits for the disk. If one does
    /// not fit, those before it are added.
    /// </summary>
    /// <exception cref="LedgerException">A block does not fit.</exception>
    void AppendBlocks(IReadOnlyList<BlockData> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        foreach (BlockData block in blocks) AppendBlock(block);
    }

    /// <summary>A block's header.</summary>
    Block GetBlock(ulong index);

    /// <summary>The last block's header; <see cref="LedgerError.NotFound"/> in an empty ledger.</summary>
    Block GetLatestBlock();

    /// <summary>What a block added.</summary>
    BlockContents GetBlockContents(ulong index);

    /// <summary>A block's signature; null if none is kept.</summary>
    BlockSignature? GetBlockSignature(ulong index);

    /// <summary>A block's metadata; null if none is kept.</summary>
    BlockMetadata? GetBlockMetadata(ulong index);

    /// <summary>A block with all that is kept of it.</summary>
    BlockData GetBlockData(ulong index);

    /// <summary>The block that holds an output.</summary>
    /// <param name="index">The output's index in the ledger.</param>
    ulong GetBlockIndexByTxOutIndex(ulong index);

    /// <summary>An output's index in the ledger.</summary>
    /// <param name="hash">The output's hash: 32 bytes.</param>
    ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash);

    /// <summary>An output's index in the ledger.</summary>
    /// <param name="publicKey">The output's public key.</param>
    ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey);

    /// <summary>An output.</summary>
    TxOut GetTxOutByIndex(ulong index);

    /// <summary>Proofs that outputs are in the ledger, all of one moment.</summary>
    /// <param name="indices">The outputs' indices; <see cref="LedgerError.TxOutIndexOutOfBounds"/> if one is beyond the last.</param>
    IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices);

    /// <summary>Whether an output has the public key.</summary>
    bool ContainsTxOutPublicKey(CompressedRistretto publicKey);

    /// <summary>Whether an output with the key image is spent.</summary>
    bool ContainsKeyImage(KeyImage keyImage);

    /// <summary>The block that holds a key image; null if none does.</summary>
    ulong? CheckKeyImage(KeyImage keyImage);

    /// <summary>The key images of a block.</summary>
    IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index);

    /// <summary>The root of the tree of outputs; <see cref="LedgerError.NoOutputs"/> in an empty ledger.</summary>
    TxOutMembershipElement GetRootTxOutMembershipElement();

    /// <summary>What may be minted of a token, and what was; null if nothing was ever configured.</summary>
    ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId);

    /// <summary>What may be minted, by token.</summary>
    IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap();

    /// <summary>The block that used a nonce for the mint configuration of a token; null if none did.</summary>
    ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce);

    /// <summary>The block that used a nonce for minting a token; null if none did.</summary>
    ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce);

    /// <summary>
    /// The configuration that a minting would be counted against: the first whose signers signed it and whose limit leaves room.
    /// </summary>
    /// <exception cref="LedgerException">
    /// <see cref="LedgerError.NotFound"/> if nobody may mint or none of those signed, <see cref="LedgerError.MintLimitExceeded"/>,
    /// <see cref="LedgerError.InvalidMintConfig"/>.
    /// </exception>
    ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx);
}
