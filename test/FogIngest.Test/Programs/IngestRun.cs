// fog_ingest_server in this process, on ports of the system's choice.
using System.Text.RegularExpressions;
using Grpc.Core;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.IngestPeer;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest.Test;

internal sealed partial class IngestRun : IAsyncDisposable
{
    private readonly TestSurroundings _surroundings = new();
    private readonly Task<int> _program;

    internal IngestRun(TestChainFiles chain, Store store, string id, string stateFile, params string[] more)
    {
        string[] database = store.Address is ["postgres", var url] ? ["--database-url", url] : ["--recovery-db", store.Address[1]];
        Id = id;
        // The surroundings' files are where the test wants them.
        _surroundings.Variables["RUST_LOG"] = "debug";
        _program = Task.Run(() => CommandLine.RunAsync(
            IngestProgram.Program,
            [
                "--local-node-id", id, "--client-listen-uri", "insecure-fog-ingest://127.0.0.1:0/", "--peer-listen-uri", "insecure-igp://127.0.0.1:0/",
                "--admin-listen-uri", "insecure-mca://127.0.0.1:0/", "--ledger-db", chain.LedgerPath, "--watcher-db", chain.WatcherPath, "--state-file", stateFile,
                "--user-capacity", "4096", "--poll_interval_ms", "5", "--sgx-mode", "SW", "--simulated-sealing-key", stateFile + ".key", .. database, .. more,
            ],
            _surroundings.Make()));
    }

    internal string Id { get; }

    internal string Log => _surroundings.Output;

    internal async Task<string> PeerUriAsync() => $"insecure-igp://127.0.0.1:{await PortAsync("peer")}/?responder-id={Uri.EscapeDataString(Id)}";

    internal async Task<ServiceConnection<AccountIngestAPI.AccountIngestAPIClient>> ConnectAsync() =>
        OpenConnection.Ingest(FogIngestUri.Parse($"insecure-fog-ingest://127.0.0.1:{await PortAsync("client")}/"), new ConnectionOptions { Retries = RetryPolicy.None });

    internal async Task<ServiceConnection<T>> ConnectPeerAsync<T>(Func<CallInvoker, T> create)
        where T : ClientBase<T> =>
        new(IngestPeerUri.Parse($"insecure-igp://127.0.0.1:{await PortAsync("peer")}/"), create, new ConnectionOptions { Retries = RetryPolicy.None });

    internal Task<ServiceConnection<AccountIngestPeerAPI.AccountIngestPeerAPIClient>> ConnectPeerAsync() =>
        ConnectPeerAsync(static invoker => new AccountIngestPeerAPI.AccountIngestPeerAPIClient(invoker));

    /// <summary>Runs to its end, which comes by itself.</summary>
    internal async Task<(int Code, string Error)> EndAsync() => (await _program, _surroundings.Error);

    internal async Task<string> PortAsync(string flag)
    {
        while (true)
        {
            foreach (Match match in Listening().Matches(Log))
            {
                if (match.Groups["flag"].Value == flag) return match.Groups["port"].Value;
            }
            if (_program.IsCompleted) Assert.Fail($"{await _program}: {_surroundings.Error}{Log}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    internal async Task StopAsync()
    {
        // The last port: a server that is told to stop while it starts has not started.
        await PortAsync("peer");
        await _surroundings.Stop.CancelAsync();
        Assert.Equal(0, await _program);
    }

    public async ValueTask DisposeAsync()
    {
        await _surroundings.Stop.CancelAsync();
        await _program;
    }

    [GeneratedRegex("--(?<flag>client|peer|admin)-listen-uri listens on insecure-[a-z-]+://[0-9.]+:(?<port>[0-9]+)/", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Listening();
}
