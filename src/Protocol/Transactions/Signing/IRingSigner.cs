// Who holds the keys that ring signatures are made with (fact sheet ledger §2.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Makes ring signatures, with keys that need not be in this process.</summary>
public interface IRingSigner
{
    /// <summary>Signs for one input.</summary>
    /// <param name="message">What is signed.</param>
    /// <param name="ring">The ring, which of its members is spent, and what is known of that.</param>
    /// <param name="pseudoOutputBlinding">The blinding of the input's pseudo-output.</param>
    /// <param name="random">Where random bytes come from.</param>
    /// <exception cref="RingSignerException">The key is not to be had, or is another's.</exception>
    /// <exception cref="RingSignatureException">The ring cannot be signed for.</exception>
    RingMlsag Sign(ReadOnlySpan<byte> message, SignableInputRing ring, in Scalar pseudoOutputBlinding, RandomFill random);
}

/// <summary>Why a signer does not sign.</summary>
public enum RingSignerError
{
    /// <summary>The input that is spent is not in the ring.</summary>
    RealInputIndexOutOfBounds,

    /// <summary>The key would have to be derived, and the signer has nothing to derive it from.</summary>
    NoPathToSpendKey,

    /// <summary>The key is not that of the input that is spent.</summary>
    TrueInputNotOwned,
}

/// <summary>A signer does not sign.</summary>
public sealed class RingSignerException : Exception
{
    internal RingSignerException(RingSignerError error)
        : base(error.ToString()) => Error = error;

    /// <summary>Why.</summary>
    public RingSignerError Error { get; }
}
