// The scalar between an account's spend key and that of a subaddress (fact sheet crypto §1.5). Constant time.
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Accounts;

internal static class SubaddressScalar
{
    private static ReadOnlySpan<byte> Domain => "mc_subaddress"u8;

    /// <summary>Hs_i of the account's view key: the index is hashed as a scalar, of 32 bytes. Wipe the result after use.</summary>
    internal static Scalar Derive(in Scalar viewPrivateKey, ulong index)
    {
        Span<byte> message = stackalloc byte[2 * Scalar.Size];
        Span<byte> digest = stackalloc byte[2 * Scalar.Size];
        message.Clear();
        viewPrivateKey.CopyTo(message[..Scalar.Size]);
        BinaryPrimitives.WriteUInt64LittleEndian(message[Scalar.Size..], index);
        Blake2b.Hash(Domain, message, digest);
        Scalar scalar = Scalar.FromBytesModOrderWide(digest);
        CryptographicOperations.ZeroMemory(message);
        CryptographicOperations.ZeroMemory(digest);
        return scalar;
    }
}
