// How long a wallet takes to know what its account has (./fog bench wallet/check).
using System.Diagnostics;
using MobileCoin.Blockchain;
using MobileCoin.Client;
using MobileCoin.Client.Testing;
using MobileCoin.Crypto;
using MobileCoin.Network;
using MobileCoin.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace MobileCoin.Perf;

/// <summary>
/// Balance checks of accounts with 10, 1,000 and 100,000 outputs: from nothing; again, when nothing is new; and again when a block has come that
/// pays the account. Once with a Fog in memory, whose own time is subtracted: what the client itself costs; and once with a Fog of processes.
/// </summary>
internal static class WalletCheckReport
{
    internal const string Name = "wallet/check";

    private const int OutputsInBlock = 1000;
    private static readonly int[] Sizes = [10, 1_000, 100_000];
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    internal static void Register(Registry registry) => registry.AddReport(Name, RunAsync);

    private static async Task RunAsync(TextWriter output)
    {
        // Code is compiled before it counts.
        await InMemoryAsync(OutputsInBlock).ConfigureAwait(false);
        foreach (int size in Sizes) await output.WriteLineAsync($"{Name}, the client alone, {size:N0} outputs: {await InMemoryAsync(size).ConfigureAwait(false)}").ConfigureAwait(false);
        foreach (int size in Sizes) await output.WriteLineAsync($"{Name}, a Fog of processes on LMDB, {size:N0} outputs: {await WithProcessesAsync(size).ConfigureAwait(false)}").ConfigureAwait(false);
    }

    private static async Task<string> InMemoryAsync(int size)
    {
        using var fog = new FakeFog();
        using Account account = fog.CreateAccount();
        for (int paid = 0; paid < size; paid += OutputsInBlock)
        {
            fog.Fund(account.Address, [.. Enumerable.Range(1, Math.Min(OutputsInBlock, size - paid)).Select(i => new Amount((ulong)i, TokenId.Mob))]);
        }
        var transport = new MeteredTransport(fog.Connect());
        var client = new MobileCoinClient(account, fog.ChainId, transport, new ClientOptions { Trust = fog.Trust });
        await using (client.ConfigureAwait(false))
        {
            string first = await CheckAsync(client, transport, size).ConfigureAwait(false), again = await CheckAsync(client, transport, size).ConfigureAwait(false);
            fog.Fund(account.Address, new Amount(1, TokenId.Mob));
            string more = await CheckAsync(client, transport, size + 1).ConfigureAwait(false);
            return $"from nothing {first}; nothing new {again}; one output more {more}; state {client.SaveState().Length / 1024.0:N0} KiB";
        }
    }

    private static async Task<string> WithProcessesAsync(int size)
    {
        var plan = new FogPlan { Accounts = 4, AnswersCalls = true, Capacity = Math.Max(4096, 2 * size) };
        FogNetwork network = await FogNetwork.CreateAsync(plan).ConfigureAwait(false);
        await using (network.ConfigureAwait(false))
        {
            await network.StartAsync().ConfigureAwait(false);
            await network.IngestAsync(0, "activate").ConfigureAwait(false);
            RistrettoPublic ingress = RistrettoPublic.Parse(Convert.FromHexString(await network.IngressKeyAsync().ConfigureAwait(false)));
            var payer = new FogPayer(network.ReadAccounts(), new FogBook(), seed: 1);
            for (int paid = 0; paid < size; paid += OutputsInBlock) Pay(Math.Min(OutputsInBlock, size - paid));
            using Account account = Account.FromKeyFile(network.In("keys", Accounts.KeyFile.SampleName(0) + Accounts.KeyFile.SecretExtension));
            var description = new MobileCoinNetwork
            {
                ChainId = FogNetwork.ChainId,
                FogView = network.ViewUri.ToString(),
                FogLedger = network.LedgerUri.ToString(),
                Consensus = [],
                Trust = EnclaveTrust.Simulated,
            };
            // Somebody else has seen that all is there, and the services have compiled their code.
            await SeenAsync().ConfigureAwait(false);
            var transport = new MeteredTransport(new FogTransport(description, ClientOptions.Default, NullLogger.Instance));
            var client = new MobileCoinClient(account, description.ChainId, transport, new ClientOptions { Trust = description.Trust });
            await using (client.ConfigureAwait(false))
            {
                string first = await CheckAsync(client, transport, size).ConfigureAwait(false), again = await CheckAsync(client, transport, size).ConfigureAwait(false);
                Pay(1);
                await SeenAsync().ConfigureAwait(false);
                string more = await CheckAsync(client, transport, size + 1).ConfigureAwait(false);
                return $"from nothing {first}; nothing new {again}; one output more {more}";
            }

            async Task SeenAsync()
            {
                var other = new MobileCoinClient(account, description);
                await using (other.ConfigureAwait(false))
                {
                    long start = Stopwatch.GetTimestamp();
                    while ((await other.UpdateAsync().ConfigureAwait(false)).BlockCount < network.First.NumBlocks)
                    {
                        if (Stopwatch.GetElapsedTime(start) > Limit) throw new InvalidOperationException($"{size} outputs are not seen after {Limit.TotalMinutes} min");
                        await Task.Delay(100).ConfigureAwait(false);
                    }
                }
            }

            void Pay(int outputs)
            {
                BlockData block = payer.Make(network.First, ingress, [.. Enumerable.Range(1, outputs).Select(i => (0, (ulong)i))], []);
                network.First.Append(block);
                network.Second.CatchUp(network.First);
            }
        }
    }

    private static async Task<string> CheckAsync(MobileCoinClient client, MeteredTransport transport, int outputs)
    {
        transport.Take();
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        AccountSnapshot snapshot = await client.UpdateAsync().ConfigureAwait(false);
        TimeSpan took = Stopwatch.GetElapsedTime(start), used = Environment.CpuUsage.TotalTime - before, waited = transport.Waited;
        if (snapshot.Outputs.Count != outputs) throw new InvalidOperationException($"{snapshot.Outputs.Count} outputs are found of {outputs}");
        string calls = string.Join(", ", transport.Take().Select(c => $"{c.Value.Calls} {c.Key} {c.Value.Time.TotalMilliseconds:N1} ms"));
        return $"{took.TotalMilliseconds:N1} ms ({(took - waited).TotalMilliseconds:N1} beside what is asked; {used.TotalMilliseconds:N1} ms of a core; {calls})";
    }
}
