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

    /// <summary>Refuses an argument whose length, or a size, lies outside a range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotBetween(int actual, int least, int most, string parameter)
    {
        if (actual < least || actual > most) ThrowBetween(actual, least, most, parameter);
    }

    /// <summary>The number of items of a size that an argument holds; it must hold whole ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int CountOf(int actual, int size, string parameter)
    {
        if (actual % size != 0) ThrowWhole(actual, size, parameter);
        return actual / size;
    }

    /// <summary>Batches: a span that holds something else than count items of a size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotCount(int actual, int count, int size, string parameter)
    {
        if (actual != (long)count * size) ThrowCount(actual, count, size, parameter);
    }

    /// <summary>Input and output must be the same memory or have none in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfShifted(ReadOnlySpan<byte> input, ReadOnlySpan<byte> output, string parameter)
    {
        if (input.Overlaps(output, out int offset) && offset != 0) ThrowOverlap(offset, parameter);
    }

    /// <summary>An argument that must have no memory in common with an output.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfOverlaps(ReadOnlySpan<byte> argument, ReadOnlySpan<byte> output, string parameter)
    {
        if (argument.Overlaps(output)) ThrowShared(parameter);
    }

    /// <summary>A transcript in a state that everybody knows.</summary>
    [DoesNotReturn]
    internal static void ThrowNotStarted() => throw new InvalidOperationException("the transcript was wiped or never started");

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
    private static void ThrowShared(string parameter) =>
        throw new ArgumentException("Shares memory with another argument, one of which is written to", parameter);

    [DoesNotReturn]
    private static void ThrowOverlap(int offset, string parameter) =>
        throw new ArgumentException(
            $"Overlaps its input at an offset of {offset} bytes: only none at all or the very same memory will do", parameter);
}
