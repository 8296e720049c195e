// Reading masked amounts (fact sheet ledger §2.4, crypto §3.10).
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class MaskedAmount
{
    /// <summary>
    /// Reads the amount with the output's shared secret. What is wrong with public bytes is returned at once; whether the commitment agrees,
    /// which is to say whether the output is the secret's, is a secret verdict. Constant time but for version and lengths.
    /// </summary>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    /// <param name="amount">The amount; all zero on an error and where the commitment does not agree.</param>
    /// <param name="consistent">Whether the commitment agrees.</param>
    /// <returns><see cref="AmountError.None"/> or <see cref="AmountError.InvalidMaskedTokenId"/>.</returns>
    public AmountError Unmask(CompressedRistretto sharedSecret, out UnmaskedAmount amount, out Choice consistent)
    {
        amount = default;
        consistent = Choice.No;
        if (!HasValidTokenId()) return AmountError.InvalidMaskedTokenId;
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size];
        sharedSecret.CopyTo(secret);
        DeriveMasks(secret, out AmountMasks masks);
        CryptographicOperations.ZeroMemory(secret);
        Open(ref masks, out amount, out consistent);
        return AmountError.None;
    }

    /// <summary>Reads the amount with its own secret, as <see cref="Unmask(CompressedRistretto, out UnmaskedAmount, out Choice)"/> does.</summary>
    /// <param name="amountSharedSecret">32 bytes.</param>
    /// <param name="amount">The amount; all zero on an error and where the commitment does not agree.</param>
    /// <param name="consistent">Whether the commitment agrees.</param>
    /// <returns>
    /// None, <see cref="AmountError.AmountVersionTooOldForAmountSharedSecret"/> or <see cref="AmountError.InvalidMaskedTokenId"/>.
    /// </returns>
    /// <exception cref="ArgumentException">Another length.</exception>
    public AmountError UnmaskWithAmountSharedSecret(ReadOnlySpan<byte> amountSharedSecret, out UnmaskedAmount amount, out Choice consistent)
    {
        ThrowIfNoSecret(amountSharedSecret, nameof(amountSharedSecret));
        amount = default;
        consistent = Choice.No;
        if (Version != MaskedAmountVersion.V2) return AmountError.AmountVersionTooOldForAmountSharedSecret;
        if (!HasValidTokenId()) return AmountError.InvalidMaskedTokenId;
        AmountMasks.DeriveV2FromAmountSharedSecret(amountSharedSecret, out AmountMasks masks);
        Open(ref masks, out amount, out consistent);
        return AmountError.None;
    }

    /// <summary>Reads the amount with the output's shared secret, for a caller who may know whether it is his.</summary>
    /// <exception cref="AmountException">
    /// <see cref="AmountError.InvalidMaskedTokenId"/>, <see cref="AmountError.InconsistentCommitment"/>.
    /// </exception>
    public UnmaskedAmount Unmask(CompressedRistretto sharedSecret)
    {
        AmountException.ThrowIf(Verdict(Unmask(sharedSecret, out UnmaskedAmount amount, out Choice consistent), consistent));
        return amount;
    }

    /// <summary>Reads the amount with its own secret, for a caller who may know whether it agrees.</summary>
    /// <param name="amountSharedSecret">32 bytes.</param>
    /// <exception cref="AmountException">Any error but those of masking.</exception>
    /// <exception cref="ArgumentException">Another length.</exception>
    public UnmaskedAmount UnmaskWithAmountSharedSecret(ReadOnlySpan<byte> amountSharedSecret)
    {
        AmountException.ThrowIf(
            Verdict(UnmaskWithAmountSharedSecret(amountSharedSecret, out UnmaskedAmount amount, out Choice consistent), consistent));
        return amount;
    }

    /// <summary>Rebuilds an amount whose commitment was not kept, as in fog records, with the output's shared secret. Constant time.</summary>
    /// <param name="version">The way of masking.</param>
    /// <param name="maskedValue">The value, masked.</param>
    /// <param name="maskedTokenId">The token id, masked: 8 bytes, or none in version 1.</param>
    /// <param name="sharedSecret">The shared secret of the output, encoded.</param>
    /// <param name="amount">What it says.</param>
    /// <exception cref="AmountException"><see cref="AmountError.InvalidMaskedTokenId"/>.</exception>
    public static MaskedAmount Reconstruct(
        MaskedAmountVersion version,
        ulong maskedValue,
        ReadOnlySpan<byte> maskedTokenId,
        CompressedRistretto sharedSecret,
        out UnmaskedAmount amount)
    {
        var masked = new MaskedAmount(version, default, maskedValue, maskedTokenId);
        if (!masked.HasValidTokenId()) throw new AmountException(AmountError.InvalidMaskedTokenId);
        Span<byte> secret = stackalloc byte[CompressedRistretto.Size];
        sharedSecret.CopyTo(secret);
        masked.DeriveMasks(secret, out AmountMasks masks);
        CryptographicOperations.ZeroMemory(secret);
        amount = masked.Lift(masks);
        AmountMasks.Wipe(ref masks);
        return new MaskedAmount(version, amount.Commitment(), maskedValue, maskedTokenId);
    }

    /// <summary>The public part of the verdict: the masked token id's length fits the version.</summary>
    internal bool HasValidTokenId() =>
        _maskedTokenId.Length == Transactions.TokenId.Size || (_maskedTokenId.Length == 0 && Version == MaskedAmountVersion.V1);

    /// <summary>The masks from the encoded shared secret of the output.</summary>
    internal void DeriveMasks(ReadOnlySpan<byte> sharedSecret, out AmountMasks masks)
    {
        if (Version == MaskedAmountVersion.V1) AmountMasks.DeriveV1(sharedSecret, out masks);
        else AmountMasks.DeriveV2(sharedSecret, out masks);
    }

    /// <summary>Lifts the masks; whether what is below is an amount, only the commitment tells.</summary>
    internal UnmaskedAmount Lift(in AmountMasks masks) => new(
        MaskedValue ^ masks.Value,
        _maskedTokenId.Length == 0 ? Transactions.TokenId.Mob : BinaryPrimitives.ReadUInt64LittleEndian(_maskedTokenId) ^ masks.TokenId,
        masks.Blinding);

    /// <summary>Wipes the masks.</summary>
    private void Open(ref AmountMasks masks, out UnmaskedAmount amount, out Choice consistent)
    {
        Span<byte> expected = stackalloc byte[CompressedRistretto.Size], given = stackalloc byte[CompressedRistretto.Size];
        amount = Lift(masks);
        amount.Commitment().CopyTo(expected);
        Commitment.CopyTo(given);
        consistent = Choice.Equal(expected, given);
        Keep(consistent, ref amount);
        CryptographicOperations.ZeroMemory(expected);
        AmountMasks.Wipe(ref masks);
    }

    /// <summary>Leaves an amount or makes it all zero.</summary>
    internal static void Keep(Choice yes, ref UnmaskedAmount amount)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<UnmaskedAmount>(ref amount));
        Span<byte> zeros = stackalloc byte[bytes.Length];
        zeros.Clear();
        (~yes).Copy(zeros, bytes);
    }

    private static AmountError Verdict(AmountError error, Choice consistent) =>
        error == AmountError.None && !consistent.Reveal() ? AmountError.InconsistentCommitment : error;
}
