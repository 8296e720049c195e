// A block on its way from the recovery database to the enclave.
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.FogView;

/// <summary>What is noted of a block; a block that does not decode has no notes.</summary>
/// <param name="Index">The block.</param>
/// <param name="CumulativeTxoCount">Outputs of the ledger up to it and with it.</param>
/// <param name="SignatureTimestamp">When it was signed.</param>
internal readonly record struct BlockNotes(ulong Index, ulong? CumulativeTxoCount, ulong? SignatureTimestamp);

/// <summary>A block of an ingress key, with the records that an enclave takes.</summary>
/// <param name="Key">The ingress key.</param>
/// <param name="Notes">The block.</param>
/// <param name="Records">Its records.</param>
internal sealed record FetchedBlock(CompressedRistretto Key, BlockNotes Notes, IReadOnlyList<ETxOutRecord> Records);
