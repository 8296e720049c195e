namespace MobileCoin.Devnet;

/// <summary>A devnet cannot come up, or not go on. The message is for its user: what is wrong, and what to do.</summary>
internal sealed class DevnetException(string message, Exception? inner = null) : Exception(message, inner);
