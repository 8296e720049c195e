// Noise NX and IX handshakes over X25519, AES-256-GCM and SHA-512, both sides (fact sheet crypto §6.1; Noise specification §5.3).
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// One side of a handshake. The initiator writes message 1 and reads message 2, the responder the reverse; then either takes its session
/// once. A message that does not read ends the handshake: everything is wiped and each further call refused. One caller at a time.
/// </summary>
public sealed partial class NoiseHandshake : IDisposable
{
    /// <summary>Bytes of an X25519 key, public or private.</summary>
    public const int KeySize = X25519.KeySize;

    private readonly NoiseToken[][] _messages;
    private readonly bool _isInitiator;
    private readonly RandomFill _random;
    private readonly SymmetricState _symmetric;

    // Static private key ‖ ephemeral private key; the static half is unused where the pattern shows none.
    private readonly SecretBytes _privateKeys = new(2 * KeySize);
    private byte[]? _remoteStatic;
    private byte[]? _remoteEphemeral;
    private int _step;
    private string? _ended;
    private bool _disposed;

    private NoiseHandshake(
        NoisePattern pattern, bool isInitiator, ReadOnlySpan<byte> prologue, X25519Private? staticKey, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        _messages = NoisePatterns.Messages(pattern);
        bool hasStatic = !isInitiator || NoisePatterns.InitiatorHasStatic(pattern);
        if (hasStatic) ArgumentNullException.ThrowIfNull(staticKey);
        else if (staticKey is not null) throw new ArgumentException($"The initiator of {pattern} shows no static key", nameof(staticKey));
        _isInitiator = isInitiator;
        _random = random;
        staticKey?.CopyTo(StaticPrivate);
        _symmetric = new SymmetricState(NoisePatterns.ProtocolName(pattern), prologue);
    }

    /// <summary>Both messages have passed: the session can be taken.</summary>
    public bool IsComplete => _ended is null && _step == _messages.Length;

    /// <summary>Bytes that the next message, written or read, has beyond its payload.</summary>
    /// <exception cref="InvalidOperationException">There is no next message.</exception>
    public int Overhead
    {
        get
        {
            CheckAlive();
            if (_step == _messages.Length) throw new InvalidOperationException("the handshake is complete: no message follows");
            int tag = _symmetric.Overhead, overhead = 0;
            foreach (NoiseToken token in _messages[_step])
            {
                switch (token)
                {
                    case NoiseToken.E:
                        overhead += KeySize;
                        break;
                    case NoiseToken.S:
                        overhead += KeySize + tag;
                        break;
                    default:
                        tag = Aes256Gcm.TagSize;
                        break;
                }
            }
            return overhead + tag;
        }
    }

    /// <summary>The other side's static X25519 key once a message has shown it, 32 bytes; empty before, and if the pattern shows none.</summary>
    public ReadOnlySpan<byte> RemoteStaticKey => _remoteStatic;

    private Span<byte> StaticPrivate => _privateKeys.Span[..KeySize];

    private Span<byte> EphemeralPrivate => _privateKeys.Span[KeySize..];

    /// <summary>The side that speaks first.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="prologue">UTF-8 bytes of the responder's responder id; may be empty. Both sides must have the same.</param>
    /// <param name="staticKey">This side's key for IX, copied; null for NX.</param>
    /// <param name="random">Gives the ephemeral private key: 32 bytes, drawn when this side writes.</param>
    /// <exception cref="ArgumentException">A static key where the pattern shows none, or none where it does.</exception>
    public static NoiseHandshake Initiator(
        NoisePattern pattern, ReadOnlySpan<byte> prologue, X25519Private? staticKey, RandomFill random) =>
        new(pattern, isInitiator: true, prologue, staticKey, random);

    /// <summary>The side that answers.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="prologue">UTF-8 bytes of this side's responder id; may be empty. Both sides must have the same.</param>
    /// <param name="staticKey">This side's key; copied.</param>
    /// <param name="random">Gives the ephemeral private key: 32 bytes, drawn when this side writes.</param>
    /// <exception cref="ArgumentNullException">A key or the source is missing.</exception>
    public static NoiseHandshake Responder(
        NoisePattern pattern, ReadOnlySpan<byte> prologue, X25519Private staticKey, RandomFill random) =>
        new(pattern, isInitiator: false, prologue, staticKey, random);

    /// <summary>The session with implicit counters: messages are read in the order they were written. Ends the handshake.</summary>
    /// <exception cref="InvalidOperationException">The handshake is not complete, has failed, or gave its session already.</exception>
    public NoiseSession TakeSession()
    {
        (CipherState send, CipherState receive) = Split();
        var session = new NoiseSession(send, receive, _symmetric.TranscriptHash.ToArray(), _remoteStatic);
        End("the handshake gave its session already");
        return session;
    }

    /// <summary>The session whose messages carry their nonces and may overtake each other. Ends the handshake.</summary>
    /// <exception cref="InvalidOperationException">The handshake is not complete, has failed, or gave its session already.</exception>
    public ExplicitNonceSession TakeExplicitNonceSession()
    {
        (CipherState send, CipherState receive) = Split();
        var session = new ExplicitNonceSession(send, receive, _symmetric.TranscriptHash.ToArray(), _remoteStatic);
        End("the handshake gave its session already");
        return session;
    }

    /// <summary>Wipes all keys.</summary>
    public void Dispose()
    {
        _disposed = true;
        End("the handshake was disposed");
    }

    private (CipherState Send, CipherState Receive) Split()
    {
        CheckAlive();
        if (!IsComplete)
        {
            throw new InvalidOperationException($"the handshake has passed {_step} of {_messages.Length} messages: no session yet");
        }
        (CipherState toResponder, CipherState toInitiator) = _symmetric.Split();
        return _isInitiator ? (toResponder, toInitiator) : (toInitiator, toResponder);
    }

    private void CheckAlive()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_ended is not null) throw new InvalidOperationException(_ended);
    }

    private void End(string why)
    {
        _ended ??= why;
        _symmetric.Dispose();
        _privateKeys.Dispose();
    }
}
