namespace MobileCoin.Hosting;

/// <summary>Why a program cannot start or go on, in words for its operator.</summary>
public sealed class HostingException : Exception
{
    /// <summary>With the reason.</summary>
    public HostingException(string message)
        : base(message)
    {
    }

    /// <summary>With the reason and its cause.</summary>
    public HostingException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
