// What an enclave keeps for its attested channels (fact sheets attestation §1.3, §1.4, §1.6; crypto §6.5; fog §8.5).
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>
/// An enclave's key, its current evidence and its sessions: with clients, with peers, with routers (frontends) and with stores
/// (backends). Every table is bounded and the least recently used give way; what gives way is wiped. For any number of threads.
/// </summary>
public sealed partial class AttestedKeyExchange : IDisposable
{
    /// <summary>Client sessions kept.</summary>
    public const int MaxClients = 10_000;

    /// <summary>Peer sessions kept, each of those that peers began and those that this side began.</summary>
    public const int MaxPeers = 64;

    /// <summary>Sessions with routers kept.</summary>
    public const int MaxFrontends = 64;

    /// <summary>Sessions with stores kept.</summary>
    public const int MaxBackends = 100;

    /// <summary>Handshakes with peers that wait for their answers.</summary>
    public const int MaxPendingPeers = 64;

    /// <summary>Handshakes with stores that wait for their answers.</summary>
    public const int MaxPendingBackends = 100;

    /// <summary>Reports that wait for their quotes.</summary>
    public const int MaxPendingQuotes = 64;

    private readonly X25519Private _identity;
    private readonly RandomFill _random;
    private readonly string _clientResponderId, _peerResponderId;

    /// <summary>An enclave's state; its key is drawn.</summary>
    /// <param name="clientResponderId">What clients, and routers, know it by: <c>host:port</c>.</param>
    /// <param name="peerResponderId">What peers know it by; between consensus nodes with the configuration's digest.</param>
    /// <param name="random">Gives keys and nonces; called by many threads.</param>
    public AttestedKeyExchange(string clientResponderId, string peerResponderId, RandomFill random)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientResponderId);
        ArgumentException.ThrowIfNullOrEmpty(peerResponderId);
        ArgumentNullException.ThrowIfNull(random);
        _clientResponderId = clientResponderId;
        _peerResponderId = peerResponderId;
        _random = random;
        _identity = X25519Private.Random(random);
        PublicKey = _identity.PublicKey();
    }

    /// <summary>The enclave's key, which its evidence binds.</summary>
    public X25519Public PublicKey { get; }

    /// <summary>Wipes the key and all sessions.</summary>
    public void Dispose()
    {
        _identity.Dispose();
        _pendingQuotes.Dispose();
        _clients.Dispose();
        _pendingPeers.Dispose();
        _inbound.Dispose();
        _outbound.Dispose();
        _frontends.Dispose();
        _pendingBackends.Dispose();
        _backends.Dispose();
    }

    internal static byte[] Encrypt(NoiseSession? session, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        if (session is null) throw AttestException.Unknown();
        byte[] message = new byte[plaintext.Length + NoiseSession.Overhead];
        try
        {
            session.Encrypt(aad, plaintext, message);
            return message;
        }
        catch (NoiseException e)
        {
            throw new AttestException(AttestError.Exhausted, e.Message, e);
        }
    }

    internal static byte[] Decrypt(NoiseSession? session, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message)
    {
        if (session is null) throw AttestException.Unknown();
        byte[] plaintext = new byte[Math.Max(0, message.Length - NoiseSession.Overhead)];
        return session.TryDecrypt(aad, message, plaintext, out NoiseError error) ? plaintext : throw Failed(error);
    }

    private static AttestException Failed(NoiseError error) => error switch
    {
        NoiseError.NonceReplayed => new(AttestError.Replay, "the message's nonce came before"),
        NoiseError.Exhausted => new(AttestError.Exhausted, "the session's key has protected all it may: attest anew"),
        _ => new(AttestError.Cipher, "the message does not decrypt"),
    };

    // A second session of the same name would mean that the source of randomness repeats itself.
    internal static ChannelId Keep<TSession>(SessionTable<ChannelId, TSession> table, TSession session, ReadOnlySpan<byte> binding)
        where TSession : class, IDisposable
    {
        var id = new ChannelId(binding);
        if (table.TryAdd(id, session)) return id;
        session.Dispose();
        throw new AttestException(AttestError.InvalidState, "a session of this name exists: random numbers repeat");
    }
}
