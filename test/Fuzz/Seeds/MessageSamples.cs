// Messages of the .proto files with fields filled at random: seeds where no vector is.
using System.Collections;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using MobileCoin.Fuzz.Mutation;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Seeds;

internal static class MessageSamples
{
    private const int MaxDepth = 5;
    private const int SamplesOfAName = 96;

    /// <summary>Every message of the assembly with the .proto files.</summary>
    internal static IReadOnlyList<MessageDescriptor> Descriptors { get; } =
    [
        .. typeof(WireException).Assembly.GetTypes()
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor))
            .SelectMany(p => ((FileDescriptor)p!.GetValue(null)!).MessageTypes)
            .SelectMany(WithNested)
            .OrderBy(d => d.FullName, StringComparer.Ordinal),
    ];

    /// <summary>Samples of all messages that bear a name, in whatever package.</summary>
    internal static IEnumerable<byte[]> Named(string name, Random random)
    {
        MessageDescriptor[] named = [.. Descriptors.Where(d => d.Name == name)];
        for (int i = 0; i < SamplesOfAName && named.Length > 0; i++) yield return Fill(named[i % named.Length], random, 0).ToByteArray();
    }

    internal static IMessage Fill(MessageDescriptor descriptor, Random random, int depth)
    {
        IMessage message = descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (FieldDescriptor field in descriptor.Fields.InDeclarationOrder())
        {
            if (random.Next(8) == 0 || (field.FieldType == FieldType.Message && depth >= MaxDepth)) continue;
            if (field.IsMap)
            {
                MessageDescriptor entry = field.MessageType;
                ((IDictionary)field.Accessor.GetValue(message))[Value(entry.FindFieldByNumber(1), random, depth)] =
                    Value(entry.FindFieldByNumber(2), random, depth);
            }
            else if (field.IsRepeated)
            {
                for (int i = random.Next(3); i > 0; i--) ((IList)field.Accessor.GetValue(message)).Add(Value(field, random, depth));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, random, depth));
            }
        }
        return message;
    }

    private static object Value(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        FieldType.Message => Fill(field.MessageType, random, depth + 1),
        FieldType.Bytes => ByteString.CopyFrom(VectorSeeds.KeyOrBytes(random)),
        FieldType.String => random.Next(3) switch { 0 => "", 1 => "peer1.example.com:443", _ => "fog://fog.example.com" },
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Double => random.NextDouble(),
        FieldType.Float => random.NextSingle(),
        FieldType.Enum => Enum.ToObject(field.EnumType.ClrType, random.Next(5)),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (object)(int)Interesting.Number(random),
        FieldType.UInt32 or FieldType.Fixed32 => (uint)Interesting.Number(random),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long)Interesting.Number(random),
        FieldType.UInt64 or FieldType.Fixed64 => Interesting.Number(random),
        _ => throw new NotSupportedException(field.FullName),
    };

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.ClrType is null ? [] : message.NestedTypes.SelectMany(WithNested).Prepend(message);
}
