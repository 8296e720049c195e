// The exceptions this project throws at its boundary.
namespace MobileCoin.Accounts;

internal static class Error
{
    /// <summary>Refuses an argument whose length is not the one required; lengths are public.</summary>
    internal static void ThrowIfNotLength(int actual, int expected, string parameter)
    {
        if (actual != expected) throw new ArgumentException($"Expected {expected} bytes, got {actual}", parameter);
    }
}
