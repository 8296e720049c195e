// Queries between the router's calls (fact sheets crypto §3.5, fog §5.6, §6.3): decrypted once, and kept by the host under a key of this process.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;

namespace MobileCoin.Attestation;

/// <summary>Seals a query together with the session that it came through. For any number of threads.</summary>
/// <param name="random">Gives the key.</param>
public sealed class QuerySeal(RandomFill random) : IDisposable
{
    private const int HeadSize = ChannelId.Size + sizeof(int);

    private readonly Lock _gate = new();
    private readonly MessageCipher _cipher = new(random);

    /// <summary>Seals a query.</summary>
    /// <param name="session">The session of the client that asks.</param>
    /// <param name="aad">What was authenticated beside the query.</param>
    /// <param name="query">The query, decrypted.</param>
    public SealedQuery Seal(ChannelId session, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> query)
    {
        byte[] plaintext = new byte[HeadSize + aad.Length + query.Length];
        session.Bytes.CopyTo(plaintext);
        BinaryPrimitives.WriteInt32LittleEndian(plaintext.AsSpan(ChannelId.Size), aad.Length);
        aad.CopyTo(plaintext.AsSpan(HeadSize));
        query.CopyTo(plaintext.AsSpan(HeadSize + aad.Length));
        byte[] message = new byte[plaintext.Length + MessageCipher.Overhead];
        lock (_gate) _cipher.Encrypt(plaintext, message);
        CryptographicOperations.ZeroMemory(plaintext);
        return new SealedQuery(message);
    }

    /// <summary>Opens a query; false if it was not sealed by this one.</summary>
    public bool TryOpen(SealedQuery query, out OpenedQuery opened)
    {
        ArgumentNullException.ThrowIfNull(query);
        ReadOnlySpan<byte> message = query.Bytes.Span;
        byte[] plaintext = new byte[Math.Max(0, message.Length - MessageCipher.Overhead)];
        MessageCipherResult result;
        lock (_gate) result = _cipher.Decrypt(message, plaintext);
        if (result == MessageCipherResult.Success)
        {
            opened = new OpenedQuery(plaintext);
            return true;
        }
        CryptographicOperations.ZeroMemory(plaintext);
        opened = default;
        return false;
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        lock (_gate) _cipher.Dispose();
    }

    /// <summary>A query that was sealed; wiped on disposal.</summary>
    public readonly ref struct OpenedQuery
    {
        private readonly byte[] _bytes;
        private readonly int _aadLength;

        internal OpenedQuery(byte[] bytes)
        {
            _bytes = bytes;
            _aadLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(ChannelId.Size));
        }

        /// <summary>The session of the client that asks.</summary>
        public ChannelId Session => ChannelId.Parse(_bytes.AsSpan(0, ChannelId.Size));

        /// <summary>What was authenticated beside the query.</summary>
        public ReadOnlyMemory<byte> Aad => _bytes.AsMemory(HeadSize, _aadLength);

        /// <summary>The query.</summary>
        public ReadOnlySpan<byte> Query => _bytes.AsSpan(HeadSize + _aadLength);

        /// <summary>Wipes it.</summary>
        public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
    }
}
