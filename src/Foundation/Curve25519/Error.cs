// The exceptions this project throws at its boundary.
using System.Diagnostics.CodeAnalysis;

namespace MobileCoin.Curve25519;

internal static class Error
{
    internal static void ThrowIfNotLength(int actual, int expected, string parameter)
    {
        if (actual != expected) ThrowLength(actual, expected, parameter);
    }

    /// <summary>Batches: a span that holds something else than count items of a size.</summary>
    internal static void ThrowIfNotCount(int actual, int count, int size, string parameter)
    {
        if (actual != (long)count * size) ThrowCount(actual, count, size, parameter);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"Expected {expected} bytes, got {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowCount(int actual, int count, int size, string parameter) =>
        throw new ArgumentException($"Expected {count} items of size {size}, got a length of {actual}", parameter);
}
