using MobileCoin.Fuzz.Run;

namespace MobileCoin.Fuzz.Test;

/// <summary>Inputs that broke something once do so no more.</summary>
public sealed class CorpusTests
{
    private static readonly Dictionary<string, Target> Targets = Registry.All().ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static TheoryData<string, string> Inputs() =>
        [.. Corpus.Files().Select(f => new TheoryDataRow<string, string>(f.Target, Path.GetFileName(f.Path)))];

    [Theory]
    [MemberData(nameof(Inputs), DisableDiscoveryEnumeration = true)]
    public void Input_BreaksNothing(string target, string file)
    {
        Assert.True(Targets.TryGetValue(target, out Target? decoder), $"no target is called {target}: rename the folder as the decoder was");
        byte[] input = File.ReadAllBytes(Path.Combine(Corpus.Folder, target, file));
        Assert.Null(Oracle.Check(decoder, input).Broken);
    }
}
