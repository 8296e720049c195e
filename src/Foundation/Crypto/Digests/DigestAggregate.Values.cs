// Fields that hold other digestibles: one, an optional one, or a list of them.
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public readonly ref partial struct DigestAggregate
{
    /// <summary>A value; nothing if it is a wrapper of something empty.</summary>
    public void Value<T>(ReadOnlySpan<byte> field, T value)
        where T : IDigestible
    {
        if (value is not IOmittable { IsOmitted: true }) value.AppendTo(ref _transcript, field);
    }

    /// <summary>A value, even if it is a wrapper of something empty.</summary>
    public void ValueAlways<T>(ReadOnlySpan<byte> field, T value)
        where T : IDigestible => value.AppendTo(ref _transcript, field);

    /// <summary>A value that may be absent: nothing then.</summary>
    public void Optional<T>(ReadOnlySpan<byte> field, T? value)
        where T : class, IDigestible
    {
        if (value is not null) Value(field, value);
    }

    /// <summary>A value that may be absent: nothing then.</summary>
    public void Optional<T>(ReadOnlySpan<byte> field, T? value)
        where T : struct, IDigestible
    {
        if (value is { } present) Value(field, present);
    }

    /// <summary>A list, or a set in its order; nothing if it is empty.</summary>
    public void List<T>(ReadOnlySpan<byte> field, IReadOnlyCollection<T> values)
        where T : IDigestible
    {
        if (values.Count == 0) return;
        _transcript.DigestSequence(field, values.Count);
        foreach (T value in values) value.AppendTo(ref _transcript, default);
    }

    /// <summary>A list of 64-bit numbers; nothing if it is empty.</summary>
    public void List(ReadOnlySpan<byte> field, IReadOnlyCollection<ulong> values) => Field(field, values, DigestForms.UInt64List);

    /// <summary>A list of byte strings; nothing if it is empty.</summary>
    public void List(ReadOnlySpan<byte> field, IReadOnlyCollection<byte[]> values) => Field(field, values, DigestForms.BytesList);

    /// <summary>A list of compressed ristretto points; nothing if it is empty.</summary>
    public void List(ReadOnlySpan<byte> field, IReadOnlyCollection<CompressedRistretto> values) =>
        Field(field, values, DigestForms.RistrettoList);

    /// <summary>A list of scalars; nothing if it is empty.</summary>
    public void List(ReadOnlySpan<byte> field, IReadOnlyCollection<Scalar> values) => Field(field, values, DigestForms.ScalarList);

    /// <summary>A value of any shape, by its form.</summary>
    public void Field<T>(ReadOnlySpan<byte> field, T value, DigestForm<T> form) => form.AppendField(ref _transcript, field, value);

    /// <summary>A value of any shape, by its form, even if it is empty or absent.</summary>
    public void FieldAlways<T>(ReadOnlySpan<byte> field, T value, DigestForm<T> form) => form.Append(ref _transcript, field, value);
}
