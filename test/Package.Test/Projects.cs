using System.Xml.Linq;

namespace MobileCoin.Package.Test;

/// <summary>What the projects under src reference.</summary>
internal static class Projects
{
    private static readonly Dictionary<string, string> Files = Directory.EnumerateFiles(Path.Combine(Tree.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);

    /// <summary>A project and all that it references.</summary>
    internal static IReadOnlyCollection<string> Closure(string name)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        Stack<string> left = new([name]);
        while (left.TryPop(out string? project))
        {
            if (!found.Add(project)) continue;
            foreach (XElement reference in XDocument.Load(Files[project]).Descendants("ProjectReference")) left.Push(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
        }
        return found;
    }

    /// <summary>The packages that projects need to run, each as name and version.</summary>
    internal static IEnumerable<string> Packages(IEnumerable<string> projects)
    {
        Dictionary<string, string> versions = XDocument.Load(Path.Combine(Tree.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(e => e.Attribute("Include")!.Value, e => e.Attribute("Version")!.Value, StringComparer.Ordinal);
        return projects.SelectMany(p => XDocument.Load(Files[p]).Descendants("PackageReference"))
            .Where(e => e.Attribute("PrivateAssets")?.Value != "all")
            .Select(e => e.Attribute("Include")!.Value).Distinct(StringComparer.Ordinal).Select(p => $"{p} {versions[p]}");
    }
}
