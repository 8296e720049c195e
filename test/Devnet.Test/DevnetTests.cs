using System.Net;
using System.Net.Sockets;

namespace MobileCoin.Devnet.Test;

public sealed class DevnetTests : IDisposable
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
        await AskAsync("up", "--detach", "--keep", Folder, "--shards", "2");
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
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a small disk");
        string disk = Directory.CreateDirectory(Path.Combine(_parent, "disk")).FullName;
        try
        {
            await RunningProgramOf("mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk);
        }
        catch (InvalidOperationException e)
        {
            Assert.Skip($"no small disk can be made: {e.Message}");
        }
        try
        {
            string said = await FailAsync("up", "--keep", Path.Combine(disk, "net"));
            Assert.Matches("(?i)disk is full|no space left", said);
            Assert.Empty(await Left.BehindAsync(disk));
        }
        finally
        {
            await RunningProgramOf("umount", disk);
        }
    }

    private static async Task RunningProgramOf(string program, params string[] arguments)
    {
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        string errors = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        if (process.ExitCode != 0) throw new InvalidOperationException(errors);
    }

    private static string Blocks(string status) => status.Split('\n')[0].Split(", ")[^1];

    private static Task<string> AskAsync(params string[] arguments) => RunningProgram.AskAsync("devnet", arguments, cancellationToken: Stop);

    // What a command says that fails.
    private static async Task<string> FailAsync(params string[] arguments)
    {
        using RunningProgram program = RunningProgram.Start("devnet", arguments);
        int code = await program.WaitAsync(Stop);
        Assert.True(code == 1, $"exit code {code}:\n{program.Output}");
        return program.Output;
    }
}
