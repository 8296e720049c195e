namespace MobileCoin.BlockProvider;

/// <summary>The source of blocks failed. The message names it.</summary>
public sealed class BlockProviderException : Exception
{
    /// <summary>With the reason.</summary>
    /// <param name="message">Which source, and what about it.</param>
    /// <param name="isTransient">Whether the same call may do better later.</param>
    /// <param name="inner">The cause.</param>
    public BlockProviderException(string message, bool isTransient, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same call may do better later; not with what is damaged, or answers another question.</summary>
    public bool IsTransient { get; }
}
