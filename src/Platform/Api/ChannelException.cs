// What keeps a channel from being opened at all (fact sheet fog §8.7).
namespace MobileCoin.Api;

/// <summary>A channel cannot be opened: a file that its URI names cannot be used. The message names the URI, without its user, and the file.</summary>
public sealed class ChannelException : Exception
{
    internal ChannelException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
