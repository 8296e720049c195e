// The exceptions this project throws at its boundary.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

internal static class Error
{
    /// <summary>Refuses an argument whose length is not the one required; lengths are public.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotLength(int actual, int expected, string parameter)
    {
        if (actual != expected) ThrowLength(actual, expected, parameter);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"Expected {expected} bytes, got {actual}", parameter);

    /// <summary>Input and output must be the same memory or have none in common.</summary>
    [DoesNotReturn]
    internal static void ThrowOverlap(int offset, string parameter) =>
        throw new ArgumentException($"Overlaps its input at an offset of {offset} bytes: only none at all or the very same memory will do", parameter);
}
