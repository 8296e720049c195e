// Making masked amounts (fact sheet ledger §2.4, crypto §3.10).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class MaskedAmount
{
    /// <summary>Bytes of the secret of an amount of version 2: 32.</summary>
    public const int AmountSharedSecretSize = 32;

    /// <summary>Masks an amount as outputs of a block version have it. Constant time in amount and secret.</summary>
    /// <param name="blockVersion">Version 1 below block version 3, without a masked token id below 2.</param>
    /// <param name="amount">The amount.</param>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    /// <exception cref="AmountException"><see cref="AmountError.TokenIdNotSupportedAtBlockVersion"/>.</exception>
    public static MaskedAmount Create(BlockVersion blockVersion, Amount amount, CompressedRistretto sharedSecret)
    {
        if (blockVersion.HasMaskedAmountV2) return CreateV2(amount, sharedSecret);
        if (blockVersion.HasMaskedTokenIds) return CreateV1(amount, sharedSecret);
        if (amount.TokenId != Transactions.TokenId.Mob) throw new AmountException(AmountError.TokenIdNotSupportedAtBlockVersion);
        MaskedAmount masked = CreateV1(amount, sharedSecret);
        return new MaskedAmount(MaskedAmountVersion.V1, masked.Commitment, masked.MaskedValue, []);
    }

    /// <summary>Masks an amount in version 1, with a masked token id.</summary>
    public static MaskedAmount CreateV1(Amount amount, CompressedRistretto sharedSecret)
    {
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size];
        sharedSecret.CopyTo(secret);
        AmountMasks.DeriveV1(secret, out AmountMasks masks);
        CryptographicOperations.ZeroMemory(secret);
        return Mask(MaskedAmountVersion.V1, amount, ref masks);
    }

    /// <summary>Masks an amount in version 2.</summary>
    public static MaskedAmount CreateV2(Amount amount, CompressedRistretto sharedSecret)
    {
        Span<byte> secret = stackalloc byte[AmountSharedSecretSize];
        AmountSharedSecret(sharedSecret, secret);
        MaskedAmount masked = CreateV2(amount, secret);
        CryptographicOperations.ZeroMemory(secret);
        return masked;
    }

    /// <summary>Masks an amount in version 2 under the secret of another one, as fractional fills do.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="amountSharedSecret">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static MaskedAmount CreateV2(Amount amount, ReadOnlySpan<byte> amountSharedSecret)
    {
        ThrowIfNoSecret(amountSharedSecret, nameof(amountSharedSecret));
        AmountMasks.DeriveV2FromAmountSharedSecret(amountSharedSecret, out AmountMasks masks);
        return Mask(MaskedAmountVersion.V2, amount, ref masks);
    }

    /// <summary>The secret of an amount of version 2, which opens it without giving the output away.</summary>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    /// <param name="amountSharedSecret">Receives 32 bytes; wipe them after use.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public static void AmountSharedSecret(CompressedRistretto sharedSecret, Span<byte> amountSharedSecret)
    {
        ThrowIfNoSecret(amountSharedSecret, nameof(amountSharedSecret));
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size];
        sharedSecret.CopyTo(secret);
        AmountMasks.AmountSharedSecret(secret, amountSharedSecret);
        CryptographicOperations.ZeroMemory(secret);
    }

    /// <summary>CRC-32 of the commitment, which fog keeps in its place.</summary>
    public uint CommitmentCrc32()
    {
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        Commitment.CopyTo(bytes);
        return Crc32.ComputeVartime(bytes);
    }

    /// <summary>The masks of an amount at a block version: wipe them.</summary>
    /// <exception cref="AmountException"><see cref="AmountError.TokenIdNotSupportedAtBlockVersion"/>.</exception>
    internal static AmountMasks DeriveMasks(BlockVersion blockVersion, Amount amount, ReadOnlySpan<byte> sharedSecret)
    {
        if (!blockVersion.HasMaskedTokenIds && amount.TokenId != Transactions.TokenId.Mob) throw new AmountException(AmountError.TokenIdNotSupportedAtBlockVersion);
        AmountMasks masks;
        if (blockVersion.HasMaskedAmountV2) AmountMasks.DeriveV2(sharedSecret, out masks);
        else AmountMasks.DeriveV1(sharedSecret, out masks);
        return masks;
    }

    /// <summary>Masks an amount whose commitment was made under the masks.</summary>
    internal static MaskedAmount Mask(BlockVersion blockVersion, Amount amount, in AmountMasks masks, CompressedRistretto commitment)
    {
        Span<byte> token = stackalloc byte[Transactions.TokenId.Size];
        BinaryPrimitives.WriteUInt64LittleEndian(token, amount.TokenId ^ masks.TokenId);
        return new MaskedAmount(
            blockVersion.HasMaskedAmountV2 ? MaskedAmountVersion.V2 : MaskedAmountVersion.V1, commitment, amount.Value ^ masks.Value,
            blockVersion.HasMaskedTokenIds ? token : []);
    }

    /// <summary>Masks, commits and wipes the masks.</summary>
    private static MaskedAmount Mask(MaskedAmountVersion version, Amount amount, ref AmountMasks masks)
    {
        Span<byte> token = stackalloc byte[Transactions.TokenId.Size];
        BinaryPrimitives.WriteUInt64LittleEndian(token, amount.TokenId ^ masks.TokenId);
        CompressedRistretto commitment = new UnmaskedAmount(amount.Value, amount.TokenId, masks.Blinding).Commitment();
        ulong value = amount.Value ^ masks.Value;
        AmountMasks.Wipe(ref masks);
        return new MaskedAmount(version, commitment, value, token);
    }

    private static void ThrowIfNoSecret(ReadOnlySpan<byte> secret, string parameter)
    {
        if (secret.Length != AmountSharedSecretSize)
        {
            throw new ArgumentException($"Expected {AmountSharedSecretSize} bytes, got {secret.Length}", parameter);
        }
    }
}
