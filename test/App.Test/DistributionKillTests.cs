using System.Diagnostics;
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync.Test;

namespace MobileCoin.App.Test;

/// <summary>ledger-distribution, killed in the middle of its work.</summary>
public sealed class DistributionKillTests : IDisposable
{
    private const int Blocks = 60, Kills = 8;

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly int[] Buckets = [5, 20];

    private readonly string _folder = Directory.CreateTempSubdirectory("distribution-kill").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sigkill_LeavesWholeFilesAlone_AndTheNextRunGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGKILL is Linux'");
        var chain = new SampleChain(72, Blocks);
        string path = Path.Combine(_folder, "ledger"), archive = Path.Combine(_folder, "archive");
        Ledger.Create(path);
        using (Ledger ledger = Ledger.Open(path, new LedgerOptions { Durability = LedgerDurability.NoSync }))
        {
            foreach (BlockData block in chain.Blocks) ledger.AppendBlock(block);
        }
        var expected = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (BlockData block in chain.Blocks) expected.Add(ArchivePath.OfBlock(block.Block.Index), ArchiveBlocks.Encode(block));
        foreach (int size in Buckets)
        {
            for (int i = 0; i < Blocks; i += size) expected.Add(ArchivePath.OfMerged((ulong)size, (ulong)i), ArchiveBlocks.EncodeMerged(chain.Blocks[i..(i + size)]));
        }

        var random = new Random(73);
        for (int kill = 1; kill <= Kills; kill++)
        {
            // Each run gets somewhat further, and dies at some instant after that.
            int files = expected.Count * kill / (Kills + 2);
            using Process process = Start(path, archive);
            while (Files(archive).Count < files && !process.HasExited) await Task.Delay(1, Token);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), Token);
            process.Kill();
            await process.WaitForExitAsync(Token);
            foreach ((string name, byte[] bytes) in Files(archive)) Assert.Equal(expected[name], bytes);
        }
        using (Process last = Start(path, archive))
        {
            while (Files(archive).Count < expected.Count && !last.HasExited) await Task.Delay(1, Token);
            last.Kill();
            await last.WaitForExitAsync(Token);
        }
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), Files(archive).Keys.Order(StringComparer.Ordinal));
        using Ledger after = Ledger.Open(path, new LedgerOptions { ReadOnly = true });
        Assert.Equal((ulong)Blocks, after.NumBlocks);
    }

    private static Process Start(string ledger, string archive) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "mobilecoin"),
        ["ledger-distribution", "--ledger-path", ledger, "--dest", new Uri(archive).AbsoluteUri, "--merge-buckets", string.Join(',', Buckets)])
    {
        UseShellExecute = false,
        Environment = { ["MC_LOG"] = "off" },
    })!;

    // What a writer leaves under its own name is no file of the archive.
    private static Dictionary<string, byte[]> Files(string archive) => !Directory.Exists(archive) ? [] :
        Directory.EnumerateFiles(archive, "*.pb", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(archive, f), File.ReadAllBytes, StringComparer.Ordinal);
}
