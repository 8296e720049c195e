// The messages of a handshake, token by token (fact sheet crypto §6.1; Noise specification §5.3).
using System.Diagnostics;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public sealed partial class NoiseHandshake
{
    /// <summary>Writes the next message, <see cref="Overhead"/> bytes longer than <paramref name="payload"/>.</summary>
    /// <remarks>The payload of message 1 travels in the clear: there is no key yet.</remarks>
    /// <exception cref="ArgumentException">The message would be longer than an array can be.</exception>
    /// <exception cref="InvalidOperationException">It is the other side's turn, or the handshake is complete or has ended.</exception>
    public byte[] WriteMessage(ReadOnlySpan<byte> payload)
    {
        CheckTurn(writes: true);
        int overhead = Overhead;
        Error.ThrowIfNotBetween(payload.Length, 0, Array.MaxLength - overhead, nameof(payload));
        byte[] message = new byte[payload.Length + overhead];
        bool done = false;
        try
        {
            int at = 0;
            foreach (NoiseToken token in _messages[_step])
            {
                switch (token)
                {
                    case NoiseToken.E:
                        WriteEphemeral(message.AsSpan(at, KeySize));
                        at += KeySize;
                        break;
                    case NoiseToken.S:
                        int length = KeySize + _symmetric.Overhead;
                        WriteStatic(message.AsSpan(at, length));
                        at += length;
                        break;
                    default:
                        Agree(token);
                        break;
                }
            }
            Debug.Assert(message.Length - at == payload.Length + _symmetric.Overhead);
            _symmetric.EncryptAndHash(payload, message.AsSpan(at));
            _step++;
            done = true;
            return message;
        }
        finally
        {
            if (!done) End("the handshake failed when this side wrote a message");
        }
    }

    /// <summary>Reads the other side's message and returns its payload. If that fails, the handshake has ended.</summary>
    /// <exception cref="NoiseException">
    /// <see cref="NoiseError.MessageTooShort"/> with the lengths, or <see cref="NoiseError.DecryptionFailed"/>, which is also how message 2
    /// shows a different prologue.
    /// </exception>
    /// <exception cref="InvalidOperationException">It is this side's turn, or the handshake is complete or has ended.</exception>
    public byte[] ReadMessage(ReadOnlySpan<byte> message)
    {
        CheckTurn(writes: false);
        bool done = false;
        try
        {
            int overhead = Overhead;
            if (message.Length < overhead) throw NoiseException.TooShort(message.Length, overhead);
            foreach (NoiseToken token in _messages[_step])
            {
                switch (token)
                {
                    case NoiseToken.E:
                        _remoteEphemeral = message[..KeySize].ToArray();
                        _symmetric.MixHash(_remoteEphemeral);
                        message = message[KeySize..];
                        break;
                    case NoiseToken.S:
                        int length = KeySize + _symmetric.Overhead;
                        _remoteStatic = new byte[KeySize];
                        _symmetric.DecryptAndHash(message[..length], _remoteStatic);
                        message = message[length..];
                        break;
                    default:
                        Agree(token);
                        break;
                }
            }
            byte[] payload = new byte[message.Length - _symmetric.Overhead];
            _symmetric.DecryptAndHash(message, payload);
            _step++;
            done = true;
            return payload;
        }
        finally
        {
            if (!done) End("the handshake failed: a message of the other side did not read");
        }
    }

    private void CheckTurn(bool writes)
    {
        CheckAlive();
        if (_step == _messages.Length) throw new InvalidOperationException("the handshake is complete: no message follows");
        // The initiator writes messages 0, 2, …
        if (writes != (_isInitiator == (_step % 2 == 0)))
        {
            throw new InvalidOperationException($"message {_step + 1} is for the other side to {(writes ? "write" : "read")}");
        }
    }

    private void WriteEphemeral(Span<byte> output)
    {
        _random(EphemeralPrivate);
        X25519.PublicKey(EphemeralPrivate, output);
        _symmetric.MixHash(output);
    }

    private void WriteStatic(Span<byte> output)
    {
        Span<byte> publicKey = stackalloc byte[KeySize];
        X25519.PublicKey(StaticPrivate, publicKey);
        _symmetric.EncryptAndHash(publicKey, output);
    }

    /// <summary>Mixes in the shared secret of the two keys that the token names, whatever it is: upstream takes all zeros too.</summary>
    private void Agree(NoiseToken token)
    {
        bool ownEphemeral = token == NoiseToken.EE || (token == NoiseToken.ES) == _isInitiator;
        bool remoteEphemeral = token == NoiseToken.EE || (token == NoiseToken.SE) == _isInitiator;
        byte[] remote = (remoteEphemeral ? _remoteEphemeral : _remoteStatic)
            ?? throw new UnreachableException("the pattern uses a key before sending it");
        Span<byte> shared = stackalloc byte[KeySize];
        X25519.Agree(ownEphemeral ? EphemeralPrivate : StaticPrivate, remote, shared);
        _symmetric.MixKey(shared);
        CryptographicOperations.ZeroMemory(shared);
    }
}
