// What all signers with keys at hand do (fact sheet ledger §2.10).
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

internal static class RingSigning
{
    /// <summary>The member that is spent, found by masks: which one it is stays secret.</summary>
    /// <exception cref="RingSignerException"><see cref="RingSignerError.RealInputIndexOutOfBounds"/>.</exception>
    internal static ReducedTxOut RealInput(SignableInputRing ring)
    {
        ReadOnlySpan<ReducedTxOut> members = ring.Members;
        if (ring.RealInputIndex >= (uint)members.Length) throw new RingSignerException(RingSignerError.RealInputIndexOutOfBounds);
        ReducedTxOut real = default;
        Span<byte> bytes = MemoryMarshal.AsBytes(new Span<ReducedTxOut>(ref real));
        for (int i = 0; i < members.Length; i++)
        {
            Choice.Equal((ulong)i, ring.RealInputIndex).Copy(MemoryMarshal.AsBytes(members.Slice(i, 1)), bytes);
        }
        return real;
    }

    /// <summary>Checks that the key is the real input's, and signs with it.</summary>
    /// <exception cref="RingSignerException">
    /// <see cref="RingSignerError.TrueInputNotOwned"/> or <see cref="RingSignerError.RingSignature"/>.
    /// </exception>
    internal static RingMlsag Sign(
        ReadOnlySpan<byte> message, SignableInputRing ring, ReducedTxOut real, RistrettoPrivate onetimePrivateKey,
        in Scalar pseudoOutputBlinding, RandomFill random)
    {
        if (RistrettoPoint.MultiplyBase(onetimePrivateKey.Scalar).Compress() != real.TargetKey)
        {
            throw new RingSignerException(RingSignerError.TrueInputNotOwned);
        }
        InputSecret secret = ring.InputSecret;
        Scalar blinding = secret.Blinding;
        try
        {
            return RingMlsag.Sign(
                message, ring.Members, (int)ring.RealInputIndex, onetimePrivateKey.Scalar, secret.Amount.Value, blinding,
                pseudoOutputBlinding, new PedersenGenerators(secret.Amount.TokenId), random);
        }
        catch (RingSignatureException e)
        {
            throw new RingSignerException(e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<Scalar>(ref blinding)));
        }
    }
}
