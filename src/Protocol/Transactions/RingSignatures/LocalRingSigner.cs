// A signer that holds an account's keys (fact sheet ledger §2.10).
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Signs for an account: the one-time private key comes with the ring, or is derived for the subaddress that received the output.</summary>
/// <param name="account">The account; it stays the caller's.</param>
public sealed class LocalRingSigner(AccountKey account) : IRingSigner
{
    private readonly AccountKey _account = account ?? throw new ArgumentNullException(nameof(account));

    /// <inheritdoc/>
    public RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(random);
        ReducedTxOut real = RingSigning.RealInput(ring);
        if (ring.InputSecret.OnetimePrivateKey is { } given) return RingSigning.Sign(message, ring, real, given, pseudoOutputBlinding, random);
        if (!real.PublicKey.TryDecompress(out RistrettoPoint publicKey)) throw new RingSignerException(RingSignerError.Keys);
        using RistrettoPrivate spend = _account.SubaddressSpendPrivate(ring.InputSecret.SubaddressIndex);
        using RistrettoPrivate derived = OnetimeKeys.RecoverPrivateKey(new RistrettoPublic(publicKey), _account.ViewPrivateKey, spend);
        return RingSigning.Sign(message, ring, real, derived, pseudoOutputBlinding, random);
    }
}
