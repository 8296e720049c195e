// What can be wrong with memos (fact sheet ledger §2.6).
namespace MobileCoin.Transactions;

/// <summary>Why bytes are no memo, or values make none.</summary>
public enum MemoError
{
    /// <summary>A byte string has another length than the one required, or is longer than allowed.</summary>
    BadLength,

    /// <summary>The type is not registered.</summary>
    UnknownMemoType,

    /// <summary>A note is not UTF-8.</summary>
    Utf8Decoding,

    /// <summary>The fee of a destination memo takes more than 56 bits.</summary>
    FeeTooLarge,

    /// <summary>The fee of another memo takes more than 56 bits.</summary>
    MaxFeeExceeded,
}

/// <summary>Bytes that are no memo, or values that make none. The message is the error as upstream prints it.</summary>
public sealed class MemoException : Exception
{
    private MemoException(MemoError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public MemoError Error { get; }

    internal static MemoException BadLength(int length) => new(MemoError.BadLength, $"BadLength({length})");

    internal static MemoException UnknownMemoType(MemoType type) =>
        new(MemoError.UnknownMemoType, $"UnknownMemoType([{(int)type >> 8}, {(int)type & 0xff}])");

    internal static MemoException Utf8Decoding() => new(MemoError.Utf8Decoding, "Utf8Decoding");

    internal static MemoException FeeTooLarge() => new(MemoError.FeeTooLarge, "FeeTooLarge");

    internal static MemoException MaxFeeExceeded(ulong fee) =>
        new(MemoError.MaxFeeExceeded, $"MaxFeeExceeded({Memo.MaxFee}, {fee})");
}
