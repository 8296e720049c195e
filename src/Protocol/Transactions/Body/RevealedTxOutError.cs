// Why the amount of a revealed output cannot be read (fact sheet ledger §2.4, §2.5, §2.8).
namespace MobileCoin.Transactions;

/// <summary>The kinds of <see cref="RevealedTxOutError"/>.</summary>
public enum RevealedTxOutErrorKind
{
    /// <summary>The secret has not 32 bytes.</summary>
    InvalidAmountSharedSecret,

    /// <summary>The output has no masked amount.</summary>
    TxOutConversion,

    /// <summary>The secret does not unmask the amount.</summary>
    Amount,
}

/// <summary>Why the amount of a revealed output cannot be read.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Detail">The name of the error within; null if there is none.</param>
public sealed record RevealedTxOutError(RevealedTxOutErrorKind Kind, string? Detail = null)
{
    /// <summary>The error as upstream prints it.</summary>
    public override string ToString() => Detail is null ? Kind.ToString() : $"{Kind}({Detail})";
}
