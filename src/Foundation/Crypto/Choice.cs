// A yes or no that must not steer the program: the verdict of a tag, kept as a mask (fact sheet crypto §3.1, §3.2, §12).
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.Crypto;

/// <summary>
/// A secret truth value, held as 64 bits that are all one or all zero. It can be combined and can select data, but does not convert to
/// <see cref="bool"/>: whoever is entitled to act on it says so with <see cref="Reveal"/>. The default is <see cref="No"/>.
/// </summary>
public readonly struct Choice
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Choice(ulong mask) => Mask = mask;

    /// <summary>False: the mask of zeros.</summary>
    public static Choice No => default;

    /// <summary>True: the mask of ones.</summary>
    public static Choice Yes => new(ulong.MaxValue);

    /// <summary>All ones for yes, all zeros for no.</summary>
    public ulong Mask { get; }

    /// <summary>Yes when <paramref name="value"/> is zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice IsZero(ulong value) => new(((value | (0 - value)) >> 63) - 1);

    /// <summary>Yes when the two values are equal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice Equal(ulong left, ulong right) => IsZero(left ^ right);

    /// <summary>Yes when the one number is less than the other: the borrow of their difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice Less(ulong left, ulong right) =>
        ~IsZero(((~left & right) | ((~left | right) & (left - right))) >> 63);

    /// <summary>Yes when the two byte strings are equal; reads all of both. Their lengths are public.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Choice Equal(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Error.ThrowIfNotLength(right.Length, left.Length, nameof(right));
        ref byte a = ref MemoryMarshal.GetReference(left);
        ref byte b = ref MemoryMarshal.GetReference(right);
        nuint length = (nuint)left.Length, i = 0;
        ulong difference = 0;
        for (; length - i >= sizeof(ulong); i += sizeof(ulong)) difference |= Word(ref a, i) ^ Word(ref b, i);
        for (; i < length; i++) difference |= (uint)(Unsafe.Add(ref a, i) ^ Unsafe.Add(ref b, i));
        return IsZero(difference);
    }

    /// <summary>Yes when both are; neither is skipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice operator &(Choice left, Choice right) => new(left.Mask & right.Mask);

    /// <summary>Yes when at least one is; neither is skipped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice operator |(Choice left, Choice right) => new(left.Mask | right.Mask);

    /// <summary>Yes when exactly one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice operator ^(Choice left, Choice right) => new(left.Mask ^ right.Mask);

    /// <summary>The opposite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Choice operator ~(Choice choice) => new(~choice.Mask);

    /// <summary><paramref name="yes"/> or <paramref name="no"/>, without a branch, for any integer of fixed size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Select<T>(T yes, T no)
        where T : unmanaged, IBinaryInteger<T> => no ^ ((no ^ yes) & T.CreateTruncating((long)Mask));

    /// <summary>
    /// Copies <paramref name="source"/> over <paramref name="destination"/> when yes, and leaves it when no; both are read and
    /// <paramref name="destination"/> is written in either case.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Copy(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Error.ThrowIfNotLength(destination.Length, source.Length, nameof(destination));
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        nuint length = (nuint)source.Length, i = 0;
        for (; length - i >= sizeof(ulong); i += sizeof(ulong))
        {
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, i), Select(Word(ref from, i), Word(ref to, i)));
        }
        for (; i < length; i++) Unsafe.Add(ref to, i) = Select(Unsafe.Add(ref from, i), Unsafe.Add(ref to, i));
    }

    /// <summary>The verdict as a value to branch on. From here on it is public: call it only where that is allowed.</summary>
    public bool Reveal() => Mask != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ref byte bytes, nuint offset) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bytes, offset));
}
