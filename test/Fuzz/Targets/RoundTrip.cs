// What decodes must encode to something that decodes to the same.
using System.Reflection;

namespace MobileCoin.Fuzz.Targets;

internal static class RoundTrip
{
    internal static void Check<T>(T value, Func<T, byte[]> encode, Func<byte[], T> decode)
    {
        byte[] bytes = encode(value);
        T again;
        try
        {
            again = decode(bytes);
        }
        catch (Exception e) when (e is not BrokenException)
        {
            throw new BrokenException($"the encoding of what was decoded is refused: {e.GetType().Name}: {e.Message}", e);
        }
        using var disposal = again as IDisposable;
        if (!encode(again).AsSpan().SequenceEqual(bytes)) throw new BrokenException("a second encoding differs from the first");
        if (!Equality<T>.IsByValue) return;
        if (!value!.Equals(again)) throw new BrokenException("what was decoded does not equal what its encoding decodes to");
        if (Survival.HashCode(value) != Survival.HashCode(again!)) throw new BrokenException("equal values have two hash codes");
        if (value is IComparable<T> ordered && ordered.CompareTo(again) != 0) throw new BrokenException("equal values are ordered");
    }

    private static class Equality<T>
    {
        /// <summary>Types without an equality of their own have that of their encodings.</summary>
        internal static readonly bool IsByValue = typeof(T).GetMethod(nameof(Equals), BindingFlags.Public | BindingFlags.Instance, [typeof(object)])!
            .DeclaringType is { } declaring && declaring != typeof(object) && declaring != typeof(ValueType);
    }
}
