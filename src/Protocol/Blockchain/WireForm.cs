// The two protobuf forms of messages that name nodes (fact sheet crypto §9.7, ledger §5.4).
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>Which of the two forms a message is written in. Digests are the same for both.</summary>
public enum WireForm
{
    /// <summary>The ledger database's: a responder id is a message around its text; numbers of required fields are written even if 0.</summary>
    Ledger = 0,

    /// <summary>That of archives and services: a responder id is a text. Fields of fixed length must be there.</summary>
    Public = 1,
}

/// <summary>A message with two forms; as an <see cref="IWireMessage{TSelf}"/> it has the ledger's.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface IBlockMessage<TSelf> : IWireMessage<TSelf>
    where TSelf : IBlockMessage<TSelf>
{
    /// <summary>Appends the fields of this message.</summary>
    void WriteTo(ProstWriter writer, WireForm form);

    /// <summary>Reads the fields of a message up to the end of the reader's bytes.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    static abstract TSelf ReadFrom(ref ProstReader reader, WireForm form);
}

/// <summary>Whole messages as byte strings, in either form.</summary>
public static class BlockMessage
{
    /// <summary>The bytes of a message.</summary>
    public static byte[] Encode<T>(this T message, WireForm form)
        where T : IBlockMessage<T>
    {
        using var writer = new ProstWriter();
        message.WriteTo(writer, form);
        return writer.ToArray();
    }

    /// <summary>The message that bytes hold, all of them.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes, WireForm form)
        where T : IBlockMessage<T>
    {
        var reader = new ProstReader(bytes);
        return T.ReadFrom(ref reader, form);
    }

    internal static void Message<T>(this ProstWriter writer, int field, T value, WireForm form)
        where T : IBlockMessage<T>
    {
        int start = writer.Begin(field);
        value.WriteTo(writer, form);
        writer.End(start);
    }

    internal static T Message<T>(this in ProstReader reader, ReadOnlySpan<byte> bytes, WireForm form)
        where T : IBlockMessage<T>
    {
        ProstReader nested = reader.Nested(bytes);
        return T.ReadFrom(ref nested, form);
    }

    /// <summary>Refuses the absence of a field of fixed length where the form does.</summary>
    internal static void Require(ReadOnlySpan<byte> wrapper, WireForm form, string name)
    {
        if (form == WireForm.Public && wrapper.IsEmpty) throw new WireException($"{name} is missing");
    }
}
