// Messages that are stored or sealed as upstream's internal encoder writes them (fact sheet crypto §9.1).
namespace MobileCoin.Wire;

/// <summary>
/// A protobuf message with a hand-written encoding in prost's order: fields by ascending tag, a oneof at its lowest tag, defaults skipped,
/// required fields always written. Reading takes any order, packed or not, and skips what it does not know.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IWireMessage<TSelf>
    where TSelf : IWireMessage<TSelf>
{
    /// <summary>Appends the fields of this message.</summary>
    void WriteTo(ProstWriter writer);

    /// <summary>Reads the fields of a message up to the end of the reader's bytes. Absent fields have their defaults.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    static abstract TSelf ReadFrom(ref ProstReader reader);
}

/// <summary>Whole messages as byte strings.</summary>
public static class WireMessage
{
    /// <summary>The bytes of a message.</summary>
    public static byte[] Encode<T>(this T message)
        where T : IWireMessage<T>
    {
        using var writer = new ProstWriter();
        message.WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>The message that bytes hold, all of them.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IWireMessage<T>
    {
        var reader = new ProstReader(bytes);
        return T.ReadFrom(ref reader);
    }
}
