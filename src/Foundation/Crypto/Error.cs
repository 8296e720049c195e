// Caller errors: one place for their wording.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

internal static class Error
{
    /// <summary>Refuses an argument whose length is not the one required; lengths are public.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckLength(int actual, int expected, string parameter)
    {
        if (actual != expected) ThrowLength(actual, expected, parameter);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"expected {expected} bytes, got {actual}", parameter);
}
