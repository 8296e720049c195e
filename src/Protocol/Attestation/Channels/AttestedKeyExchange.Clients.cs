// Sessions with clients (fact sheets attestation §1.3; crypto §6.5).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

public sealed partial class AttestedKeyExchange
{
    private readonly SessionTable<ChannelId, NoiseSession> _clients = new(MaxClients);

    /// <summary>Client sessions that there are.</summary>
    public int ClientCount => _clients.Count;

    /// <summary>Answers a client's first message and keeps the session.</summary>
    /// <exception cref="AttestException">The message does not read, or there is no evidence yet.</exception>
    public byte[] ClientAccept(ReadOnlySpan<byte> message, out ChannelId channel)
    {
        using NoiseHandshake handshake =
            AttestedResponder.AcceptClient(_clientResponderId, _identity, Own().Payload, message, _random, out byte[] answer);
        NoiseSession session = handshake.TakeSession();
        channel = Keep(_clients, session, session.ChannelBinding);
        return answer;
    }

    /// <summary>Encrypts for a client; the message is 16 bytes longer.</summary>
    /// <exception cref="AttestException">There is no such session.</exception>
    public byte[] ClientEncrypt(ChannelId channel, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using SessionTable<ChannelId, NoiseSession>.Lease lease = _clients.Use(channel);
        return Encrypt(lease.Session, aad, plaintext);
    }

    /// <summary>Decrypts a client's message. One that fails changes nothing.</summary>
    /// <exception cref="AttestException">There is no such session, or the message does not decrypt.</exception>
    public byte[] ClientDecrypt(ChannelId channel, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        using SessionTable<ChannelId, NoiseSession>.Lease lease = _clients.Use(channel);
        return Decrypt(lease.Session, aad, message);
    }

    /// <summary>Ends a session and wipes it; false if there is none.</summary>
    public bool ClientClose(ChannelId channel) => _clients.Remove(channel);
}
