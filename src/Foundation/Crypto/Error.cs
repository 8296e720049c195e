// The argument checks of every public method: a wrong length names the parameter, what was expected and what came. Lengths are public.
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

internal static class Error
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotLength(int actual, int expected, string parameter)
    {
        if (actual != expected) ThrowLength(actual, expected, parameter);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotBetween(int actual, int least, int most, string parameter)
    {
        if (actual < least || actual > most) ThrowBetween(actual, least, most, parameter);
    }

    /// <summary>Batches: the number of items of a size in a span, which must hold whole items.</summary>
    internal static int ThrowIfNotWhole(int actual, int size, string parameter)
    {
        if (actual % size != 0) ThrowWhole(actual, size, parameter);
        return actual / size;
    }

    /// <summary>Batches: a span that holds something else than count items of a size.</summary>
    internal static void ThrowIfNotCount(int actual, int count, int size, string parameter)
    {
        if (actual != (long)count * size) ThrowCount(actual, count, size, parameter);
    }

    /// <summary>Output must be the very memory of its input or have none in common with it.</summary>
    internal static void ThrowIfShifted(ReadOnlySpan<byte> input, ReadOnlySpan<byte> output, string parameter)
    {
        if (input.Overlaps(output, out int offset) && offset != 0) ThrowOverlap(offset, parameter);
    }

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string parameter) =>
        throw new ArgumentException($"Expected {expected} bytes, got {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowBetween(int actual, int least, int most, string parameter) =>
        throw new ArgumentException($"Expected {least} to {most} bytes, got {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowWhole(int actual, int size, string parameter) =>
        throw new ArgumentException($"Expected whole items of {size} bytes each, got {actual} bytes", parameter);

    [DoesNotReturn]
    private static void ThrowCount(int actual, int count, int size, string parameter) =>
        throw new ArgumentException($"Expected {count} items of size {size}, got a length of {actual}", parameter);

    [DoesNotReturn]
    private static void ThrowOverlap(int offset, string parameter) =>
        throw new ArgumentException(
            $"Overlaps its input at an offset of {offset} bytes: only none at all or the very same memory will do", parameter);
}
