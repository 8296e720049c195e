using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace MobileCoin.Api;

/// <summary>The files of a server's services, by name and by what they declare.</summary>
internal sealed class ReflectionIndex
{
    private readonly Dictionary<string, FileDescriptor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _bySymbol = new(StringComparer.Ordinal);

    internal ReflectionIndex(IEnumerable<ServiceDescriptor> services)
    {
        foreach (ServiceDescriptor service in services)
        {
            Services.Add(service.FullName);
            Add(service.File);
        }
        Services.Sort(StringComparer.Ordinal);
    }

    internal List<string> Services { get; } = [];

    /// <summary>A file and all that it imports, or null.</summary>
    internal IEnumerable<ByteString>? FileNamed(string name) => _byName.TryGetValue(name, out FileDescriptor? file) ? WithImports(file) : null;

    /// <summary>The file that declares a symbol and all that it imports, or null.</summary>
    internal IEnumerable<ByteString>? FileOf(string symbol) => _bySymbol.TryGetValue(symbol, out FileDescriptor? file) ? WithImports(file) : null;

    internal bool HasMessage(string name) => _bySymbol.ContainsKey(name);

    private void Add(FileDescriptor file)
    {
        if (!_byName.TryAdd(file.Name, file)) return;
        foreach (ServiceDescriptor service in file.Services)
        {
            _bySymbol[service.FullName] = file;
            foreach (MethodDescriptor method in service.Methods) _bySymbol[method.FullName] = file;
        }
        foreach (EnumDescriptor type in file.EnumTypes) _bySymbol[type.FullName] = file;
        foreach (MessageDescriptor type in file.MessageTypes) Add(type, file);
        foreach (FileDescriptor import in file.Dependencies) Add(import);
    }

    private void Add(MessageDescriptor type, FileDescriptor file)
    {
        _bySymbol[type.FullName] = file;
        foreach (FieldDescriptor field in type.Fields.InDeclarationOrder()) _bySymbol[field.FullName] = file;
        foreach (EnumDescriptor inner in type.EnumTypes) _bySymbol[inner.FullName] = file;
        foreach (MessageDescriptor inner in type.NestedTypes) Add(inner, file);
    }

    private static List<ByteString> WithImports(FileDescriptor file)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<ByteString> found = [];
        void Collect(FileDescriptor one)
        {
            if (!seen.Add(one.Name)) return;
            found.Add(one.SerializedData);
            foreach (FileDescriptor import in one.Dependencies) Collect(import);
        }
        Collect(file);
        return found;
    }
}
