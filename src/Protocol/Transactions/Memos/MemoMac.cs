// The code by which a recipient knows the sender of a memo (fact sheet ledger §2.6, crypto §3.7).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// HMAC-SHA512, cut to 16 bytes, under the key that the sender's spend key and the recipient's view key agree on. Either side makes it.
/// </summary>
internal static class MemoMac
{
    internal const int Size = 16;

    /// <summary>Bytes of a memo's data that are covered: all that are not the code's own.</summary>
    internal const int CoveredSize = MemoPayload.DataSize - Size;

    private static ReadOnlySpan<byte> Prefix => "mc-memo-mac"u8;

    /// <summary>The code. Constant time.</summary>
    /// <param name="ours">One side's private key.</param>
    /// <param name="theirs">The other side's public key.</param>
    /// <param name="txPublicKey">The output's public key.</param>
    /// <param name="type">The memo's type.</param>
    /// <param name="data">The memo's data, of which the first 48 bytes count.</param>
    /// <param name="mac">Receives 16 bytes.</param>
    internal static void Compute(
        RistrettoPrivate ours, in RistrettoPublic theirs, CompressedRistretto txPublicKey, MemoType type, ReadOnlySpan<byte> data, Span<byte> mac)
    {
        const int PrefixSize = 11, TypeOffset = PrefixSize + CompressedRistretto.Size, DataOffset = TypeOffset + MemoPayload.TypeSize;
        Span<byte> message = stackalloc byte[DataOffset + CoveredSize];
        Prefix.CopyTo(message);
        txPublicKey.CopyTo(message[PrefixSize..TypeOffset]);
        BinaryPrimitives.WriteUInt16BigEndian(message[TypeOffset..], (ushort)type);
        data[..CoveredSize].CopyTo(message[DataOffset..]);

        Span<byte> key = stackalloc byte[RistrettoPublic.Size], digest = stackalloc byte[HMACSHA512.HashSizeInBytes];
        ours.Agree(theirs, key);
        HMACSHA512.HashData(key, message, digest);
        digest[..Size].CopyTo(mac);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(digest);
    }
}
