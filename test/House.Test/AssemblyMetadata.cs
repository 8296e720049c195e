// What an assembly on disk says about itself, read without loading it.
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MobileCoin.House.Test;

internal sealed class AssemblyMetadata : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _reader;

    internal AssemblyMetadata(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _reader = _file.GetMetadataReader();
    }

    /// <summary>The names of the assemblies that this one references.</summary>
    internal IEnumerable<string> References =>
        _reader.AssemblyReferences.Select(h => _reader.GetString(_reader.GetAssemblyReference(h).Name));

    /// <summary>The full names of the types of other assemblies that this one mentions.</summary>
    internal IEnumerable<string> TypeReferences => _reader.TypeReferences.Select(h => FullName(_reader.GetTypeReference(h)));

    /// <summary>The members of other assemblies' types that this one uses: Namespace.Type.Member.</summary>
    internal IEnumerable<string> MemberReferences =>
        from handle in _reader.MemberReferences
        let member = _reader.GetMemberReference(handle)
        where member.Parent.Kind == HandleKind.TypeReference
        select $"{FullName(_reader.GetTypeReference((TypeReferenceHandle)member.Parent))}.{_reader.GetString(member.Name)}";

    /// <summary>The one string argument of each use of an attribute on methods, the attribute being declared in this assembly.</summary>
    internal IEnumerable<string> MethodAttributeTexts(string attribute)
    {
        foreach (MethodDefinitionHandle method in _reader.MethodDefinitions)
        {
            foreach (CustomAttributeHandle handle in _reader.GetMethodDefinition(method).GetCustomAttributes())
            {
                CustomAttribute use = _reader.GetCustomAttribute(handle);
                if (use.Constructor.Kind != HandleKind.MethodDefinition) continue;
                TypeDefinition type = _reader.GetTypeDefinition(_reader.GetMethodDefinition((MethodDefinitionHandle)use.Constructor).GetDeclaringType());
                if (_reader.GetString(type.Name) != attribute) continue;
                BlobReader value = _reader.GetBlobReader(use.Value);
                value.ReadUInt16(); // prolog
                yield return value.ReadSerializedString()!;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private string FullName(TypeReference type) =>
        type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{FullName(_reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope))}.{_reader.GetString(type.Name)}"
            : $"{_reader.GetString(type.Namespace)}.{_reader.GetString(type.Name)}";
}
