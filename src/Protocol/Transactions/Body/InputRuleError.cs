// Why a transaction breaks the rules of an input (fact sheet ledger §2.8).
namespace MobileCoin.Transactions;

/// <summary>The kinds of <see cref="InputRuleError"/>, in the order in which they are looked for.</summary>
public enum InputRuleErrorKind
{
    /// <summary>The tombstone block is later than allowed.</summary>
    MaxTombstoneBlockExceeded,

    /// <summary>A required output is missing.</summary>
    MissingRequiredOutput,

    /// <summary>The least fill is more than there is to fill.</summary>
    MinPartialFillValueExceedsPartialFillChange,

    /// <summary>There is nothing to fill.</summary>
    ZeroPartialFillChange,

    /// <summary>The output that returns what was not filled is missing.</summary>
    MissingFractionalChangeOutput,

    /// <summary>An output that is partly filled has another token than in the rules.</summary>
    FractionalOutputTokenIdMismatch,

    /// <summary>The change returns so much that less than the least fill is left.</summary>
    FractionalChangeOutputAmountExceedsLimit,

    /// <summary>An output that is to be partly filled is missing.</summary>
    MissingFractionalOutput,

    /// <summary>An output is filled by less than the fraction that the change was taken by, or was to have no value.</summary>
    FractionalOutputAmountDoesNotRespectFillFraction,

    /// <summary>There are outputs to fill partly, but there is no change.</summary>
    PartialFillOutputsNotExpected,

    /// <summary>There is a least fill, but there is no change.</summary>
    MinPartialFillValueNotExpected,

    /// <summary>The amount of an output cannot be read.</summary>
    RevealedTxOut,
}

/// <summary>Why a transaction breaks the rules of an input.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Revealed">Why an amount cannot be read; null for other kinds.</param>
public sealed record InputRuleError(InputRuleErrorKind Kind, RevealedTxOutError? Revealed = null)
{
    /// <summary>The error as upstream prints it.</summary>
    public override string ToString() => Revealed is null ? Kind.ToString() : $"{Kind}({Revealed})";
}
