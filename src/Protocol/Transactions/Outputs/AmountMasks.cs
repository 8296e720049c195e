// The masks of an amount and the blinding of its commitment, from the output's or the amount's secret (fact sheet ledger §2.4, crypto §3.10).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>What hides a value and a token id, and blinds the commitment. A secret: wipe it. All derivations are constant time.</summary>
internal struct AmountMasks
{
    internal ulong Value;
    internal ulong TokenId;
    internal Scalar Blinding;

    private const int SecretSize = MaskedAmount.AmountSharedSecretSize;
    private const int WideSize = 64;

    /// <summary>Version 1, from the encoded shared secret of the output, 32 bytes.</summary>
    internal static void DeriveV1(ReadOnlySpan<byte> sharedSecret, out AmountMasks masks)
    {
        Span<byte> digest = stackalloc byte[WideSize], reduced = stackalloc byte[Scalar.Size];
        Blake2b.Hash("mc_amount_value"u8, sharedSecret, digest);
        // The value's mask is taken from the hash reduced modulo l, the token's from the hash as it is.
        masks.Blinding = Scalar.FromBytesModOrderWide(digest);
        masks.Blinding.CopyTo(reduced);
        masks.Value = BinaryPrimitives.ReadUInt64LittleEndian(reduced);
        Blake2b.Hash("mc_amount_token_id"u8, sharedSecret, digest);
        masks.TokenId = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        Blake2b.Hash("mc_amount_blinding"u8, sharedSecret, digest);
        masks.Blinding = Scalar.FromBytesModOrderWide(digest);
        CryptographicOperations.ZeroMemory(digest);
        CryptographicOperations.ZeroMemory(reduced);
    }

    /// <summary>Version 2, from the encoded shared secret of the output, 32 bytes.</summary>
    internal static void DeriveV2(ReadOnlySpan<byte> sharedSecret, out AmountMasks masks)
    {
        Span<byte> amountSharedSecret = stackalloc byte[SecretSize];
        AmountSharedSecret(sharedSecret, amountSharedSecret);
        DeriveV2FromAmountSharedSecret(amountSharedSecret, out masks);
        CryptographicOperations.ZeroMemory(amountSharedSecret);
    }

    /// <summary>Version 2, from the amount's own secret, 32 bytes.</summary>
    internal static void DeriveV2FromAmountSharedSecret(ReadOnlySpan<byte> amountSharedSecret, out AmountMasks masks)
    {
        Span<byte> key = stackalloc byte[WideSize], okm = stackalloc byte[WideSize];
        HKDF.Extract(HashAlgorithmName.SHA512, amountSharedSecret, "mc_amount_blinding_factors"u8, key);
        HKDF.Expand(HashAlgorithmName.SHA512, key, okm[..sizeof(ulong)], "mc_amount_value"u8);
        masks.Value = BinaryPrimitives.ReadUInt64LittleEndian(okm);
        HKDF.Expand(HashAlgorithmName.SHA512, key, okm[..sizeof(ulong)], "mc_amount_token_id"u8);
        masks.TokenId = BinaryPrimitives.ReadUInt64LittleEndian(okm);
        HKDF.Expand(HashAlgorithmName.SHA512, key, okm, "mc_amount_blinding"u8);
        masks.Blinding = Scalar.FromBytesModOrderWide(okm);
        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(okm);
    }

    /// <summary>The secret of an amount of version 2: the first half of a hash of the output's.</summary>
    internal static void AmountSharedSecret(ReadOnlySpan<byte> sharedSecret, Span<byte> amountSharedSecret)
    {
        Span<byte> digest = stackalloc byte[WideSize];
        Blake2b.Hash("mc_amount_shared_secret"u8, sharedSecret, digest);
        digest[..SecretSize].CopyTo(amountSharedSecret);
        CryptographicOperations.ZeroMemory(digest);
    }

    internal static void Wipe(ref AmountMasks masks) =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<AmountMasks>(ref masks)));

    internal static void Wipe(Span<AmountMasks> masks) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(masks));
}
