// The program test_client (fact sheet fog §7.6).
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;
using MobileCoin.App.Files;
using MobileCoin.App.Wallet;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Wire.Uris;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>test_client</summary>
internal static class TestClientProgram
{
    internal static ConsoleProgram Program { get; } = Make((network, node, time) => new TestNetwork(network, node, time));

    /// <summary>The program with a network of one's own.</summary>
    internal static ConsoleProgram Make(Func<MobileCoinNetwork, ConsensusClientUri, TimeProvider, ITestNetwork> maker) =>
        new("test_client", "Has accounts pay each other through Fog and consensus, and checks everything that must hold; a fixed number of times, or for ever and measured.")
        {
            Flags = TestClientFlags.All,
            Run = context => RunAsync(context, maker),
        };

    private static async Task<int> RunAsync(ProgramContext context, Func<MobileCoinNetwork, ConsensusClientUri, TimeProvider, ITestNetwork> maker)
    {
        FlagValues values = context.Values;
        (MobileCoinNetwork network, ConsensusClientUri node) = Network(values);
        TestPlan plan = Plan(values);
        var host = new ServiceHost(context, new ServiceIdentity("Fog Test Client", network.ChainId, values.ToConfigJson)) { DrainTime = TimeSpan.FromSeconds(1) };
        await using (host.ConfigureAwait(false))
        {
            ILogger logger = host.Log.LoggerFactory.CreateLogger(TestClientLog.Category);
            host.ListenForAdmin(CommonFlags.AdminListenUri, values.Find(CommonFlags.AdminListenUri));
            var options = new ClientOptions
            {
                LoggerFactory = host.Log.LoggerFactory,
                TimeProvider = host.TimeProvider,
                RetryFor = values.Get(TestClientFlags.RetryMillis) * values.Get(TestClientFlags.RetryCount),
            };
            using ITestNetwork tested = maker(network, node, host.TimeProvider);
            var run = new TestRun(tested, Accounts(values), plan, new TestClientMetrics(host.Metrics), options, logger);
            await using (run.ConfigureAwait(false))
            {
                HostingException? failure = null;
                int code = await host.RunAsync(async stop =>
                {
                    try
                    {
                        if (values.Get(TestClientFlags.Continuous))
                        {
                            await run.RunContinuouslyAsync(stop).ConfigureAwait(false);
                            return;
                        }
                        await run.RunFixedAsync(stop).ConfigureAwait(false);
                        TestClientLog.Succeeded(logger);
                    }
                    catch (TestFailureException e)
                    {
                        failure = new HostingException(e.Message, e);
                    }
                }).ConfigureAwait(false);
                return failure is null ? code : throw failure;
            }
        }
    }

    private static TestPlan Plan(FlagValues values) => new()
    {
        TokenIds = values.Get(TestClientFlags.TokenIds) is { Count: > 0 } tokens ? tokens : throw new HostingException($"{TestClientFlags.TokenIds.Title}: there is no token"),
        Transactions = values.Get(TestClientFlags.NumTransactions),
        Amount = values.Get(TestClientFlags.TransferAmount),
        HasMemos = !values.Get(TestClientFlags.NoMemos),
        MeasuresAfterDeadline = values.Get(TestClientFlags.MeasureAfterDeadline),
        Deadline = values.Get(TestClientFlags.ConsensusWait),
        Polling = values.Get(TestClientFlags.PollingWait),
        DoubleSpendWait = values.Get(TestClientFlags.LedgerSyncWait),
        Period = values.Get(TestClientFlags.TransferPeriod),
    };

    private static List<Account> Accounts(FlagValues values)
    {
        string folder = values.Get(TestClientFlags.KeyDir);
        IReadOnlyList<string> files = InputFile.List(TestClientFlags.KeyDir.Title, folder, KeyFile.SecretExtension);
        int count = values.Get(TestClientFlags.NumClients);
        if (files.Count < count) throw new HostingException($"{TestClientFlags.KeyDir.Title}: {folder}: there are {files.Count} key files, and {TestClientFlags.NumClients.Title} is {count}");
        List<Account> accounts = [];
        try
        {
            foreach (string file in files.Take(count))
            {
                accounts.Add(NetworkFlags.Told(TestClientFlags.KeyDir.Title, () => Account.FromKeyFile(file)));
                if (accounts[^1].Fog is null) throw new HostingException($"{TestClientFlags.KeyDir.Title}: {file}: the account has no fog: it cannot see what it is paid");
            }
            return accounts;
        }
        catch
        {
            foreach (Account account in accounts) account.Dispose();
            throw;
        }
    }

    private static (MobileCoinNetwork Network, ConsensusClientUri Node) Network(FlagValues values)
    {
        MobileCoinNetwork? file = NetworkFlags.Find(values);
        string chainId = NetworkFlags.Name(values, file);
        IReadOnlyList<ConsensusClientUri> nodes = FunderProgram.Consensus(values, TestClientFlags.Consensus, file);
        bool hasAll = values.IsGiven(TestClientFlags.ConsensusCss) && values.IsGiven(TestClientFlags.IngestCss) && values.IsGiven(TestClientFlags.LedgerCss) && values.IsGiven(TestClientFlags.ViewCss);
        EnclaveTrust trust = hasAll && file is null && !values.Get(NetworkFlags.AllowSimulated) ? new EnclaveTrust() : NetworkFlags.Trust(values, file, chainId);
        EnclaveTrust given = trust with
        {
            Consensus = values.Find(TestClientFlags.ConsensusCss) is { } consensus ? NetworkFlags.ReadCss(TestClientFlags.ConsensusCss, consensus) : trust.Consensus,
            FogIngest = values.Find(TestClientFlags.IngestCss) is { } ingest ? NetworkFlags.ReadCss(TestClientFlags.IngestCss, ingest) : trust.FogIngest,
            FogLedger = values.Find(TestClientFlags.LedgerCss) is { } ledger ? NetworkFlags.ReadCss(TestClientFlags.LedgerCss, ledger) : trust.FogLedger,
            FogView = values.Find(TestClientFlags.ViewCss) is { } view ? NetworkFlags.ReadCss(TestClientFlags.ViewCss, view) : trust.FogView,
        };
        return (new MobileCoinNetwork
        {
            ChainId = chainId,
            FogView = values.Find(TestClientFlags.FogView) ?? file?.FogView ?? throw NetworkFlags.Missing(TestClientFlags.FogView),
            FogLedger = values.Find(TestClientFlags.FogLedger)?.FullText ?? file?.FogLedger ?? throw NetworkFlags.Missing(TestClientFlags.FogLedger),
            Consensus = [.. nodes.Select(n => n.FullText)],
            Trust = given,
            Transport = file?.Transport ?? TransportKind.Grpc,
        }, nodes[0]);
    }
}
