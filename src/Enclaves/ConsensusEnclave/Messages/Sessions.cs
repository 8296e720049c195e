// What sessions and initialisation take and give (fact sheet consensus §3.1, §3.3).
using MobileCoin.Attestation;
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

/// <summary>A session that the other side began.</summary>
/// <param name="Response">The second message, to be sent back.</param>
/// <param name="Session">The session.</param>
public sealed record AcceptedSession(ReadOnlyMemory<byte> Response, ChannelId Session);

/// <summary>A session with a peer that this side began.</summary>
/// <param name="Session">The session.</param>
/// <param name="Evidence">The peer's evidence, judged.</param>
public sealed record ConnectedPeer(ChannelId Session, AttestationEvidence Evidence);

/// <summary>A message of a session as it came.</summary>
/// <param name="Session">The session.</param>
/// <param name="Aad">What is authenticated beside it.</param>
/// <param name="Data">Cipher text.</param>
public sealed record EnclaveMessage(ChannelId Session, ReadOnlyMemory<byte> Aad, ReadOnlyMemory<byte> Data);
