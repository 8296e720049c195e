// Queries between the router's calls (fact sheets crypto §3.5, fog §6.3): decrypted once, and kept by the host under a key of this process.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.LedgerEnclave;

/// <summary>Seals a query together with the session that it came through. For any number of threads.</summary>
internal sealed class QuerySeal(RandomFill random) : IDisposable
{
    private const int HeadSize = ChannelId.Size + sizeof(int);

    private readonly Lock _gate = new();
    private readonly MessageCipher _cipher = new(random);

    internal SealedQuery Seal(ChannelId session, ReadOnlySpan<byte> aad, ReadOnlySpan<byte> query)
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

    /// <exception cref="EnclaveException">This enclave did not seal it.</exception>
    internal OpenedQuery Open(SealedQuery query)
    {
        ReadOnlySpan<byte> message = query.Bytes.Span;
        byte[] plaintext = new byte[Math.Max(0, message.Length - MessageCipher.Overhead)];
        MessageCipherResult result;
        lock (_gate) result = _cipher.Decrypt(message, plaintext);
        if (result == MessageCipherResult.Success) return new OpenedQuery(plaintext);
        CryptographicOperations.ZeroMemory(plaintext);
        throw new EnclaveException(EnclaveErrorKind.Sealing, "the query was not sealed by this enclave");
    }

    public void Dispose()
    {
        lock (_gate) _cipher.Dispose();
    }

    /// <summary>A query that was sealed; wiped on disposal.</summary>
    internal readonly ref struct OpenedQuery(byte[] bytes)
    {
        private readonly byte[] _bytes = bytes;
        private readonly int _aadLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(ChannelId.Size));

        internal ChannelId Session => ChannelId.Parse(_bytes.AsSpan(0, ChannelId.Size));

        internal ReadOnlyMemory<byte> Aad => _bytes.AsMemory(HeadSize, _aadLength);

        internal ReadOnlySpan<byte> Query => _bytes.AsSpan(HeadSize + _aadLength);

        public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);
    }
}
