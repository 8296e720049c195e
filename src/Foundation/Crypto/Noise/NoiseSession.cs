// The transport after a handshake, counters implicit (fact sheet crypto §6.5).
namespace MobileCoin.Crypto;

/// <summary>
/// An encrypted connection: each direction counts its messages, so they must be read in the order in which they were written. A message
/// that fails to decrypt changes nothing; the next genuine one still reads. One caller at a time.
/// </summary>
public sealed class NoiseSession : IDisposable
{
    /// <summary>Bytes that a message has beyond its plaintext: the tag.</summary>
    public const int Overhead = Aes256Gcm.TagSize;

    private readonly CipherState _send;
    private readonly CipherState _receive;
    private readonly byte[] _channelBinding;
    private readonly byte[]? _remoteStatic;

    internal NoiseSession(CipherState send, CipherState receive, byte[] channelBinding, byte[]? remoteStatic)
    {
        _send = send;
        _receive = receive;
        _channelBinding = channelBinding;
        _remoteStatic = remoteStatic;
    }

    /// <summary>The handshake's final hash, 64 bytes, the same on both sides: the channel id.</summary>
    public ReadOnlySpan<byte> ChannelBinding => _channelBinding;

    /// <summary>The other side's static X25519 key, 32 bytes; empty for the responder of NX, whose peer shows none.</summary>
    public ReadOnlySpan<byte> RemoteStaticKey => _remoteStatic;

    internal CipherState Send => _send;

    internal CipherState Receive => _receive;

    /// <summary>Encrypts the next message, <see cref="Overhead"/> bytes longer than its plaintext.</summary>
    /// <exception cref="ArgumentException">The message has another length, or arguments overlap other than in place.</exception>
    /// <exception cref="NoiseException"><see cref="NoiseError.Exhausted"/>; the session stays as it is.</exception>
    public void Encrypt(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext, Span<byte> message)
    {
        if (_send.Encrypt(aad, plaintext, message) != NoiseError.None) throw NoiseException.Exhausted();
    }

    /// <summary>
    /// Decrypts the next message to <paramref name="plaintext"/>, <see cref="Overhead"/> bytes shorter (empty for a message too short for
    /// that). On failure the plaintext is zeroed and the counter stays.
    /// </summary>
    /// <exception cref="ArgumentException">The plaintext has another length, or arguments overlap other than in place.</exception>
    public bool TryDecrypt(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> message, Span<byte> plaintext, out NoiseError error)
    {
        error = _receive.Decrypt(aad, message, plaintext);
        return error == NoiseError.None;
    }

    /// <summary>Wipes both keys.</summary>
    public void Dispose()
    {
        _send.Dispose();
        _receive.Dispose();
    }
}
