// Wallets' commands as processes, on a network that never answers.
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MobileCoin.Client;

namespace MobileCoin.Devnet.Test;

public sealed class WalletProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mobilecoin-wallet").FullName;
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _asked = [];

    public WalletProcessTests() => _silent.Start();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_folder, "alice.json");

    private string NetworkFile => Path.Combine(_folder, "network.json");

    public void Dispose()
    {
        foreach (TcpClient asked in _asked) asked.Dispose();
        _silent.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task LockOfAnAccount_IsNamed_AndGoesWithAProcessThatIsKilled_AndWithCtrlC()
    {
        int port = ((IPEndPoint)_silent.LocalEndpoint).Port;
        new MobileCoinNetwork
        {
            ChainId = "silent",
            FogView = $"insecure-fog-view://127.0.0.1:{port}/",
            FogLedger = $"insecure-fog-ledger://127.0.0.1:{port}/",
            Consensus = [$"insecure-mc://127.0.0.1:{port}/"],
            Trust = EnclaveTrust.Simulated,
        }.Save(NetworkFile);
        await RunningProgram.RunAsync("wallet", ["new", "-k", KeyFile, "--no-fog"], cancellationToken: Stop);

        using (RunningProgram first = await BusyAsync())
        {
            using RunningProgram second = RunningProgram.Start("wallet", ["history", "-k", KeyFile, "--network", NetworkFile]);
            Assert.Equal(1, await EndAsync(second));
            Assert.Contains($"another wallet command (process {first.Id}) is working on {KeyFile}, and has {KeyFile}.lock", second.Output, StringComparison.Ordinal);
            first.Kill();
        }
        using RunningProgram third = await BusyAsync();
        OwnedProcess.Signal(third.Id, PosixSignal.SIGINT);
        Assert.Equal(1, await EndAsync(third));
        Assert.Contains("interrupted", third.Output, StringComparison.Ordinal);
        using FileStream free = new(KeyFile + ".lock", FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    // A command that has the lock, and waits for the network.
    private async Task<RunningProgram> BusyAsync()
    {
        RunningProgram program = RunningProgram.Start("wallet", ["balance", "-k", KeyFile, "--network", NetworkFile]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        _asked.Add(await _silent.AcceptTcpClientAsync(limit.Token));
        return program;
    }

    private static async Task<int> EndAsync(RunningProgram program)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        return await program.WaitAsync(limit.Token);
    }
}
