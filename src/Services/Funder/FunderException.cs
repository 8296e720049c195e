namespace MobileCoin.Funder;

/// <summary>Why nothing was paid.</summary>
public enum FunderError
{
    /// <summary>The accounts do not hold so much, or not in so few outputs.</summary>
    NotEnough,

    /// <summary>An amount of nothing, or more outputs than a transaction takes.</summary>
    InvalidPayment,

    /// <summary>The validators know of no fee in any token that the payment spends.</summary>
    UnknownToken,

    /// <summary>No validator answers.</summary>
    NoValidator,

    /// <summary>The validators refuse the payment.</summary>
    Refused,

    /// <summary>The report of a recipient's fog is not there, or nothing vouches for it.</summary>
    FogReport,

    /// <summary>The ledger database is missing, or cannot be read.</summary>
    Ledger,

    /// <summary>The ledger has too few outputs for rings.</summary>
    LedgerTooSmall,

    /// <summary>No key file holds an account.</summary>
    Keys,

    /// <summary>The payment did not get into the ledger in time; it may still.</summary>
    NotLanded,
}

/// <summary>Nothing was paid. The message says what to do about it.</summary>
public sealed class FunderException : Exception
{
    internal FunderException(FunderError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>Why.</summary>
    public FunderError Error { get; }
}
