// What all signers have in common (fact sheet ledger §2.10).
// Which member of the ring is spent shows neither in time nor in memory accesses.
using System.Runtime.InteropServices;
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

internal static class RingSigner
{
    /// <summary>The member that is spent: all are read.</summary>
    /// <exception cref="RingSignerException"><see cref="RingSignerError.RealInputIndexOutOfBounds"/>.</exception>
    internal static ReducedTxOut RealInput(SignableInputRing ring)
    {
        ReadOnlySpan<ReducedTxOut> members = ring.Members;
        if (ring.RealInputIndex >= (uint)members.Length) throw new RingSignerException(RingSignerError.RealInputIndexOutOfBounds);
        ReducedTxOut real = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ReducedTxOut>(ref real));
        for (int i = 0; i < members.Length; i++)
        {
            Choice.Equal((uint)i, ring.RealInputIndex).Copy(MemoryMarshal.AsBytes(members.Slice(i, 1)), bytes);
        }
        return real;
    }

    /// <summary>Signs with a one-time private key.</summary>
    /// <exception cref="RingSignerException"><see cref="RingSignerError.TrueInputNotOwned"/>.</exception>
    internal static RingMlsag Sign(
        ReadOnlySpan<byte> message, SignableInputRing ring, in ReducedTxOut real, RistrettoPrivate onetimePrivateKey,
        in Scalar pseudoOutputBlinding, RandomFill random)
    {
        if (onetimePrivateKey.PublicKey().Encoding != real.TargetKey) throw new RingSignerException(RingSignerError.TrueInputNotOwned);
        InputSecret secret = ring.InputSecret;
        return RingMlsag.Sign(
            message, ring.Members, (int)ring.RealInputIndex, onetimePrivateKey.Scalar, secret.Amount.Value, secret.Blinding,
            pseudoOutputBlinding, new PedersenGenerators(secret.Amount.TokenId), random);
    }
}

/// <summary>A signer that has an account's keys: it derives one-time keys from subaddresses, or takes those that inputs bring.</summary>
/// <param name="account">The account; the caller keeps it for as long as this is used.</param>
public sealed class LocalRingSigner(AccountKey account) : IRingSigner
{
    /// <inheritdoc/>
    public RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ReducedTxOut real = RingSigner.RealInput(ring);
        if (ring.InputSecret.OnetimePrivateKey is { } given) return RingSigner.Sign(message, ring, real, given, pseudoOutputBlinding, random);
        if (!real.PublicKey.TryDecompress(out RistrettoPoint publicKey))
        {
            throw new RingSignatureException(RingSignatureErrorKind.InvalidCurvePoint);
        }
        using RistrettoPrivate spend = account.SubaddressSpendPrivate(ring.InputSecret.SubaddressIndex);
        using RistrettoPrivate onetime = OnetimeKeys.RecoverPrivateKey(new RistrettoPublic(publicKey), account.ViewPrivateKey, spend);
        return RingSigner.Sign(message, ring, real, onetime, pseudoOutputBlinding, random);
    }
}

/// <summary>A signer without keys: it signs only for inputs that bring their one-time key, as gift codes do.</summary>
public sealed class NoKeysRingSigner : IRingSigner
{
    /// <inheritdoc/>
    public RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ReducedTxOut real = RingSigner.RealInput(ring);
        RistrettoPrivate key = ring.InputSecret.OnetimePrivateKey ?? throw new RingSignerException(RingSignerError.NoPathToSpendKey);
        return RingSigner.Sign(message, ring, real, key, pseudoOutputBlinding, random);
    }
}
