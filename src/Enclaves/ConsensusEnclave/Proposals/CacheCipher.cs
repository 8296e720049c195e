// The cipher under which the host keeps transactions (fact sheet consensus §3.4): keys of this process, drawn anew when nonces run out.
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.ConsensusEnclave;

/// <summary>A <see cref="MessageCipher"/> for any number of threads; what it gives back is wiped by whoever asked.</summary>
internal sealed class CacheCipher(RandomFill random) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MessageCipher _cipher = new(random);

    internal byte[] Encrypt(ReadOnlySpan<byte> plaintext)
    {
        byte[] message = new byte[plaintext.Length + MessageCipher.Overhead];
        lock (_gate) _cipher.Encrypt(plaintext, message);
        return message;
    }

    /// <summary>The plaintext; null if this cipher did not make the message.</summary>
    internal byte[]? TryDecrypt(ReadOnlySpan<byte> message)
    {
        byte[] plaintext = new byte[Math.Max(0, message.Length - MessageCipher.Overhead)];
        MessageCipherResult result;
        lock (_gate) result = _cipher.Decrypt(message, plaintext);
        if (result == MessageCipherResult.Success) return plaintext;
        CryptographicOperations.ZeroMemory(plaintext);
        return null;
    }

    public void Dispose()
    {
        lock (_gate) _cipher.Dispose();
    }
}
