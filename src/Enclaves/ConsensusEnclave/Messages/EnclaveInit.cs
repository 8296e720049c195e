// What initialisation takes and gives (fact sheet consensus §3.1, §3.2).
using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>What an enclave starts from.</summary>
/// <param name="PeerResponderId">What peers know the node by; the digest of the configuration is appended by the enclave.</param>
/// <param name="ClientResponderId">What clients know the node by.</param>
/// <param name="SealedSigningKey">The block-signing key as an earlier start returned it; empty for a new one.</param>
/// <param name="Config">What all nodes must agree on.</param>
public sealed record EnclaveInit(
    ResponderId PeerResponderId, ResponderId ClientResponderId, ReadOnlyMemory<byte> SealedSigningKey, BlockchainConfig Config);

/// <summary>An enclave that has started.</summary>
/// <param name="SealedSigningKey">The block-signing key, sealed: to be written over what was read.</param>
/// <param name="TargetFeatures">What of the processor the enclave makes use of, for the log.</param>
public sealed record EnclaveStarted(ReadOnlyMemory<byte> SealedSigningKey, IReadOnlyList<string> TargetFeatures);
