// Who signs the rings of a transaction (fact sheet ledger §2.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Signs rings: with keys at hand, or elsewhere.</summary>
public interface IRingSigner
{
    /// <summary>Signs a ring.</summary>
    /// <param name="message">What is signed: the digest of the transaction, or of a contingent input.</param>
    /// <param name="ring">The members, which of them is spent, and what spends it.</param>
    /// <param name="pseudoOutputBlinding">The blinding of the pseudo-output commitment, to the amount of the real input.</param>
    /// <param name="random">Where random bytes come from; the draws are those of <see cref="RingMlsag.Sign"/>.</param>
    /// <exception cref="RingSignerException">The ring cannot be signed.</exception>
    RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random);
}
