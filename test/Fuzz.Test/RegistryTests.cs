using System.Reflection;
using System.Text.RegularExpressions;
using MobileCoin.Wire;

namespace MobileCoin.Fuzz.Test;

/// <summary>No decoder of the protocol floor is forgotten.</summary>
public sealed partial class RegistryTests
{
    /// <summary>What has a decoder's name and is none.</summary>
    private static readonly string[] NoDecoders =
    [
        "TransferPayload.FromRootEntropy", // takes values that its caller checked
        "OnetimeKeys.RecoverSpendKeys", // points, many at once
        "WireMessage.Decode", "BlockMessage.Decode", "Cbor.Decode", "GeneratedMessage.Decode", // one target for each type
    ];

    [Fact]
    public void Names_AreUnique() =>
        Assert.Empty(Registry.All().GroupBy(t => t.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void EveryMessageOfTheProtoFiles_HasATarget()
    {
        int messages = typeof(WireException).Assembly.GetTypes().Count(t => typeof(Google.Protobuf.IMessage).IsAssignableFrom(t));
        Assert.NotEqual(0, messages);
        Assert.Equal(messages, Registry.Matching("proto.").Count(t => t.Name.StartsWith("proto.", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryDecoder_HasATarget()
    {
        HashSet<string> covered = new(Registry.All().SelectMany(t => t.Covers).Concat(NoDecoders), StringComparer.Ordinal);
        IEnumerable<string> forgotten =
            from assembly in Registry.Protocol
            from type in assembly.GetTypes()
            where type.IsVisible && !typeof(Google.Protobuf.IMessage).IsAssignableFrom(type) && !type.IsInterface
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where DecoderName().IsMatch(method.Name) && method.GetParameters().Any(p => IsInput(p.ParameterType))
            let name = $"{type.Name}.{method.Name}"
            where !covered.Contains(name)
            select name;
        Assert.Empty(forgotten.Distinct(StringComparer.Ordinal));
    }

    private static bool IsInput(Type type)
    {
        if (type.IsByRef) type = type.GetElementType()!;
        return type == typeof(ReadOnlySpan<byte>) || type == typeof(ReadOnlySpan<char>) || type == typeof(ReadOnlyMemory<byte>)
            || type == typeof(string) || type == typeof(byte[]) || type == typeof(Stream)
            || type == typeof(ProstReader) || type == typeof(CborReader) || type == typeof(Transactions.MemoPayload);
    }

    [GeneratedRegex("^(Try)?(Parse|Decode|Read|Recover|Open|From|Load|B58Decode)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecoderName();
}
