// What can be wrong with a printable payload (fact sheet crypto §7.1).
namespace MobileCoin.Accounts;

/// <summary>Why a text is no printable payload, in the order of the checks.</summary>
public enum PrintableError
{
    /// <summary>A character that is not of the alphabet, or more of them than any payload has.</summary>
    Base58,

    /// <summary>Fewer bytes than a checksum and a message have.</summary>
    InsufficientBytes,

    /// <summary>A checksum that does not match.</summary>
    InvalidChecksum,

    /// <summary>A message that does not decode.</summary>
    Protobuf,

    /// <summary>A URI that is not of the form <c>mob:///b58/…</c>.</summary>
    Uri,
}

/// <summary>A text that is no printable payload.</summary>
public sealed class PrintableException : Exception
{
    internal PrintableException(PrintableError error, string message, Exception? inner = null)
        : base(message, inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public PrintableError Error { get; }

    /// <summary>For <see cref="PrintableError.InsufficientBytes"/>: the bytes that there are.</summary>
    public int Length { get; internal init; }
}
