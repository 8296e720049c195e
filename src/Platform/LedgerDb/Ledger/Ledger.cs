// The ledger on disk (fact sheet ledger §5.5).
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

/// <summary>
/// The ledger in a folder (<c>data.mdb</c>, <c>lock.mdb</c>), readable by upstream's programs and the other way round. Several processes may
/// have it open; one at a time writes.
/// </summary>
public sealed class Ledger : ILedger, IDisposable
{
    /// <summary>Opens a ledger.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="LedgerException">There is none, or none that can be opened.</exception>
    public static Ledger Open(string path, LedgerOptions? options = null) => throw new NotSupportedException();

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="path">Its folder, made if missing.</param>
    /// <exception cref="LedgerException">There is one already, or none can be made.</exception>
    public static void Create(string path) => throw new NotSupportedException();

    /// <summary>Whether a folder holds a ledger's file.</summary>
    public static bool Exists(string path) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong NumBlocks => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong NumTxos => throw new NotSupportedException();

    /// <inheritdoc/>
    public void AppendBlock(BlockData block) => throw new NotSupportedException();

    /// <summary>Has the disk keep everything that was appended, whatever the durability.</summary>
    public void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public Block GetBlock(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Block GetLatestBlock() => throw new NotSupportedException();

    /// <inheritdoc/>
    public BlockContents GetBlockContents(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public BlockSignature? GetBlockSignature(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public BlockMetadata? GetBlockMetadata(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public BlockData GetBlockData(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong GetBlockIndexByTxOutIndex(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong GetTxOutIndexByHash(ReadOnlySpan<byte> hash) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong GetTxOutIndexByPublicKey(CompressedRistretto publicKey) => throw new NotSupportedException();

    /// <inheritdoc/>
    public TxOut GetTxOutByIndex(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IReadOnlyList<TxOutMembershipProof> GetTxOutProofOfMemberships(ReadOnlySpan<ulong> indices) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool ContainsTxOutPublicKey(CompressedRistretto publicKey) => throw new NotSupportedException();

    /// <inheritdoc/>
    public bool ContainsKeyImage(KeyImage keyImage) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong? CheckKeyImage(KeyImage keyImage) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IReadOnlyList<KeyImage> GetKeyImagesByBlock(ulong index) => throw new NotSupportedException();

    /// <inheritdoc/>
    public TxOutMembershipElement GetRootTxOutMembershipElement() => throw new NotSupportedException();

    /// <inheritdoc/>
    public ActiveMintConfigs? GetActiveMintConfigs(ulong tokenId) => throw new NotSupportedException();

    /// <inheritdoc/>
    public IReadOnlyDictionary<ulong, ActiveMintConfigs> GetActiveMintConfigsMap() => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong? CheckMintConfigTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ulong? CheckMintTxNonce(ulong tokenId, ReadOnlySpan<byte> nonce) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ActiveMintConfig GetActiveMintConfigForMintTx(MintTx tx) => throw new NotSupportedException();

    /// <inheritdoc/>
    public void Dispose() => throw new NotSupportedException();
}
