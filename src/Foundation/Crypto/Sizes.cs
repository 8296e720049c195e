// The argument checks that every public method of this project makes before it works: a wrong length names the parameter and both lengths.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

internal static class Sizes
{
    internal static void RequireExactly(int expected, int actual, string parameter)
    {
        if (actual != expected) ThrowExactly(expected, actual, parameter);
    }

    internal static void RequireBetween(int least, int most, int actual, string parameter)
    {
        if (actual < least || actual > most) ThrowBetween(least, most, actual, parameter);
    }

    /// <summary>The number of items of <paramref name="size"/> bytes in a buffer, which must hold whole items.</summary>
    internal static int RequireWhole(int size, int actual, string parameter)
    {
        if (actual % size != 0) ThrowWhole(size, actual, parameter);
        return actual / size;
    }

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowExactly(int expected, int actual, string parameter) =>
        throw new ArgumentException($"expected {expected} bytes, got {actual}", parameter);

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowBetween(int least, int most, int actual, string parameter) =>
        throw new ArgumentException($"expected {least} to {most} bytes, got {actual}", parameter);

    [DoesNotReturn, MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowWhole(int size, int actual, string parameter) =>
        throw new ArgumentException($"expected whole items of {size} bytes each, got {actual} bytes", parameter);
}
