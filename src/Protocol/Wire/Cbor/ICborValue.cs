// Values that go over the wire as upstream's serde writes them in CBOR (fact sheet consensus §2.2, crypto §9.9).
namespace MobileCoin.Wire;

/// <summary>
/// A value with a CBOR form. A struct reads
/// <code>
/// private static readonly CborStruct Form = new("Ballot", "N", "X");
///
/// public void WriteTo(CborWriter writer)
/// {
///     writer.Struct(Form);
///     writer.Key(Form, 0);
///     writer.UInt64(N);
///     writer.Key(Form, 1);
///     writer.List(X);
/// }
///
/// public static Ballot ReadFrom(ref CborReader reader)
/// {
///     CborFields fields = reader.BeginStruct(Form);
///     while (reader.TryReadField(ref fields, out int field))
///     {
///         switch (field)
///         {
///             case 0: n = reader.UInt64(); break;
///             case 1: x = reader.List&lt;Value&gt;(); break;
///         }
///     }
///     return new Ballot(n, x);
/// }
/// </code>
/// and an enum begins with <see cref="CborReader.BeginVariant"/>.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ICborValue<TSelf>
    where TSelf : ICborValue<TSelf>
{
    /// <summary>Appends this value, one data item.</summary>
    void WriteTo(CborWriter writer);

    /// <summary>Reads one data item.</summary>
    /// <exception cref="WireException">Another item, or none.</exception>
    static abstract TSelf ReadFrom(ref CborReader reader);
}

/// <summary>Whole values as byte strings.</summary>
public static class Cbor
{
    /// <summary>The bytes of a value.</summary>
    public static byte[] Encode<T>(T value)
        where T : ICborValue<T>
    {
        using var writer = new CborWriter();
        value.WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>The value that bytes hold, all of them.</summary>
    /// <exception cref="WireException">Bytes that hold no such value, or more than it.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : ICborValue<T>
    {
        var reader = new CborReader(bytes);
        T value = T.ReadFrom(ref reader);
        reader.Finish();
        return value;
    }
}
