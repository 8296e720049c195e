namespace MobileCoin.Transactions;

/// <summary>A transaction's signature could not be made.</summary>
public sealed class RingCtException : Exception
{
    /// <summary>With what is wrong.</summary>
    public RingCtException(RingCtError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).ToString()) => Error = error;

    internal RingCtException(RingCtErrorKind kind)
        : this(new RingCtError(kind))
    {
    }

    /// <summary>What is wrong.</summary>
    public RingCtError Error { get; }
}
