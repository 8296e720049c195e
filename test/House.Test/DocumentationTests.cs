using System.Text.RegularExpressions;

namespace MobileCoin.House.Test;

public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("LICENSE")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/performance.md")]
    [InlineData("docs/security.md")]
    public void Page_Exists(string page) => Assert.True(File.Exists(Path.Combine(SourceTree.Root, page)), $"{page} is missing");

    [Fact]
    public void Links_BetweenPages_Resolve()
    {
        List<string> broken = [];
        foreach (string page in Pages())
        {
            foreach (string link in Links(File.ReadAllText(page)))
            {
                if (Objection(page, link) is { } objection) broken.Add($"{Path.GetRelativePath(SourceTree.Root, page)}: {link}: {objection}");
            }
        }
        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    // A page that no other page leads to is not found by anyone.
    [Fact]
    public void Docs_AreLinkedFromSomewhere()
    {
        HashSet<string> linked = new(StringComparer.Ordinal);
        foreach (string page in Pages())
        {
            linked.UnionWith(Links(File.ReadAllText(page)).Select(l => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, l.Split('#')[0]))));
        }
        Assert.DoesNotContain(SourceTree.Files("docs", "*.md"), p => !linked.Contains(p));
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(SourceTree.CodeFolders.Append("docs").SelectMany(f => SourceTree.Files(f, "*.md")));

    private static IEnumerable<string> Links(string text) =>
        Link().Matches(CodeBlock().Replace(text, "")).Select(m => m.Groups["target"].Value)
            .Where(t => !t.Contains("://", StringComparison.Ordinal) && !t.StartsWith("mailto:", StringComparison.Ordinal));

    private static string? Objection(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        if (!File.Exists(target) && !Directory.Exists(target)) return "no such file";
        return parts.Length == 1 || Headings(target).Contains(parts[1], StringComparer.Ordinal) ? null : "no such heading";
    }

    // As the usual Markdown viewers make anchors: lower case, punctuation dropped, spaces to hyphens.
    private static IEnumerable<string> Headings(string page) =>
        CodeBlock().Replace(File.ReadAllText(page), "").Split('\n').Where(l => l.StartsWith('#'))
            .Select(l => string.Concat(l.TrimStart('#').Trim().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
                .Select(c => c == ' ' ? '-' : char.ToLowerInvariant(c))));

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex Link();

    [GeneratedRegex("(?ms)^```.*?^```|`[^`\n]*`", RegexOptions.ExplicitCapture, 10000)]
    private static partial Regex CodeBlock();
}
