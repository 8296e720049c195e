// Inputs that broke something once: CORPUS/TARGET/*.bin, replayed by the tests.
using System.Reflection;

namespace MobileCoin.Fuzz.Run;

internal static class Corpus
{
    internal static string Folder { get; } =
        typeof(Corpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CorpusFolder").Value!;

    /// <summary>Each input with the name of its target, which is that of its folder.</summary>
    internal static IEnumerable<(string Target, string Path)> Files() =>
        Directory.EnumerateFiles(Folder, "*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(p => (Path.GetFileName(Path.GetDirectoryName(p)!), p));

    internal static IEnumerable<byte[]> Of(string target)
    {
        string folder = Path.Combine(Folder, target);
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }
}
