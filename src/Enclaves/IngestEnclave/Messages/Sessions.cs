// What sessions take and give (fact sheet fog §2.3, §2.12).
using MobileCoin.Attestation;

namespace MobileCoin.IngestEnclave;

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
