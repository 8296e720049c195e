namespace MobileCoin.Oblivious;

/// <summary>A map, or the next step of its growth, needs more memory than this machine offers. Nothing has changed.</summary>
public sealed class ObliviousMemoryException : Exception
{
    /// <summary>Memory is short.</summary>
    public ObliviousMemoryException()
        : this("an oblivious map needs more memory than this machine offers")
    {
    }

    /// <summary>Memory is short, with this message.</summary>
    public ObliviousMemoryException(string message)
        : base(message)
    {
    }

    /// <summary>Memory is short, with this message and cause.</summary>
    public ObliviousMemoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Memory is short: what for, and by how much.</summary>
    /// <param name="purpose">What the memory is for.</param>
    /// <param name="needed">Bytes needed.</param>
    /// <param name="available">Bytes that this machine offers.</param>
    public ObliviousMemoryException(string purpose, long needed, long available)
        : base($"{purpose} needs {needed} bytes of memory; this machine offers {available}")
    {
        Needed = needed;
        Available = available;
    }

    /// <summary>Bytes needed, or 0 if not known.</summary>
    public long Needed { get; }

    /// <summary>Bytes that this machine offers, or 0 if not known.</summary>
    public long Available { get; }
}
