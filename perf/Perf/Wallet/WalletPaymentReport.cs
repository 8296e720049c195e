// Building payments, and from `send` to the recipient's balance, on a whole network of processes (./fog bench wallet/payment).
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Devnet;
using MobileCoin.Funder;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

/// <summary>
/// Two accounts of a devnet pay each other in turn, two inputs and two outputs each time, while the recipient asks again and again: a payment's time
/// runs from the call to the snapshot that holds it.
/// </summary>
internal static class WalletPaymentReport
{
    internal const string Name = "wallet/payment";

    private const int WarmUp = 20, Payments = 200, Builds = 40;
    private const ulong Mob = 1_000_000_000_000;
    private const string Built = "built", Taken = "taken by consensus", Seen = "the recipient's balance";

    // More than any output that an account has: two are spent each time.
    private const ulong Paid = Mob * 3 / 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static void Register(Registry registry) => registry.AddReport(Name, RunAsync);

    private static async Task RunAsync(TextWriter output)
    {
        using DevnetFolder folder = DevnetFolder.Temporary();
        DevnetNetwork network = DevnetNetwork.Of(folder, new DevnetPlan { Users = 2 });
        await using (network.ConfigureAwait(false))
        {
            await network.StartAsync().ConfigureAwait(false);
            using Account alice = Account.FromKeyFile(network.KeyFileOf(0)), bob = Account.FromKeyFile(network.KeyFileOf(1));
            await FundAsync(network, folder, alice, bob).ConfigureAwait(false);
            var first = new Wallet(alice, network.Describe());
            var second = new Wallet(bob, network.Describe());
            await using (first.ConfigureAwait(false))
            await using (second.ConfigureAwait(false))
            {
                await UntilAsync(first, s => s.Balances.GetValueOrDefault(TokenId.Mob) > 0).ConfigureAwait(false);
                await UntilAsync(second, s => s.Balances.GetValueOrDefault(TokenId.Mob) > 0).ConfigureAwait(false);
                await output.WriteLineAsync(await PayAsync(network, first, second).ConfigureAwait(false)).ConfigureAwait(false);
                // Now that no program starts and compiles beside it.
                await output.WriteLineAsync(await BuildAsync(first, second).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }

    // Outputs that are each less than a payment: it takes two.
    private static async Task FundAsync(DevnetNetwork network, DevnetFolder folder, params Account[] accounts)
    {
        static VerificationPolicy Policy(IReadOnlyList<TrustedIdentity> identities) => new(identities, TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

        var options = new FunderOptions
        {
            ChainId = DevnetNetwork.ChainId,
            Consensus = [network.NodeUri],
            ConsensusTrust = Policy(EnclaveTrust.Simulated.Consensus),
            IngestTrust = Policy(EnclaveTrust.Simulated.FogIngest),
        };
        using LedgerFunder funder = LedgerFunder.Open(network.FollowerFolder, LedgerFunder.ReadAccounts(folder.BankFolder), options);
        foreach (Account account in accounts) await funder.PayAsync([.. Enumerable.Repeat(new FundedOutput(account.Address, new Amount(Mob, TokenId.Mob)), 2)]).ConfigureAwait(false);
    }

    private static async Task<string> BuildAsync(Wallet from, Wallet to)
    {
        var payment = new Payment(to.Client.Account.Address, new Amount(Paid, TokenId.Mob));
        for (int i = 0; i < WarmUp; i++) await from.Client.PrepareAsync(payment).ConfigureAwait(false);
        from.Transport.Take();
        List<double> times = [], own = [];
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < Builds; i++)
        {
            TimeSpan waited = from.Transport.Waited;
            long start = Stopwatch.GetTimestamp();
            PaymentDraft draft = await from.Client.PrepareAsync(payment).ConfigureAwait(false);
            double took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (draft.Inputs.Count != 2 || draft.Outputs.Count != 2) throw new InvalidOperationException($"{draft.Inputs.Count} inputs and {draft.Outputs.Count} outputs");
            times.Add(took);
            own.Add(took - (from.Transport.Waited - waited).TotalMilliseconds);
        }
        double used = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / Builds;
        string calls = string.Join(", ", from.Transport.Take().Select(c => $"{c.Key} {c.Value.Time.TotalMilliseconds / Builds:N1} ms"));
        return $"{Name}: building 2 inputs, 2 outputs: {Share(times)}, of which {Share(own)} beside what is asked ({used:N1} ms of a core); asked for each: {calls}";
    }

    private static async Task<string> PayAsync(DevnetNetwork network, Wallet first, Wallet second)
    {
        HopWatch watch = HopWatch.Of(network);
        await using (watch.ConfigureAwait(false))
        {
            string[] hops = [Built, Taken, HopWatch.Validator, HopWatch.Follower, HopWatch.Scanned, Seen];
            var times = hops.ToDictionary(h => h, _ => new List<double>(), StringComparer.Ordinal);
            for (int i = 0; i < WarmUp + Payments; i++)
            {
                (Wallet from, Wallet to) = i % 2 == 0 ? (first, second) : (second, first);
                ulong held = to.Client.Snapshot.Balances[TokenId.Mob], left = from.Client.Snapshot.Balances[TokenId.Mob];
                long start = Stopwatch.GetTimestamp();
                PaymentDraft draft = await from.Client.PrepareAsync(new Payment(to.Client.Account.Address, new Amount(Paid, TokenId.Mob))).ConfigureAwait(false);
                long built = Stopwatch.GetTimestamp();
                if (draft.Inputs.Count != 2 || draft.Outputs.Count != 2) throw new InvalidOperationException($"{draft.Inputs.Count} inputs and {draft.Outputs.Count} outputs");
                await from.Client.SendAsync(draft).ConfigureAwait(false);
                long taken = Stopwatch.GetTimestamp();
                AccountSnapshot snapshot = await UntilAsync(to, s => s.Balances[TokenId.Mob] == held + Paid).ConfigureAwait(false);
                long seen = Stopwatch.GetTimestamp();
                ulong block = snapshot.Outputs.Max(o => o.BlockIndex);
                await UntilAsync(from, s => s.Balances[TokenId.Mob] == left - Paid - draft.Fee.Value).ConfigureAwait(false);
                if (i < WarmUp) continue;
                foreach (string hop in hops)
                {
                    long at = hop switch { Built => built, Taken => taken, Seen => seen, _ => await watch.AtAsync(hop, block, seen).ConfigureAwait(false) };
                    times[hop].Add(Stopwatch.GetElapsedTime(start, at).TotalMilliseconds);
                }
            }
            return $"{Name}: from the call to the recipient's balance, {Payments} payments one after another, from the call on: {string.Join("; ", hops.Select(h => $"{h} {Share(times[h])}"))}";
        }
    }

    private static async Task<AccountSnapshot> UntilAsync(Wallet wallet, Func<AccountSnapshot, bool> isSo)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            AccountSnapshot snapshot = await wallet.Client.UpdateAsync().ConfigureAwait(false);
            if (isSo(snapshot)) return snapshot;
            if (Stopwatch.GetElapsedTime(start) > Limit) throw new InvalidOperationException($"not seen in {snapshot.BlockCount} blocks after {Limit.TotalSeconds} s");
            await Task.Delay(5).ConfigureAwait(false);
        }
    }

    private static string Share(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return $"p50 {sorted[sorted.Length / 2]:N1} ms, p99 {sorted[(int)((sorted.Length - 1) * 0.99)]:N1} ms";
    }

    private sealed class Wallet : IAsyncDisposable
    {
        internal Wallet(Account account, MobileCoinNetwork network)
        {
            Transport = new MeteredTransport(new FogTransport(network, ClientOptions.Default, NullLogger.Instance));
            Client = new MobileCoinClient(account, network.ChainId, Transport, new ClientOptions { Trust = network.Trust });
        }

        internal MeteredTransport Transport { get; }

        internal MobileCoinClient Client { get; }

        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
