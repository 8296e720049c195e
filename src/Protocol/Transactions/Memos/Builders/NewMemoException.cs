// Why a memo builder makes no memo (fact sheet ledger §4.3).
namespace MobileCoin.Transactions;

/// <summary>Why a memo builder makes no memo.</summary>
public enum NewMemoError
{
    /// <summary>A number is too large for the memo: the outlay, the number of recipients or the fee of a destination memo.</summary>
    LimitsExceeded,

    /// <summary>An output after the change, which told of all outputs.</summary>
    OutputsAfterChange,

    /// <summary>The fee changed after a memo that tells it.</summary>
    FeeAfterChange,

    /// <summary>A second change output.</summary>
    MultipleChangeOutputs,

    /// <summary>A second output where there can be one only.</summary>
    MultipleOutputs,

    /// <summary>The change comes before the output that it tells of.</summary>
    MissingOutput,

    /// <summary>Outputs, change and fee are not all of one token.</summary>
    MixedTokenIds,

    /// <summary>The recipient is not the one that this kind of transaction is to.</summary>
    InvalidRecipient,

    /// <summary>Both a request for payment and an intent to pay are set.</summary>
    RequestAndIntentIdSet,

    /// <summary>This kind of transaction has outputs to the sender himself only.</summary>
    DestinationMemoNotAllowed,

    /// <summary>A defragmentation with change.</summary>
    DefragWithChange,

    /// <summary>A fee that takes more than 56 bits.</summary>
    MaxFeeExceeded,

    /// <summary>A note that is too long, or one output in two roles.</summary>
    BadInputs,
}

/// <summary>A memo builder makes no memo. The message is the error as upstream prints it.</summary>
public sealed class NewMemoException : Exception
{
    internal NewMemoException(NewMemoError error, string? detail = null, Exception? inner = null)
        : base(detail is null ? error.ToString() : $"{error}({detail})", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public NewMemoError Error { get; }

    internal static NewMemoException LimitsExceeded(string what) => new(NewMemoError.LimitsExceeded, $"\"{what}\"");

    internal static NewMemoException MaxFeeExceeded(ulong fee) => new(NewMemoError.MaxFeeExceeded, $"{Memo.MaxFee}, {fee}");

    internal static void ThrowIf(bool condition, NewMemoError error)
    {
        if (condition) throw new NewMemoException(error);
    }
}
