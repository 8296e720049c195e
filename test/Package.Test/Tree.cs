using System.Reflection;

namespace MobileCoin.Package.Test;

/// <summary>Where these tests were built.</summary>
internal static class Tree
{
    internal static string Root { get; } = Path.GetFullPath(Metadata("Root"));

    internal static string Version { get; } = Metadata("Version");

    /// <summary>Where packages lie that were restored for this tree.</summary>
    internal static string PackageCache { get; } = Metadata("PackageCache");

    /// <summary>Release or Debug, as these tests were built.</summary>
    internal static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name == "debug" ? "Debug" : "Release";

    internal static string ClientFolder { get; } = Path.Combine(Root, "src", "Client", "Client");

    private static string Metadata(string key) => typeof(Tree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
