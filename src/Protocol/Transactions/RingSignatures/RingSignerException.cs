namespace MobileCoin.Transactions;

/// <summary>Upstream's names of what keeps a signer from signing.</summary>
public enum RingSignerError
{
    /// <summary>The real input's index is not in the ring.</summary>
    RealInputIndexOutOfBounds,

    /// <summary>The key does not belong to the real input.</summary>
    TrueInputNotOwned,

    /// <summary>There is no key, and no account to derive it from.</summary>
    NoPathToSpendKey,

    /// <summary>The real input's public key encodes no element.</summary>
    Keys,

    /// <summary>The signature itself could not be made: see the inner exception.</summary>
    RingSignature,
}

/// <summary>A ring could not be signed.</summary>
public sealed class RingSignerException : Exception
{
    /// <summary>With what is wrong.</summary>
    public RingSignerException(RingSignerError error)
        : base(error.ToString()) => Error = error;

    /// <summary>For a signature that could not be made; prints as upstream's <c>RingSignature(…)</c>.</summary>
    public RingSignerException(RingSignatureException inner)
        : base($"{RingSignerError.RingSignature}({inner?.Error})", inner) => Error = RingSignerError.RingSignature;

    /// <summary>What is wrong.</summary>
    public RingSignerError Error { get; }
}
