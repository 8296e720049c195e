using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace MobileCoin.Devnet.Test;

public sealed partial class DevnetTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("mobilecoin-devnet-test").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_parent, "net");

    public void Dispose()
    {
        foreach (string line in Left.With(Folder)) OwnedProcess.Signal(int.Parse(line.Split(' ')[0]), System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Directory.Delete(_parent, recursive: true);
    }

    [Fact]
    public async Task Devnet_ComesUpAgainWithItsChain_AndAnswersItsCommands()
    {
        // Ports of its own, which no other network takes while this one is down.
        int port = 10_000 + (64 * Random.Shared.Next(70));
        await AskAsync("up", "--detach", "--keep", Folder, "--shards", "2", "--base-port", $"{port}");
        string status = await AskAsync("status", "--dir", Folder);
        Assert.Contains("key-image-store-1", status, StringComparison.Ordinal);
        Assert.DoesNotContain("not serving", status, StringComparison.Ordinal);

        Assert.Contains("paid 2.5 MOB in block", await AskAsync("faucet", "Bob", "2.5", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("paid 3 eUSD in block", await AskAsync("faucet", Path.Combine(Folder, "keys", "account_keys_2.b58pub"), "3", "--token-id", "1", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("no token 7", await FailAsync("faucet", "Bob", "1", "--token-id", "7", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("more than zero", await FailAsync("faucet", "Bob", "0", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("neither Alice and Bob nor an address", await FailAsync("faucet", "Zoe", "1", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("the node is Active", await AskAsync("logs", "ingest", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("there are devnet, ingest,", await FailAsync("logs", "nobody", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("is in use by process", await FailAsync("up", "--keep", Folder), StringComparison.Ordinal);
        string blocks = Blocks(await AskAsync("status", "--dir", Folder));

        await AskAsync("down", "--dir", Folder);
        Assert.Empty(await Left.BehindAsync(Folder));
        Assert.Contains("no devnet runs in", await FailAsync("status", "--dir", Folder), StringComparison.Ordinal);

        await AskAsync("up", "--detach", "--keep", Folder);
        Assert.Equal(blocks, Blocks(await AskAsync("status", "--dir", Folder)));
        Assert.Contains("paid 1 MOB in block", await AskAsync("faucet", "Alice", "1", "--dir", Folder), StringComparison.Ordinal);
        await AskAsync("down", "--dir", Folder);
        Assert.Empty(await Left.BehindAsync(Folder));
    }

    [Fact]
    public async Task Up_PortInUse_IsNamed()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Contains($"port {port}, for page, is in use", await FailAsync("up", "--dir", Folder, "--base-port", $"{port}"), StringComparison.Ordinal);
        Assert.Contains($"port {port}, for the page, is in use", await FailAsync("up", "--dir", Folder, "--page-port", $"{port}"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task Up_FolderOfSomethingElse_IsRefusedAndLeftAlone()
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, "thesis.txt");
        await File.WriteAllTextAsync(file, "years of work", Stop);
        Assert.Contains("holds files that are no devnet's", await FailAsync("up", "--dir", Folder), StringComparison.Ordinal);
        Assert.Contains("holds files that are no devnet's", await FailAsync("up", "--keep", Folder), StringComparison.Ordinal);
        Assert.Equal("years of work", await File.ReadAllTextAsync(file, Stop));
        Assert.Contains("is a file", await FailAsync("up", "--keep", file), StringComparison.Ordinal);
    }

    [Fact]
    public void Take_FolderInUse_NamesTheProcess()
    {
        using DevnetFolder first = DevnetFolder.Take(Folder);
        DevnetException e = Assert.Throws<DevnetException>(() => DevnetFolder.Take(Folder));
        Assert.Contains($"in use by process {Environment.ProcessId}", e.Message, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, DevnetFolder.Holder(Folder));
        first.Dispose();
        Assert.Null(DevnetFolder.Holder(Folder));
    }

    [Fact]
    public void Settings_DamagedOrOfAnotherVersion_AreRefused()
    {
        Directory.CreateDirectory(Folder);
        string file = Path.Combine(Folder, "devnet.json");
        File.WriteAllText(file, "{");
        Assert.Contains("is damaged", Assert.Throws<DevnetException>(() => DevnetFolder.Take(Folder)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, """{ "version": 99, "chainId": "devnet", "onPostgres": false, "shards": 1, "streams": false, "ports": {}, "createdAt": "2026-01-01T00:00:00Z" }""");
        Assert.Contains("of version 99", Assert.Throws<DevnetException>(() => DevnetFolder.Take(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_FullDisk_SaysSo_AndLeavesNothingRunning()
    {
        await using SmallDisk disk = await SmallDisk.MakeAsync("300k");
        string said = await FailAsync("up", "--keep", Path.Combine(disk.Folder, "net"));
        Assert.Matches("(?i)disk is full|no space left", said);
        Assert.Empty(await Left.BehindAsync(disk.Folder));
    }

    [Fact]
    public async Task DatabaseServer_ThatIsKilled_IsStartedAgain_AndEndsWithAnOwnerThatIsKilled()
    {
        Assert.SkipUnless(PrivatePostgres.IsInstalled, "postgresql is not installed");
        using RunningProgram devnet = RunningProgram.Start("devnet", ["up", "--dir", Folder, "--postgres"]);
        await UntilAsync(() => File.Exists(Path.Combine(Folder, DevnetUp.AddressName)) || devnet.HasExited, TimeSpan.FromMinutes(3));
        Assert.False(devnet.HasExited, devnet.Output);
        string socket = SocketFolder().Match(await AskAsync("logs", "postgres", "--dir", Folder)).Value;
        int postmaster = int.Parse((await File.ReadAllLinesAsync(Path.Combine(socket, "data", "postmaster.pid"), Stop))[0]);

        using (var server = System.Diagnostics.Process.GetProcessById(postmaster)) server.Kill();
        string status = "";
        await UntilAsync(async () => (status = await AskAnywayAsync("status", "--dir", Folder)).Contains("ended with exit code 137, and was started again", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        Assert.Matches(@"postgres +serving", status);
        Assert.Contains("paid 2.5 MOB in block", await AskAsync("faucet", "Bob", "2.5", "--dir", Folder), StringComparison.Ordinal);

        devnet.Kill();
        Assert.Empty(await Left.BehindAsync(Folder));
        Assert.Empty(await Left.BehindAsync(socket));
        await UntilAsync(() => !Directory.Exists(socket), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Leftovers_OfADevnetThatWasKilled_AreWaitedFor()
    {
        Directory.CreateDirectory(Folder);
        // As good as a service: the name of one, in the devnet's folder.
        await File.WriteAllTextAsync(Path.Combine(Folder, "ledger_router"), "read -r line\n", Stop);
        using var service = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["ledger_router"]) { WorkingDirectory = Folder, RedirectStandardInput = true, UseShellExecute = false })!;
        await UntilAsync(() => Leftovers.Of(Folder).Count > 0, TimeSpan.FromSeconds(15));
        Assert.Equal([service.Id], Leftovers.Of(Folder));
        Assert.Empty(Leftovers.Of(_parent + "/n"));
        using var screen = new Screen(TextWriter.Null, isTerminal: false, hasColour: false);
        Task end = Leftovers.EndAsync(Folder, screen, Stop);
        Assert.False(end.IsCompleted);
        service.StandardInput.Close();
        await end;
        Assert.Empty(Leftovers.Of(Folder));
    }

    [Fact]
    public void AbandonedFolders_AreRemoved_AndNoOthers()
    {
        string[] folders = [.. Enumerable.Range(0, 3).Select(_ => Directory.CreateTempSubdirectory("mobilecoin-devnet-").FullName)];
        try
        {
            foreach (string folder in folders) File.WriteAllText(Path.Combine(folder, "devnet.lock"), "");
            File.WriteAllText(Path.Combine(folders[0], "devnet.temporary"), "");
            using (DevnetFolder held = DevnetFolder.Take(folders[1]))
            {
                File.WriteAllText(held.In("devnet.temporary"), "");
                IReadOnlyList<string> removed = DevnetFolder.RemoveAbandoned();
                Assert.Contains(folders[0], removed);
                Assert.DoesNotContain(folders[1], removed);
                Assert.DoesNotContain(folders[2], removed);
            }
            Assert.Equal([false, true, true], folders.Select(Directory.Exists));
            Assert.True(FileOwner.IsMe(folders[1]));
            Assert.Equal(Environment.IsPrivilegedProcess, FileOwner.IsMe("/"));
        }
        finally
        {
            foreach (string folder in folders.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Log_OnAFullDisk_GoesOnWhenThereIsRoom()
    {
        await using SmallDisk disk = await SmallDisk.MakeAsync("64k");
        string path = Path.Combine(disk.Folder, "log");
        using var output = new ProgramOutput(path);
        output.Add("first");
        disk.Fill();
        for (int i = 0; i < 100 && output.FileProblem is null; i++) output.Add(new string('x', 1000));
        Assert.Contains("the disk is full", output.FileProblem, StringComparison.Ordinal);
        output.Add("lost in the file");
        disk.MakeRoom();
        await UntilAsync(
            () =>
            {
                output.Add("again");
                return output.FileProblem is null;
            }, TimeSpan.FromSeconds(15));
        Assert.Contains("lost in the file", output.ToString(), StringComparison.Ordinal);
        string text = await File.ReadAllTextAsync(path, Stop);
        Assert.StartsWith("first\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n… \d+ lines could not be written: the disk is full.*\nagain\n$", text);
    }

    private static string Blocks(string status) => status.Split('\n')[0].Split(", ")[^1];

    private static Task<string> AskAsync(params string[] arguments) => RunningProgram.AskAsync("devnet", arguments, cancellationToken: Stop);

    private static async Task<string> AskAnywayAsync(params string[] arguments)
    {
        using RunningProgram program = RunningProgram.Start("devnet", arguments);
        await program.WaitAsync(Stop);
        return program.Output;
    }

    private static Task UntilAsync(Func<bool> holds, TimeSpan patience) => UntilAsync(() => Task.FromResult(holds()), patience);

    private static async Task UntilAsync(Func<Task<bool>> holds, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(patience);
        while (!await holds()) await Task.Delay(20, limit.Token);
    }

    [GeneratedRegex(@"/tmp/fog-pg-\w+", RegexOptions.None, 1000)]
    private static partial Regex SocketFolder();

    // What a command says that fails.
    private static async Task<string> FailAsync(params string[] arguments)
    {
        using RunningProgram program = RunningProgram.Start("devnet", arguments);
        int code = await program.WaitAsync(Stop);
        Assert.True(code == 1, $"exit code {code}:\n{program.Output}");
        return program.Output;
    }
}
