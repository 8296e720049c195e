using MobileCoin.Client;

namespace MobileCoin.Package.Test;

/// <summary>The page for wallet developers lists every error, with the advice that the code gives.</summary>
public sealed class DocumentationTests
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

    private static string Row(ClientError error)
    {
        var e = new MobileCoinException(error, "");
        return $"| `{error}` | {(e.MayRetry ? "yes" : "")} | {e.Advice} |\n";
    }
}
