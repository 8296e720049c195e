namespace MobileCoin.Transactions;

/// <summary>A ring signature could not be made.</summary>
public sealed class RingSignatureException : Exception
{
    /// <summary>With what is wrong.</summary>
    public RingSignatureException(RingSignatureError error)
        : base(error.ToString()) => Error = error;

    internal RingSignatureException(RingSignatureErrorKind kind)
        : this(new RingSignatureError(kind))
    {
    }

    /// <summary>What is wrong.</summary>
    public RingSignatureError Error { get; }
}
