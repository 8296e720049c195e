// The generated descriptors as lines of text: everything that other software relies on, nothing that it does not.
using System.Reflection;
using Google.Protobuf.Reflection;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Wire.Test.Proto;

internal static class WireListing
{
    /// <summary>The descriptor of every .proto file of the network, by file name.</summary>
    internal static IReadOnlyList<FileDescriptor> Files { get; } =
    [
        .. typeof(AuthMessage).Assembly.GetExportedTypes()
            .Select(t => t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static))
            .Where(p => p?.PropertyType == typeof(FileDescriptor))
            .Select(p => (FileDescriptor)p!.GetValue(null)!)
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    internal static IEnumerable<MessageDescriptor> Messages { get; } = [.. Files.SelectMany(f => f.MessageTypes).SelectMany(WithNested)];

    internal static IEnumerable<string> Lines()
    {
        foreach (FileDescriptor file in Files)
        {
            yield return $"# {file.Name}: package {file.Package}";
            foreach (ServiceDescriptor service in file.Services)
            {
                foreach (MethodDescriptor method in service.Methods)
                {
                    yield return $"rpc {method.FullName} ({Stream(method.IsClientStreaming)}{method.InputType.FullName})"
                        + $" -> ({Stream(method.IsServerStreaming)}{method.OutputType.FullName})";
                }
            }
            foreach (EnumDescriptor type in file.EnumTypes)
            {
                foreach (string line in Lines(type)) yield return line;
            }
            foreach (MessageDescriptor message in file.MessageTypes.SelectMany(WithNested))
            {
                if (message.Fields.InDeclarationOrder().Count == 0) yield return $"{message.FullName} (empty)";
                foreach (FieldDescriptor field in message.Fields.InDeclarationOrder()) yield return Line(field);
                foreach (EnumDescriptor type in message.EnumTypes)
                {
                    foreach (string line in Lines(type)) yield return line;
                }
            }
        }
    }

    /// <summary>A field as the listing has it: <c>package.Message.field = number type label</c>.</summary>
    internal static string Line(FieldDescriptor field) => $"{field.FullName} = {field.FieldNumber} {Type(field)}{Label(field)}";

    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) => message.NestedTypes.SelectMany(WithNested).Prepend(message);

    private static IEnumerable<string> Lines(EnumDescriptor type) => type.Values.Select(v => $"enum {type.FullName}.{v.Name} = {v.Number}");

    private static string Stream(bool stream) => stream ? "stream " : "";

    private static string Type(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        _ => field.FieldType.ToString().ToLowerInvariant(),
    };

    private static string Label(FieldDescriptor field) =>
        field.IsMap ? " map"
        : field.IsRepeated ? IsPacked(field) ? " repeated packed" : " repeated"
        : field.RealContainingOneof is { } oneof ? $" oneof {oneof.Name}"
        : field.HasPresence && field.FieldType != FieldType.Message ? " optional"
        : "";

    // The library calls every repeated field packed that does not say otherwise.
    private static bool IsPacked(FieldDescriptor field) =>
        field.IsPacked && field.FieldType is not (FieldType.Message or FieldType.Bytes or FieldType.String);

    /// <summary>The folder of the .proto files.</summary>
    internal static string ProtoFolder { get; } =
        typeof(WireListing).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == nameof(ProtoFolder)).Value!;
}
