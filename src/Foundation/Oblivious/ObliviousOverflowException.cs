namespace MobileCoin.Oblivious;

/// <summary>
/// A stash or the spill list of an oblivious map is full. This has a stated, negligible probability (see <c>Parameters</c>), it is
/// visible to an observer, and it is fatal: a record may be lost, so the map refuses all further work. Dispose it and build a new one
/// from the database with a fresh seed; never retry in place.
/// </summary>
public sealed class ObliviousOverflowException : Exception
{
    /// <summary>An overflow with the default message.</summary>
    public ObliviousOverflowException()
        : this("an oblivious map overflowed: dispose it and rebuild from the source of the records")
    {
    }

    /// <summary>An overflow with this message.</summary>
    public ObliviousOverflowException(string message)
        : base(message)
    {
    }

    /// <summary>An overflow with this message and cause.</summary>
    public ObliviousOverflowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
