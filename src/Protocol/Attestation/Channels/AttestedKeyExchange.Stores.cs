// Sessions between routers and stores, whose messages carry their nonces (fact sheets attestation §1.3; crypto §6.6).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

public sealed partial class AttestedKeyExchange
{
    private readonly SessionTable<ChannelId, ExplicitNonceSession> _frontends = new(MaxFrontends);
    private readonly SessionTable<string, AttestedInitiator> _pendingBackends = new(MaxPendingBackends);
    private readonly SessionTable<string, ExplicitNonceSession> _backends = new(MaxBackends);

    /// <summary>Sessions with routers that there are.</summary>
    public int FrontendCount => _frontends.Count;

    /// <summary>Sessions with stores that there are.</summary>
    public int BackendCount => _backends.Count;

    /// <summary>A store answers a router's first message and keeps the session.</summary>
    /// <exception cref="AttestException">The message does not read, or there is no evidence yet.</exception>
    public byte[] FrontendAccept(ReadOnlySpan<byte> message, out ChannelId channel)
    {
        using NoiseHandshake handshake =
            AttestedResponder.AcceptClient(_clientResponderId, _identity, Own().Payload, message, _random, out byte[] answer);
        ExplicitNonceSession session = handshake.TakeExplicitNonceSession();
        channel = Keep(_frontends, session, session.ChannelBinding);
        return answer;
    }

    /// <summary>A store encrypts for a router.</summary>
    /// <exception cref="AttestException">There is no such session.</exception>
    public byte[] FrontendEncrypt(ChannelId channel, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, out ulong nonce)
    {
        using SessionTable<ChannelId, ExplicitNonceSession>.Lease lease = _frontends.Use(channel);
        return Encrypt(lease.Session, aad, plaintext, out nonce);
    }

    /// <summary>A store decrypts a router's message; a nonce is accepted once.</summary>
    /// <exception cref="AttestException">There is no such session, the nonce came before, or the message does not decrypt.</exception>
    public byte[] FrontendDecrypt(ChannelId channel, ulong nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        using SessionTable<ChannelId, ExplicitNonceSession>.Lease lease = _frontends.Use(channel);
        return Decrypt(lease.Session, nonce, aad, message);
    }

    /// <summary>Ends a session and wipes it; false if there is none.</summary>
    public bool FrontendClose(ChannelId channel) => _frontends.Remove(channel);

    /// <summary>A router begins a handshake with a store; an earlier one with it that still waits is given up.</summary>
    /// <returns>The first message.</returns>
    public byte[] BackendInit(string responderId)
    {
        AttestedInitiator initiator = AttestedInitiator.Client(responderId, _random);
        _pendingBackends.Replace(responderId, initiator);
        return initiator.FirstMessage;
    }

    /// <summary>
    /// A router finishes a handshake by the store's answer; the session takes the place of an earlier one with the store.
    /// </summary>
    /// <exception cref="AttestException">No handshake with it waits, the answer does not read, or its evidence is not trusted.</exception>
    public ChannelId BackendConnect(
        string responderId, ReadOnlySpan<byte> answer, VerificationPolicy policy, out VerificationResult verification)
    {
        ArgumentNullException.ThrowIfNull(responderId);
        using AttestedInitiator initiator = _pendingBackends.Take(responderId)
            ?? throw new AttestException(AttestError.InvalidState, $"no handshake with {responderId} waits for an answer");
        ExplicitNonceSession session = initiator.FinishExplicit(answer, policy, out verification);
        var id = new ChannelId(session.ChannelBinding);
        _backends.Replace(responderId, session);
        return id;
    }

    /// <summary>A router encrypts for a store.</summary>
    /// <exception cref="AttestException">There is no session with it.</exception>
    public byte[] BackendEncrypt(
        string responderId, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, out ulong nonce, out ChannelId channel)
    {
        ArgumentNullException.ThrowIfNull(responderId);
        using SessionTable<string, ExplicitNonceSession>.Lease lease = _backends.Use(responderId);
        byte[] message = Encrypt(lease.Session, aad, plaintext, out nonce);
        channel = new ChannelId(lease.Session!.ChannelBinding);
        return message;
    }

    /// <summary>A router decrypts a store's message; a nonce is accepted once.</summary>
    /// <exception cref="AttestException">There is no session with it, the nonce came before, or the message does not decrypt.</exception>
    public byte[] BackendDecrypt(string responderId, ulong nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        ArgumentNullException.ThrowIfNull(responderId);
        using SessionTable<string, ExplicitNonceSession>.Lease lease = _backends.Use(responderId);
        return Decrypt(lease.Session, nonce, aad, message);
    }

    /// <summary>Ends the session with a store and wipes it; false if there is none.</summary>
    public bool BackendClose(string responderId)
    {
        ArgumentNullException.ThrowIfNull(responderId);
        return _backends.Remove(responderId);
    }

    internal static byte[] Encrypt(ExplicitNonceSession? session, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, out ulong nonce)
    {
        if (session is null) throw AttestException.Unknown();
        byte[] message = new byte[plaintext.Length + ExplicitNonceSession.Overhead];
        try
        {
            nonce = session.Encrypt(aad, plaintext, message);
            return message;
        }
        catch (NoiseException e)
        {
            throw new AttestException(AttestError.Exhausted, e.Message, e);
        }
    }

    internal static byte[] Decrypt(ExplicitNonceSession? session, ulong nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        if (session is null) throw AttestException.Unknown();
        byte[] plaintext = new byte[Math.Max(0, message.Length - ExplicitNonceSession.Overhead)];
        return session.TryDecrypt(nonce, aad, message, plaintext, out NoiseError error) ? plaintext : throw Failed(error);
    }
}
