using System.Reflection;
using System.Xml.Linq;
using MobileCoin.Client;

namespace MobileCoin.Package.Test;

/// <summary>Apps are compiled against ref/, so whatever the public surface mentions must be there, and nothing of gRPC's.</summary>
public sealed class SurfaceTests
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly string[] Surface = [.. XDocument.Load(Path.Combine(Tree.ClientFolder, "Package.targets")).Descendants("SurfaceAssembly").SelectMany(e => e.Attribute("Include")!.Value.Split(';'))];

    private static readonly string[] Packages = ["Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions"];

    [Fact]
    public void PublicSurface_MentionsWhatAppsAreCompiledAgainst()
    {
        Assert.Contains("MobileCoin.Client", Surface, StringComparer.Ordinal);
        IEnumerable<string> wrong =
            from type in typeof(MobileCoinClient).Assembly.GetExportedTypes()
            from mentioned in Mentioned(type)
            let assembly = mentioned.Assembly.GetName().Name!
            where !IsAllowed(assembly)
            select $"{type.FullName}: {mentioned.FullName} of {assembly}";
        Assert.Empty(wrong.Distinct(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void OtherAssembliesOfTheSurface_ReferenceEachOtherAlone(string name) =>
        Assert.All(Assembly.Load(name).GetReferencedAssemblies(), a => Assert.True(IsAllowed(a.Name!), a.Name));

    public static IEnumerable<TheoryDataRow<string>> Others() => Surface.Where(s => s != "MobileCoin.Client").Select(s => new TheoryDataRow<string>(s));

    [Fact]
    public void Surface_DeclaresNothingOfGrpcs() =>
        Assert.DoesNotContain(Surface.SelectMany(s => Assembly.Load(s).GetTypes()), t => t.Namespace?.StartsWith("Grpc", StringComparison.Ordinal) ?? false);

    private static bool IsAllowed(string assembly) =>
        Surface.Contains(assembly, StringComparer.Ordinal) || Packages.Contains(assembly, StringComparer.Ordinal)
        || assembly is "System" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal);

    private static IEnumerable<Type> Mentioned(Type type)
    {
        List<Type> mentioned = [.. type.GetInterfaces()];
        if (type.BaseType is { } @base) mentioned.Add(@base);
        foreach (MemberInfo member in type.GetMembers(Members))
        {
            switch (member)
            {
                case MethodBase method when SurfaceText.IsVisible(method):
                    mentioned.AddRange(method.GetParameters().Select(p => p.ParameterType));
                    if (method is MethodInfo returns) mentioned.Add(returns.ReturnType);
                    break;
                case FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true }:
                    mentioned.Add(((FieldInfo)member).FieldType);
                    break;
            }
        }
        return mentioned.SelectMany(Parts).Distinct();
    }

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
        : [type];
}
