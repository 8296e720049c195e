using System.Reflection;
using System.Text.RegularExpressions;
using MobileCoin.Client;

namespace MobileCoin.Package.Test;

/// <summary>The page for wallet developers lists every error, with the advice that the code gives.</summary>
public sealed partial class DocumentationTests
{
    private const string Begin = "<!-- errors: written by a test -->\n", End = "<!-- end -->";

    [Fact]
    public void Errors_AreAllThere_WithTheirAdvice()
    {
        string page = Path.Combine(Tree.Root, "docs", "client.md"), text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, end = text.IndexOf(End, begin, StringComparison.Ordinal);
        string table = "\n| `ClientError` | again later? | `Advice` |\n|---|---|---|\n" + string.Concat(Enum.GetValues<ClientError>().Select(Row)) + "\n";
        if (Environment.GetEnvironmentVariable(PublicApiTests.Accept) == "1") File.WriteAllText(page, text[..begin] + table + text[end..]);
        else Assert.True(text[begin..end] == table, $"docs/client.md: the table of errors is not what the code says; run this test with {PublicApiTests.Accept}=1: it writes it");
    }

    // Examples are compiled; what the text between them names, and what advice names, has to be there as well.
    [Theory]
    [InlineData("docs/client.md")]
    [InlineData("src/Client/Client/README.md")]
    public void WhatThePagesName_IsThere(string page)
    {
        HashSet<string> members = new(typeof(MobileCoinClient).Assembly.GetExportedTypes()
            .SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static).SelectMany(m => (string[])[$"{t.Name}.{m.Name}", m.Name])), StringComparer.Ordinal);
        string text = File.ReadAllText(Path.Combine(Tree.Root, page));
        IEnumerable<string> named = Method().Matches(text).Select(m => m.Value).Concat(Member().Matches(text).Select(m => m.Groups["name"].Value));
        Assert.Empty(named.Where(n => !members.Contains(n)).Except(Others, StringComparer.Ordinal).Distinct(StringComparer.Ordinal));
    }

    private static readonly string[] Others = ["Grpc.Core", "MobileCoin.Client", "WriteLineAsync", "Console.WriteLine"];

    [GeneratedRegex(@"\b[A-Z]\w+Async\b", RegexOptions.None, 1000)]
    private static partial Regex Method();

    [GeneratedRegex(@"`(?<name>[A-Z]\w+\.[A-Z]\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Member();

    private static string Row(ClientError error)
    {
        var e = new MobileCoinException(error, "");
        return $"| `{error}` | {(e.MayRetry ? "yes" : "")} | {e.Advice} |\n";
    }
}
