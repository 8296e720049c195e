// A signer without keys of its own (fact sheet ledger §2.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Signs only with the one-time private keys that come with rings, as for gift codes.</summary>
public sealed class NoKeysRingSigner : IRingSigner
{
    /// <inheritdoc/>
    public RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(random);
        ReducedTxOut real = RingSigning.RealInput(ring);
        RistrettoPrivate key = ring.InputSecret.OnetimePrivateKey ?? throw new RingSignerException(RingSignerError.NoPathToSpendKey);
        return RingSigning.Sign(message, ring, real, key, pseudoOutputBlinding, random);
    }
}
