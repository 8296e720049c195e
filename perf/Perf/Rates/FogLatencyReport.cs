// From a block in the ledger to its records at Fog view, with every service a process of its own (./fog bench fog/latency).
using System.Diagnostics;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Network;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>
/// Appends blocks at random moments, and has a wallet ask Fog view again and again how many blocks it can answer for: what counts is when the
/// answer that covers the block has arrived. In the end a user has to find every output that was paid.
/// </summary>
internal static class FogLatencyReport
{
    internal const string Name = "fog/latency";

    private const int WarmUp = 40, Blocks = 200, Outputs = 10;

    // As programs have it when nothing is said.
    private const int PollMillis = 250;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    internal static void Register(Registry registry) => registry.AddReport(Name, RunAsync);

    private static async Task RunAsync(TextWriter output)
    {
        foreach (bool onPostgres in (bool[])[false, true])
        {
            if (onPostgres && !PostgresServerIsThere()) continue;
            await output.WriteLineAsync(await MeasureAsync(onPostgres).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static bool PostgresServerIsThere() => Directory.Exists("/usr/lib/postgresql");

    private static async Task<string> MeasureAsync(bool onPostgres)
    {
        var plan = new FogPlan { OnPostgres = onPostgres, PollMillis = PollMillis, AnswersCalls = false, Streams = true, Capacity = 1 << 16 };
        FogNetwork network = await FogNetwork.CreateAsync(plan).ConfigureAwait(false);
        await using (network.ConfigureAwait(false))
        {
            await network.StartAsync().ConfigureAwait(false);
            await network.IngestAsync(0, "activate").ConfigureAwait(false);
            RistrettoPublic ingress = RistrettoPublic.Parse(Convert.FromHexString(await network.IngressKeyAsync().ConfigureAwait(false)));
            var book = new FogBook();
            var payer = new FogPayer(network.ReadAccounts(), book, seed: 1);
            VerificationPolicy policy = await FogTrust.LookAsync(network.ViewRouterUri).ConfigureAwait(false);
            using var view = new FogViewRouterConnection(network.ViewRouterUri, policy, new ConnectionOptions { ChainId = FogNetwork.ChainId });
            var random = new Random(2);
            List<double> latencies = [];
            for (int i = 0; i < WarmUp + Blocks; i++)
            {
                // At any point of the services' rhythm.
                await Task.Delay(random.Next(PollMillis)).ConfigureAwait(false);
                long start = Stopwatch.GetTimestamp();
                network.First.Append(payer.Next(network.First, ingress, Outputs));
                await VisibleAsync(view, network.First.NumBlocks).ConfigureAwait(false);
                if (i >= WarmUp) latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            network.Second.CatchUp(network.First);
            await AllFoundAsync(network, book).ConfigureAwait(false);
            latencies.Sort();
            return $"{Name} on {(onPostgres ? "PostgreSQL" : "LMDB")}: {Blocks} blocks of 1 to {Outputs} outputs, appended to visible at view: "
                + $"p50 {latencies[Blocks / 2]:N1} ms, p99 {latencies[Blocks * 99 / 100]:N1} ms, longest {latencies[^1]:N1} ms; every output found by its owner";
        }
    }

    private static async Task VisibleAsync(FogViewRouterConnection view, ulong blocks)
    {
        long start = Stopwatch.GetTimestamp();
        var aad = new QueryRequestAAD(long.MaxValue, 0);
        while ((await view.QueryAsync(aad, new QueryRequest([])).ConfigureAwait(false)).HighestProcessedBlockCount < blocks)
        {
            if (Stopwatch.GetElapsedTime(start) > Limit) throw new InvalidOperationException($"block {blocks - 1} is not visible after {Limit.TotalSeconds} s");
            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    private static async Task AllFoundAsync(FogNetwork network, FogBook book)
    {
        for (int account = 0; account < network.Plan.Accounts; account++)
        {
            using FogUser user = await network.UserAsync(account).ConfigureAwait(false);
            long start = Stopwatch.GetTimestamp();
            FogAnswer answer;
            do
            {
                answer = await user.CheckAsync().ConfigureAwait(false);
                if (Stopwatch.GetElapsedTime(start) > Limit) throw new InvalidOperationException($"account {account} sees {answer.BlockCount} of {network.First.NumBlocks} blocks");
            }
            while (answer.BlockCount < network.First.NumBlocks);
            if (answer.Balance != book.Balance(account, answer.BlockCount)) throw new InvalidOperationException($"account {account} is told {answer}");
        }
    }
}
