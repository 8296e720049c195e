// What can be wrong with a signed contingent input (fact sheet ledger §2.8).
namespace MobileCoin.Transactions;

/// <summary>Why a signed contingent input is refused.</summary>
public enum SignedContingentInputError
{
    /// <summary>Not as many indices as members of the ring.</summary>
    WrongNumberOfGlobalIndices,

    /// <summary>The input has no rules.</summary>
    MissingRules,

    /// <summary>The ring signature does not verify.</summary>
    RingSignature,

    /// <summary>Not as many amounts as required outputs.</summary>
    WrongNumberOfRequiredOutputAmounts,

    /// <summary>A required output does not commit to the amount that is told of it.</summary>
    RequiredOutputMismatch,

    /// <summary>The least fill is more than there is to fill.</summary>
    MinPartialFillValueExceedsPartialChange,

    /// <summary>There is nothing to fill.</summary>
    ZeroPartialFillChange,

    /// <summary>An output that is to be filled partly has no value.</summary>
    ZeroPartialFillOutput,

    /// <summary>There are outputs to fill partly, or a least fill, but there is no change.</summary>
    MissingPartialFillChange,

    /// <summary>The amount of an output cannot be read.</summary>
    RevealedTxOut,

    /// <summary>More is taken than there is to fill.</summary>
    PartialFillValueTooLarge,
}

/// <summary>A signed contingent input is refused.</summary>
public sealed class SignedContingentInputException : Exception
{
    internal SignedContingentInputException(SignedContingentInputError error, string? detail = null)
        : base(detail is null ? error.ToString() : $"{error}({detail})") => Error = error;

    /// <summary>Why. The message is the error as upstream prints it.</summary>
    public SignedContingentInputError Error { get; }
}
