using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MobileCoin.Devnet.Test;

public sealed partial class DemoTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Demo_PaysThereAndBack_SurvivesALostKey_AndLeavesNothing()
    {
        using RunningProgram demo = RunningProgram.Start("demo", []);
        int code = await demo.WaitAsync(Stop);

        Assert.True(code == 0, demo.Output);
        Assert.Matches(@"Alice → Bob\s+12\.5 MOB\s+\d+", demo.Output);
        Assert.Matches(@"Bob → Alice\s+2\.5 MOB\s+\d+", demo.Output);
        Assert.Matches(@"Alice → Bob\s+1 MOB\s+\d+.*missed", demo.Output);
        Assert.Matches(@"Alice\s+MOB\s+100\s+88\.9992", demo.Output);
        Assert.Matches(@"Bob\s+eUSD\s+5\s+11\.248976", demo.Output);
        Assert.Contains("Done in", demo.Output, StringComparison.Ordinal);
        await LeftNothingAsync(demo);
    }

    [Theory]
    [InlineData("A network on this machine")]
    [InlineData("first ledger")]
    [InlineData("services are up")]
    public async Task Demo_OnCtrlC_EndsEverythingAndSaysSo(string moment)
    {
        using RunningProgram demo = RunningProgram.Start("demo", []);
        await SaidAsync(demo, moment);
        OwnedProcess.Signal(demo.Id, PosixSignal.SIGINT);
        int code = await demo.WaitAsync(Stop);

        Assert.True(code == 130, $"exit code {code}:\n{demo.Output}");
        Assert.Contains("interrupted: every process was ended", demo.Output, StringComparison.Ordinal);
        await LeftNothingAsync(demo);
    }

    [Fact]
    public async Task Services_EndWithTheirOwner_WhenItIsKilled()
    {
        using RunningProgram demo = RunningProgram.Start("demo", []);
        await SaidAsync(demo, "✓ view-store-0");
        string folder = FolderOf(demo);
        Assert.NotEmpty(Left.With(folder));
        demo.Kill();

        try
        {
            Assert.Empty(await Left.BehindAsync(folder));
            // The next one removes the folder; what does not name it on its command line may still end.
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            while (Directory.Exists(folder))
            {
                DevnetFolder.RemoveAbandoned();
                await Task.Delay(20, limit.Token);
            }
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task LeftNothingAsync(RunningProgram demo)
    {
        string folder = FolderOf(demo);
        Assert.Empty(await Left.BehindAsync(folder));
        Assert.False(Directory.Exists(folder), $"{folder} is still there");
    }

    private static async Task SaidAsync(RunningProgram program, string text)
    {
        while (!program.Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(program.HasExited, program.Output);
            await Task.Delay(10, Stop);
        }
    }

    private static string FolderOf(RunningProgram demo) => Folder().Match(demo.Output) is { Success: true } match ? match.Value : throw new InvalidOperationException(demo.Output);

    [GeneratedRegex(@"/\S*mobilecoin-devnet-\w+", RegexOptions.None, 1000)]
    private static partial Regex Folder();
}
