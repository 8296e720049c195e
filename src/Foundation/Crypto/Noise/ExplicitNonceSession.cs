// The transport between routers and stores: each message carries its nonce (fact sheet crypto §6.6).
// Upstream takes any nonce, repeated ones too; here a window refuses repeats, which no honest peer sends.
namespace MobileCoin.Crypto;

/// <summary>
/// An encrypted connection whose messages may overtake each other: the writer's counter travels with each. A nonce is taken once, and
/// not when it lies more than <see cref="ReplayWindow.Size"/> behind the highest taken. One caller at a time.
/// </summary>
public sealed class ExplicitNonceSession : IDisposable
{
    /// <summary>Bytes that a message has beyond its plaintext: the tag. The nonce is carried beside it.</summary>
    public const int Overhead = Aes256Gcm.TagSize;

    private readonly CipherState _send;
    private readonly CipherState _receive;
    private readonly ReplayWindow _window = new();
    private readonly byte[] _channelBinding;
    private readonly byte[]? _remoteStatic;

    internal ExplicitNonceSession(CipherState send, CipherState receive, byte[] channelBinding, byte[]? remoteStatic)
    {
        _send = send;
        _receive = receive;
        _channelBinding = channelBinding;
        _remoteStatic = remoteStatic;
    }

    /// <summary>The handshake's final hash, 64 bytes, the same on both sides: the session's identity.</summary>
    public ReadOnlySpan<byte> ChannelBinding => _channelBinding;

    /// <summary>The other side's static X25519 key, 32 bytes; empty for the responder of NX, whose peer shows none.</summary>
    public ReadOnlySpan<byte> RemoteStaticKey => _remoteStatic;

    internal CipherState Send => _send;

    internal CipherState Receive => _receive;

    /// <summary>Encrypts a message, <see cref="Overhead"/> bytes longer than its plaintext.</summary>
    /// <returns>The nonce to send beside it.</returns>
    /// <exception cref="ArgumentException">The message has another length, or arguments overlap other than in place.</exception>
    /// <exception cref="NoiseException"><see cref="NoiseError.Exhausted"/>; the session stays as it is.</exception>
    public ulong Encrypt(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> message)
    {
        ulong nonce = _send.Counter;
        if (_send.Encrypt(aad, plaintext, message) != NoiseError.None) throw NoiseException.Exhausted();
        return nonce;
    }

    /// <summary>
    /// Decrypts a message that came with <paramref name="nonce"/> to <paramref name="plaintext"/>, <see cref="Overhead"/> bytes shorter
    /// (empty for a message too short for that). On failure the plaintext is zeroed and the nonce remains free.
    /// </summary>
    /// <exception cref="ArgumentException">The plaintext has another length, or arguments overlap other than in place.</exception>
    public bool TryDecrypt(ulong nonce, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message, Span<byte> plaintext, out NoiseError error)
    {
        Error.ThrowIfNotLength(plaintext.Length, Math.Max(0, message.Length - Overhead), nameof(plaintext));
        if (!_window.IsFresh(nonce))
        {
            plaintext.Clear();
            error = NoiseError.NonceReplayed;
            return false;
        }
        error = _receive.DecryptAt(nonce, aad, message, plaintext);
        if (error != NoiseError.None) return false;
        _window.Mark(nonce);
        return true;
    }

    /// <summary>Wipes both keys.</summary>
    public void Dispose()
    {
        _send.Dispose();
        _receive.Dispose();
    }
}
