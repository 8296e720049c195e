// What stores are given, and what hosts add to answers (fact sheet fog §6.3, §6.4).
using MobileCoin.Attestation;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerEnclave;

/// <summary>A key image of the ledger.</summary>
/// <param name="KeyImage">The key image.</param>
/// <param name="BlockIndex">The block that it is in.</param>
/// <param name="Timestamp">When that block was signed, in seconds since 1970; the largest number if that is not known.</param>
public readonly record struct KeyImageData(KeyImage KeyImage, ulong BlockIndex, ulong Timestamp);

/// <summary>The part of a store's answer that its host makes.</summary>
/// <param name="ProcessedBlockRange">The blocks whose key images the store has.</param>
/// <param name="LastKnownBlockCumulativeTxoCount">Outputs in the ledger.</param>
/// <param name="LatestBlockVersion">The version of the ledger's last block.</param>
/// <param name="MaxBlockVersion">The highest version that the store knows; at least the latest.</param>
public readonly record struct UntrustedKeyImageQueryResponse(
    BlockRange ProcessedBlockRange, ulong LastKnownBlockCumulativeTxoCount, uint LatestBlockVersion, uint MaxBlockVersion);

/// <summary>A shard's answer to a query.</summary>
/// <param name="ResponderId">The store that gave it.</param>
/// <param name="Message">The answer.</param>
public sealed record ShardKeyImageResponse(string ResponderId, NonceMessage Message);

/// <summary>
/// Outputs that a client wants; the host learns which, fetches them, and gives them to <see cref="ILedgerRouterEnclave.GetOutputsData"/>.
/// </summary>
/// <param name="Session">The client's session.</param>
/// <param name="Request">What is wanted.</param>
public sealed record OutputsQuery(ChannelId Session, GetOutputsRequest Request);
