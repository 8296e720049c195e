// What reflection cannot see of a parser: the syntax of its input, how long it takes, and which exceptions of the framework it documents.
using System.Reflection;
using System.Text;
using MobileCoin.Fuzz.Seeds;

namespace MobileCoin.Fuzz.Targets;

internal static class ParserForms
{
    private static readonly string[] InProtobuf = ["ArchiveBlocks.Decode", "ArchiveBlocks.DecodeMerged", "KeyFile.ReadPublic"];

    private static readonly string[] InText =
        ["KeyFile.ReadB58", "KeyFile.ReadMnemonicAccount", "KeyFile.ReadRootIdentity", "KeyFile.ReadAccountKey"];

    private static readonly Dictionary<string, int> Shares = new(StringComparer.Ordinal)
    {
        ["KeyFile.ReadAccountKey"] = 10, // derives keys: two thousand rounds of a hash
        ["ArchiveBlocks.Decode"] = 4, // verifies signatures
        ["ArchiveBlocks.DecodeMerged"] = 4,
    };

    internal static ParserTarget Target(Type type, string method, InputKind kind, Func<string, object?>? text, FromBytes<object?>? bytes)
    {
        string name = $"{type.Name}.{method}";
        if (InProtobuf.Contains(name, StringComparer.Ordinal)) kind = InputKind.Protobuf;
        else if (InText.Contains(name, StringComparer.Ordinal)) kind = InputKind.Text;
        AllocationBound bound = kind switch
        {
            InputKind.Protobuf => Bounds.Wire,
            InputKind.Text => Bounds.Text,
            _ => Bounds.Bytes,
        };
        Type[] refusals = name == "ResponderId.Parse" ? [typeof(FormatException)] : [];
        return new ParserTarget("parse." + name, kind, bound, refusals)
        {
            Text = text,
            Bytes = bytes,
            Covers = [name, .. type.BaseType is { IsGenericType: true } generic ? [$"{generic.Name}.{method}"] : Array.Empty<string>()],
            Share = Shares.GetValueOrDefault(name, 1),
            Candidates = kind switch
            {
                InputKind.Text => [.. Uris(type), .. TextSamples.All, .. VectorSeeds.Texts],
                InputKind.Bytes => VectorSeeds.Strings,
                _ => [],
            },
        };
    }

    /// <summary>URIs of the type's own scheme, if it is a kind of URI.</summary>
    private static IEnumerable<byte[]> Uris(Type type)
    {
        MethodInfo? make = type.GetMethod("FromResponderId", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy);
        if (make is null) yield break;
        foreach (bool tls in (bool[])[true, false])
        {
            foreach (string node in TextSamples.Nodes) yield return Encoding.UTF8.GetBytes(make.Invoke(null, [node, tls])!.ToString()!);
        }
    }
}
