// What goes through an enclave's sessions, as its host carries it (fact sheets crypto §6.6, §6.7, consensus §3.3, fog §5.3, §5.4, §6.3).
namespace MobileCoin.Attestation;

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

/// <summary>A message of a session between a router and a store.</summary>
/// <param name="Session">The session.</param>
/// <param name="Nonce">Its nonce: each is accepted once, in any order.</param>
/// <param name="Aad">What is authenticated beside it.</param>
/// <param name="Data">Cipher text.</param>
public sealed record NonceMessage(ChannelId Session, ulong Nonce, ReadOnlyMemory<byte> Aad, ReadOnlyMemory<byte> Data);

/// <summary>A query for a store.</summary>
/// <param name="ResponderId">The store.</param>
/// <param name="Message">The query; no other store can read it.</param>
public sealed record StoreQuery(string ResponderId, NonceMessage Message);

/// <summary>A client's query that the host keeps and cannot read. Of no meaning to another enclave.</summary>
/// <param name="Bytes">Cipher text: the client's session, its authenticated data and the query.</param>
public sealed record SealedQuery(ReadOnlyMemory<byte> Bytes);
