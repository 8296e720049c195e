// Mask arithmetic: truth is a whole word of ones, so that a decision is data and never a jump (fact sheet crypto §12). Comparisons are made
// of subtraction and shift because the JIT may turn a C# comparison into a branch.
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious;

internal static class Mask
{
    public const ulong All = ulong.MaxValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong IsZero(ulong x) => (ulong)((long)(~x & (x - 1)) >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong NonZero(ulong x) => (ulong)((long)(x | (0 - x)) >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(ulong a, ulong b) => IsZero(a ^ b);

    /// <summary>All ones when a &lt; b, unsigned (the borrow of a - b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Less(ulong a, ulong b) => (ulong)((long)((~a & b) | ((~a | b) & (a - b))) >> 63);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Select(ulong mask, ulong a, ulong b) => b ^ ((a ^ b) & mask);

    /// <summary>The lowest set bit alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Lowest(ulong bits) => bits & (0 - bits);
}
