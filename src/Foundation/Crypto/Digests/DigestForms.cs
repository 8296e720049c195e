// The built-in forms and the containers over them (fact sheet crypto §5.3).
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// The forms of the built-in types. Containers are composed, such as <c>List(Optional(Text))</c>, and kept in a static field.
/// </summary>
public static class DigestForms
{
    /// <summary>An unsigned integer of 16 bits.</summary>
    public static DigestForm<ushort> UInt16 { get; } = new((ref transcript, context, value) => transcript.DigestUInt16(context, value));

    /// <summary>An unsigned integer of 32 bits.</summary>
    public static DigestForm<uint> UInt32 { get; } = new((ref transcript, context, value) => transcript.DigestUInt32(context, value));

    /// <summary>An unsigned integer of 64 bits.</summary>
    public static DigestForm<ulong> UInt64 { get; } = new((ref transcript, context, value) => transcript.DigestUInt64(context, value));

    /// <summary>A signed integer of 8 bits.</summary>
    public static DigestForm<sbyte> Int8 { get; } = new((ref transcript, context, value) => transcript.DigestInt8(context, value));

    /// <summary>A signed integer of 16 bits.</summary>
    public static DigestForm<short> Int16 { get; } = new((ref transcript, context, value) => transcript.DigestInt16(context, value));

    /// <summary>A signed integer of 32 bits.</summary>
    public static DigestForm<int> Int32 { get; } = new((ref transcript, context, value) => transcript.DigestInt32(context, value));

    /// <summary>A signed integer of 64 bits.</summary>
    public static DigestForm<long> Int64 { get; } = new((ref transcript, context, value) => transcript.DigestInt64(context, value));

    /// <summary>A truth value.</summary>
    public static DigestForm<bool> Bool { get; } = new((ref transcript, context, value) => transcript.DigestBool(context, value));

    /// <summary>A byte string; a field omits an empty one.</summary>
    public static DigestForm<byte[]> Bytes { get; } =
        new((ref transcript, context, value) => transcript.DigestBytes(context, value), value => value.Length == 0);

    /// <summary>A string; a field omits an empty one.</summary>
    public static DigestForm<string> Text { get; } =
        new((ref transcript, context, value) => transcript.DigestText(context, value), value => value.Length == 0);

    /// <summary>A compressed ristretto point.</summary>
    public static DigestForm<CompressedRistretto> Ristretto { get; } =
        new((ref transcript, context, value) => transcript.DigestRistretto(context, value));

    /// <summary>A scalar.</summary>
    public static DigestForm<Scalar> Scalar { get; } = new((ref transcript, context, value) => transcript.DigestScalar(context, value));

    internal static DigestForm<IReadOnlyCollection<ulong>> UInt64List { get; } = List(UInt64);

    /// <summary>A list of byte strings.</summary>
    public static DigestForm<IReadOnlyCollection<byte[]>> BytesList { get; } = List(Bytes);

    /// <summary>A list of compressed points.</summary>
    public static DigestForm<IReadOnlyCollection<CompressedRistretto>> RistrettoList { get; } = List(Ristretto);

    internal static DigestForm<IReadOnlyCollection<Scalar>> ScalarList { get; } = List(Scalar);

    /// <summary>The form of a type that knows its own.</summary>
    public static DigestForm<T> Of<T>()
        where T : IDigestible =>
        new((ref transcript, context, value) => value.AppendTo(ref transcript, context), value => value is IOmittable { IsOmitted: true });

    /// <summary>A value that may be absent: a none node, or nothing in a field. A field also omits a present value that is empty.</summary>
    public static DigestForm<T?> Optional<T>(DigestForm<T> form)
        where T : class =>
        new(
            (ref transcript, context, value) =>
            {
                if (value is null) transcript.DigestNone(context);
                else form.Append(ref transcript, context, value);
            },
            value => value is null || form.IsOmitted(value));

    /// <summary>A value that may be absent: a none node, or nothing in a field. A field also omits a present value that is empty.</summary>
    public static DigestForm<T?> OptionalValue<T>(DigestForm<T> form)
        where T : struct =>
        new(
            (ref transcript, context, value) =>
            {
                if (value is { } present) form.Append(ref transcript, context, present);
                else transcript.DigestNone(context);
            },
            value => value is not { } present || form.IsOmitted(present));

    /// <summary>A list, or a set that enumerates in its order: a sequence, or a none node when empty; a field omits an empty one.</summary>
    public static DigestForm<IReadOnlyCollection<T>> List<T>(DigestForm<T> form) =>
        new(
            (ref transcript, context, values) =>
            {
                if (values.Count == 0)
                {
                    transcript.DigestNone(context);
                    return;
                }
                transcript.DigestSequence(context, values.Count);
                foreach (T value in values) form.Append(ref transcript, default, value);
            },
            values => values.Count == 0);

    /// <summary>A pair: the aggregate Tuple of two plain values.</summary>
    public static DigestForm<(TFirst First, TSecond Second)> Pair<TFirst, TSecond>(DigestForm<TFirst> first, DigestForm<TSecond> second) =>
        new((ref transcript, context, pair) =>
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "Tuple"u8);
            node.FieldAlways("0"u8, pair.First, first);
            node.FieldAlways("1"u8, pair.Second, second);
        });

    /// <summary>A map that enumerates in the order of its keys: a list of pairs of key and value.</summary>
    public static DigestForm<IReadOnlyCollection<KeyValuePair<TKey, TValue>>> Map<TKey, TValue>(
        DigestForm<TKey> key, DigestForm<TValue> value)
    {
        DigestForm<(TKey First, TValue Second)> pair = Pair(key, value);
        return List(new DigestForm<KeyValuePair<TKey, TValue>>((ref transcript, context, entry) =>
            pair.Append(ref transcript, context, (entry.Key, entry.Value))));
    }
}
