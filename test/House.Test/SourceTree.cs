using System.Reflection;
using System.Xml.Linq;

namespace MobileCoin.House.Test;

/// <summary>A project of src, test or perf, as its file and folder say it.</summary>
internal sealed record Project(string Path)
{
    internal string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The folder below src that the project lies in: Foundation, Protocol, …</summary>
    internal string Floor { get; } = System.IO.Path.GetRelativePath(SourceTree.Root, Path).Split('/')[1];

    /// <summary>The names of the projects that this one references directly.</summary>
    internal IEnumerable<string> References =>
        XDocument.Load(Path).Descendants("ProjectReference")
            .Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    private string AssemblyName => XDocument.Load(Path).Descendants("AssemblyName").SingleOrDefault()?.Value ?? "MobileCoin." + Name;

    /// <summary>What was built from it in the configuration that these tests run in: one assembly a target framework.</summary>
    internal IReadOnlyList<string> Assemblies()
    {
        string folder = System.IO.Path.Combine(SourceTree.Binaries, Name);
        string[] found = !Directory.Exists(folder) ? [] :
        [
            .. Directory.EnumerateDirectories(folder, SourceTree.Configuration + "*")
                .Select(d => System.IO.Path.Combine(d, AssemblyName + ".dll"))
                .Where(File.Exists),
        ];
        Assert.True(found.Length > 0, $"{Name} is not built under {folder}: build Fog.slnx (configuration {SourceTree.Configuration}) first");
        return found;
    }

    public override string ToString() => System.IO.Path.GetRelativePath(SourceTree.Root, Path);
}

/// <summary>The checkout that these tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The folders that hold code.</summary>
    internal static readonly string[] CodeFolders = ["src", "test", "perf", "samples"];

    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    internal static string Root { get; } = Path.GetFullPath(
        typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Root").Value!);

    /// <summary>artifacts/bin: these tests lie under artifacts/bin/House.Test/CONFIGURATION.</summary>
    internal static string Binaries { get; } = Here.Parent!.Parent!.FullName;

    internal static string Configuration { get; } = Here.Name;

    internal static IEnumerable<Project> Projects(string folder) =>
        Files(folder, "*.csproj").Select(p => new Project(p)).OrderBy(p => p.Path, StringComparer.Ordinal);

    internal static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            : [];
}
