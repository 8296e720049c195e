using MobileCoin.Client;

namespace MobileCoin.Package.Test;

/// <summary>The public surface is a promise to apps: a change of it is seen in review.</summary>
public sealed class PublicApiTests
{
    internal const string Accept = "MC_ACCEPT_PUBLIC_API";

    private static readonly string Kept = Path.Combine(Tree.ClientFolder, "PublicApi.txt");

    [Fact]
    public void PublicSurface_IsTheOneThatIsKept()
    {
        string[] now = [.. SurfaceText.Lines(typeof(MobileCoinClient).Assembly)];
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(Kept, string.Join('\n', now).TrimEnd() + "\n");
        string[] kept = File.Exists(Kept) ? File.ReadAllLines(Kept) : [];
        // With the type before it, a member says whose it is.
        string[] gone = [.. Named(kept).Except(Named(now), StringComparer.Ordinal)], come = [.. Named(now).Except(Named(kept), StringComparer.Ordinal)];
        Assert.True(gone.Length == 0 && come.Length == 0,
            $"The public surface of MobileCoin.Client is not the one in src/Client/Client/PublicApi.txt:\n{string.Concat(gone.Select(l => $"- {l}\n"))}{string.Concat(come.Select(l => $"+ {l}\n"))}"
            + $"If that is meant, run this test with {Accept}=1: it writes the file. Commit the file with the change.");
    }

    private static IEnumerable<string> Named(string[] lines)
    {
        string head = "";
        foreach (string line in lines.Where(l => l.Length > 0))
        {
            if (!line.StartsWith(' ')) head = line;
            yield return line.StartsWith(' ') ? $"{head} | {line.Trim()}" : line;
        }
    }
}
