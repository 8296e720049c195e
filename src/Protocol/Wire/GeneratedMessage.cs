// Generated messages from strangers (fact sheet crypto §9.1): the library's reader copies a oneof's message whenever another part of it comes.
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace MobileCoin.Wire;

/// <summary>
/// Decodes generated messages with work and memory in proportion to the input. Protobuf lets a singular message come in parts that are merged;
/// for one in a oneof, generated code copies all that came before with each part, so that a quarter of a megabyte makes fifty gigabytes.
/// No honest writer sends parts: more than a few are refused before the library sees them.
/// </summary>
public static class GeneratedMessage
{
    /// <summary>Parts of oneofs' messages that are merged at most, in a whole message.</summary>
    public const int MaxParts = 16;

    /// <summary>The message that bytes hold, all of them.</summary>
    /// <exception cref="WireException">Bytes that are no such message, or too many parts.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : class, IMessage<T>, new()
    {
        var message = new T();
        Decode(message, bytes);
        return message;
    }

    /// <summary>Reads bytes, all of them, into an empty message.</summary>
    /// <exception cref="WireException">Bytes that are no such message, or too many parts.</exception>
    public static void Decode(IMessage message, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(message);
        int parts = 0;
        CheckParts(message.Descriptor, new ProstReader(bytes), ref parts);
        try
        {
            message.MergeFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new WireException($"{message.Descriptor.Name}: {e.Message}", e);
        }
    }

    /// <summary>Counts, in a message and those within it, how often a oneof's message comes again. The reader bounds the depth.</summary>
    private static void CheckParts(MessageDescriptor descriptor, ProstReader reader, ref int parts)
    {
        ulong seen = 0; // one bit a field number: two that share one only make the count too high
        while (reader.TryReadField(out int number))
        {
            if (reader.Type != WireType.LengthDelimited
                || descriptor.FindFieldByNumber(number) is not { FieldType: FieldType.Message } field)
            {
                reader.Skip();
                continue;
            }
            if (field is { IsRepeated: false, ContainingOneof: not null })
            {
                ulong bit = 1UL << (number & 63);
                if ((seen & bit) != 0 && ++parts > MaxParts)
                {
                    throw new WireException($"{descriptor.Name}.{field.Name}: messages of a oneof come in more than {MaxParts} further parts");
                }
                seen |= bit;
            }
            CheckParts(field.MessageType, reader.Nested(reader.Bytes()), ref parts);
        }
    }
}
