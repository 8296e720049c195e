// What is wrong with bytes that came from outside (fact sheet crypto §9.1).
namespace MobileCoin.Wire;

/// <summary>Bytes that are no such message: the text names the message, the field or the offset, and what is wrong.</summary>
public sealed class WireException : Exception
{
    /// <summary>An error with its text.</summary>
    public WireException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its text and what led to it.</summary>
    public WireException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The same error, seen from the message that holds the field.</summary>
    /// <param name="field">Message and field, such as <c>TxOut.public_key</c>.</param>
    public WireException In(string field) => new($"{field}: {Message}", this);
}
