// What the host learns of a proposed transaction (fact sheet consensus §3.4).
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>A proposed transaction to be kept by the host. Nothing but its form was checked.</summary>
/// <param name="LocallyEncryptedTx">The transaction.</param>
/// <param name="TxHash">Its hash.</param>
/// <param name="HighestIndices">
/// For each membership proof in it, inputs and ring members in order, the output whose proof from the own ledger is needed to check it.
/// </param>
/// <param name="KeyImages">Its key images.</param>
/// <param name="OutputPublicKeys">The public keys of its outputs.</param>
public sealed record TxContext(
    LocallyEncryptedTx LocallyEncryptedTx,
    TxHash TxHash,
    IReadOnlyList<ulong> HighestIndices,
    IReadOnlyList<KeyImage> KeyImages,
    IReadOnlyList<CompressedRistretto> OutputPublicKeys);
