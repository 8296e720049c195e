// What a block provider gives (fact sheet fog §7.1).
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.BlockProvider;

/// <summary>A block and when it was signed.</summary>
/// <param name="Data">The block with all that is kept of it.</param>
/// <param name="Timestamp">The earliest time that a watched node gives, in seconds since 1970; 2^64 − 1 if none is known.</param>
/// <param name="TimestampResult">Whether it is known, and why not.</param>
public sealed record ProvidedBlock(BlockData Data, ulong Timestamp, TimestampResultCode TimestampResult);

/// <summary>Blocks that were asked for.</summary>
/// <param name="Blocks">One for each index; null where the ledger has none.</param>
/// <param name="Latest">A block that was the ledger's last about then; not necessarily after all of those.</param>
public sealed record ProvidedBlocks(IReadOnlyList<ProvidedBlock?> Blocks, Block Latest);

/// <summary>An output with its proof of membership.</summary>
/// <param name="Output">The output.</param>
/// <param name="Proof">The proof.</param>
public sealed record ProvidedOutput(TxOut Output, TxOutMembershipProof Proof);

/// <summary>Where in the ledger an output is. Numbers are 0 unless <paramref name="Code"/> says that it was found.</summary>
/// <param name="PublicKey">The output's public key.</param>
/// <param name="Code">Whether it was found.</param>
/// <param name="GlobalIndex">Its index in the ledger.</param>
/// <param name="BlockIndex">Its block's index.</param>
/// <param name="Timestamp">When the block was signed, in seconds since 1970; 2^64 − 1 if that is not known.</param>
/// <param name="TimestampResult">Whether that is known, and why not.</param>
public readonly record struct ProvidedTxOutInfo(
    CompressedRistretto PublicKey, TxOutResultCode Code, ulong GlobalIndex = 0, ulong BlockIndex = 0, ulong Timestamp = 0,
    TimestampResultCode TimestampResult = TimestampResultCode.Unused);

/// <summary>Where in the ledger outputs are.</summary>
/// <param name="Infos">One for each key, in the order that they were asked for in.</param>
/// <param name="Latest">A block that was the ledger's last about then.</param>
public sealed record ProvidedTxOutInfos(IReadOnlyList<ProvidedTxOutInfo> Infos, Block Latest);

/// <summary>A block's key images.</summary>
/// <param name="Index">The block.</param>
/// <param name="KeyImages">The key images.</param>
/// <param name="Timestamp">When the block was signed, in seconds since 1970; 2^64 − 1 if that is not known.</param>
/// <param name="TimestampResult">Whether that is known, and why not.</param>
public sealed record BlockKeyImages(ulong Index, IReadOnlyList<KeyImage> KeyImages, ulong Timestamp, TimestampResultCode TimestampResult);

/// <summary>Key images of blocks in a row.</summary>
/// <param name="Blocks">The blocks, in order and without a gap.</param>
/// <param name="Latest">A block that was the ledger's last about then.</param>
public sealed record ProvidedKeyImages(IReadOnlyList<BlockKeyImages> Blocks, Block Latest);
