// The page's files, which lie in this assembly.
using System.Collections.Frozen;
using System.Reflection;

namespace MobileCoin.Devnet.Page;

/// <summary>A file of the page.</summary>
internal sealed record PageFile(string ContentType, byte[] Content);

/// <summary>The page's files, by path.</summary>
internal static class PageFiles
{
    private const string Prefix = "Page/Web/";

    public static FrozenDictionary<string, PageFile> All { get; } = Load();

    private static FrozenDictionary<string, PageFile> Load()
    {
        Assembly assembly = typeof(PageFiles).Assembly;
        return assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(
            name => name[(Prefix.Length - 1)..] is var path and not "/index.html" ? path : "/",
            name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return new PageFile(ContentType(name), content);
            },
            StringComparer.Ordinal);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"a file of the page of no known kind: {name}"),
    };
}
