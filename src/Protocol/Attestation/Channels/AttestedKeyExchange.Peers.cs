// Sessions between enclaves of one kind: consensus nodes, ingest peers (fact sheets attestation §1.3, §1.4; crypto §6.5).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

public sealed partial class AttestedKeyExchange
{
    private readonly SessionTable<string, AttestedInitiator> _pendingPeers = new(MaxPendingPeers);
    private readonly SessionTable<ChannelId, NoiseSession> _inbound = new(MaxPeers);
    private readonly SessionTable<ChannelId, NoiseSession> _outbound = new(MaxPeers);

    /// <summary>Peer sessions that there are, of both directions.</summary>
    public int PeerCount => _inbound.Count + _outbound.Count;

    /// <summary>Begins a handshake with a peer; an earlier one with it that still waits is given up.</summary>
    /// <param name="responderId">What the peer knows itself by; between consensus nodes with the configuration's digest.</param>
    /// <returns>The first message.</returns>
    /// <exception cref="AttestException">There is no evidence yet.</exception>
    public byte[] PeerInit(string responderId)
    {
        AttestedInitiator initiator = AttestedInitiator.Peer(responderId, _identity, Own().Evidence, _random);
        _pendingPeers.Replace(responderId, initiator);
        return initiator.FirstMessage;
    }

    /// <summary>Finishes a handshake with a peer by its answer and keeps the session.</summary>
    /// <exception cref="AttestException">No handshake with it waits, the answer does not read, or its evidence is not trusted.</exception>
    public ChannelId PeerConnect(
        string responderId, ReadOnlySpan<byte> answer, VerificationPolicy policy, out VerificationResult verification) =>
        PeerConnect(responderId, answer, policy, out verification, out _);

    /// <summary>Finishes a handshake with a peer by its answer, keeps the session, and tells the evidence that the peer showed.</summary>
    /// <inheritdoc cref="PeerConnect(string, ReadOnlySpan{byte}, VerificationPolicy, out VerificationResult)"/>
    public ChannelId PeerConnect(
        string responderId,
        ReadOnlySpan<byte> answer,
        VerificationPolicy policy,
        out VerificationResult verification,
        out AttestationEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(responderId);
        using AttestedInitiator initiator = _pendingPeers.Take(responderId)
            ?? throw new AttestException(AttestError.InvalidState, $"no handshake with {responderId} waits for an answer");
        NoiseSession session = initiator.Finish(answer, policy, out verification);
        evidence = initiator.RemoteEvidence!;
        return Keep(_outbound, session, session.ChannelBinding);
    }

    /// <summary>
    /// Answers a peer's first message and keeps the session, if its evidence is trusted and binds the key of this handshake.
    /// </summary>
    /// <exception cref="AttestException">
    /// The message does not read, its evidence is not trusted, or there is none of this side yet.
    /// </exception>
    public byte[] PeerAccept(
        ReadOnlySpan<byte> message, VerificationPolicy policy, out ChannelId channel, out VerificationResult verification)
    {
        ArgumentNullException.ThrowIfNull(policy);
        using NoiseHandshake handshake = AttestedResponder.AcceptPeer(
            _peerResponderId, _identity, Own().Payload, message, policy, _random, out byte[] answer, out verification);
        NoiseSession session = handshake.TakeSession();
        channel = Keep(_inbound, session, session.ChannelBinding);
        return answer;
    }

    /// <summary>Whether there is such a session with a peer.</summary>
    public bool HasPeer(ChannelId channel)
    {
        using SessionTable<ChannelId, NoiseSession>.Lease lease = Peer(channel);
        return lease.Session is not null;
    }

    /// <summary>Encrypts for a peer; the message is 16 bytes longer.</summary>
    /// <exception cref="AttestException">There is no such session.</exception>
    public byte[] PeerEncrypt(ChannelId channel, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using SessionTable<ChannelId, NoiseSession>.Lease lease = Peer(channel);
        return Encrypt(lease.Session, aad, plaintext);
    }

    /// <summary>Decrypts a peer's message. One that fails changes nothing.</summary>
    /// <exception cref="AttestException">There is no such session, or the message does not decrypt.</exception>
    public byte[] PeerDecrypt(ChannelId channel, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        using SessionTable<ChannelId, NoiseSession>.Lease lease = Peer(channel);
        return Decrypt(lease.Session, aad, message);
    }

    /// <summary>Ends a session and wipes it; false if there is none.</summary>
    public bool PeerClose(ChannelId channel) => _inbound.Remove(channel) || _outbound.Remove(channel);

    private SessionTable<ChannelId, NoiseSession>.Lease Peer(ChannelId channel)
    {
        SessionTable<ChannelId, NoiseSession>.Lease lease = _inbound.Use(channel);
        return lease.Session is not null ? lease : _outbound.Use(channel);
    }
}
