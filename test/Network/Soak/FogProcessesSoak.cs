// ./fog soak fog-processes: a Fog's programs killed at random moments (SIGKILL), and nothing lost, no search key used twice.
using System.Diagnostics;
using System.Text.Json;
using MobileCoin.Crypto;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Network;

/// <summary>Rounds of killing: each kills one program while blocks come and users look, and starts it again.</summary>
internal static class FogProcessesSoak
{
    private const int RoundsEach = 30, LongestLife = 1200, LongestStart = 700, LongestDeath = 300;
    private static readonly TimeSpan CatchUpTime = TimeSpan.FromSeconds(60);

    /// <summary>Runs rounds, thirty on a Fog, the databases taking turns, and every third Fog with several stores.</summary>
    /// <returns>What happened.</returns>
    /// <exception cref="InvalidOperationException">Something was lost, or somebody was told what is not so.</exception>
    internal static async Task<string> RunAsync(int rounds, int seed, TextWriter progress, CancellationToken cancellationToken = default)
    {
        var watch = Stopwatch.StartNew();
        for (int done = 0, fog = 0; done < rounds; fog++)
        {
            int some = Math.Min(RoundsEach, rounds - done);
            bool onPostgres = (fog + seed) % 2 == 1 && PostgresStore.Missing is null;
            bool streams = fog / 2 % 2 == 1;
            var plan = new FogPlan { OnPostgres = onPostgres, Streams = streams, AnswersCalls = !streams };
            // Two stores each, whose blocks overlap.
            if ((fog + seed) % 3 == 2) plan = plan with { ViewShards = ["0-60", "50-18446744073709551615"], KeyImageShards = ["0-40", "30-18446744073709551615"] };
            string what = await RunAsync(plan, some, seed + fog, cancellationToken).ConfigureAwait(false);
            done += some;
            await progress.WriteLineAsync($"round {done}: {what}, {watch.Elapsed.TotalSeconds:N0} s").ConfigureAwait(false);
        }
        return $"{rounds} kills, nothing lost, no search key used twice, {watch.Elapsed.TotalSeconds:N0} s";
    }

    /// <summary>Runs rounds on one Fog. Every program is killed before one is killed again.</summary>
    internal static async Task<string> RunAsync(FogPlan plan, int kills, int seed, CancellationToken cancellationToken = default)
    {
        var random = new Random(seed);
        FogNetwork network = await FogNetwork.CreateAsync(plan, cancellationToken).ConfigureAwait(false);
        await using (network.ConfigureAwait(false))
        {
            try
            {
                return await RunAsync(network, kills, random, cancellationToken).ConfigureAwait(false);
            }
            catch (InvalidOperationException e)
            {
                throw new InvalidOperationException(e.Message + "\n" + string.Join('\n', network.Services.Select(s => $"--- {s.Label}\n{s.Output}")), e);
            }
        }
    }

    private static async Task<string> RunAsync(FogNetwork network, int kills, Random random, CancellationToken cancellationToken)
    {
        await network.StartAsync(cancellationToken).ConfigureAwait(false);
        JsonElement summary = await network.IngestAsync(0, "activate").ConfigureAwait(false);
        var ingress = RistrettoPublic.Parse(Convert.FromHexString(summary.GetProperty("ingress_pubkey").GetString()!));
        var book = new FogBook();
        var load = new FogLoad(network, book, random.Next());
        FogUser[] users = await UsersAsync(network, cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task paying = Task.Run(() => load.PayAsync(ingress, stop.Token), CancellationToken.None), looking = Task.Run(() => load.LookAsync(users, stop.Token), CancellationToken.None);
        try
        {
            Queue<ServiceProcess> victims = [];
            for (int i = 0; i < kills; i++)
            {
                if (victims.Count == 0)
                {
                    ServiceProcess[] all = [.. network.Services];
                    random.Shuffle(all);
                    victims = new Queue<ServiceProcess>(all);
                }
                await Task.Delay(random.Next(LongestLife), cancellationToken).ConfigureAwait(false);
                if (paying.IsFaulted) await paying.ConfigureAwait(false);
                if (looking.IsFaulted) await looking.ConfigureAwait(false);
                await KillAsync(victims.Dequeue(), random, cancellationToken).ConfigureAwait(false);
                foreach (ServiceProcess service in network.Services) service.RequireRunning();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await paying.ConfigureAwait(false);
            await looking.ConfigureAwait(false);
        }
        RecoveryContents contents = await AuditAsync(network, book, users, cancellationToken).ConfigureAwait(false);
        foreach (FogUser user in users) user.Dispose();
        return $"{kills} kills on {(network.Plan.OnPostgres ? "PostgreSQL" : "LMDB")}, {contents.Blocks} blocks, {contents.SearchKeys} outputs in {contents.Invocations} runs of ingest, {load.Answers} answers, {load.Failures.Values.Sum()} calls failed";
    }

    /// <summary>A user for each account.</summary>
    internal static Task<FogUser[]> UsersAsync(FogNetwork network, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, network.Plan.Accounts).Select(account => network.UserAsync(account, cancellationToken)));

    /// <summary>Waits until users, those of before and new ones, see the whole ledger; then looks at everything.</summary>
    /// <exception cref="InvalidOperationException">An output is missing, or something is there that should not be.</exception>
    internal static async Task<RecoveryContents> AuditAsync(FogNetwork network, FogBook book, IReadOnlyList<FogUser> users, CancellationToken cancellationToken)
    {
        FogUser[] fresh = await UsersAsync(network, cancellationToken).ConfigureAwait(false);
        foreach (IReadOnlyList<FogUser> all in (IReadOnlyList<FogUser>[])[users, fresh])
        {
            for (int i = 0; i < all.Count; i++) await CatchUpAsync(network, book, i, all[i], cancellationToken).ConfigureAwait(false);
        }
        foreach (FogUser user in fresh) user.Dispose();
        IRecoveryDb db = await network.Store.OpenAsync().ConfigureAwait(false);
        await using (db.ConfigureAwait(false)) return await RecoveryAudit.CheckAsync(db, network.First.Ledger, cancellationToken).ConfigureAwait(false);
    }

    private static async Task KillAsync(ServiceProcess victim, Random random, CancellationToken cancellationToken)
    {
        victim.Kill();
        await Task.Delay(random.Next(LongestDeath), cancellationToken).ConfigureAwait(false);
        if (random.Next(4) == 0)
        {
            // Once more before it is up.
            victim.Launch();
            await Task.Delay(random.Next(LongestStart), cancellationToken).ConfigureAwait(false);
            victim.Kill();
        }
        await victim.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task CatchUpAsync(FogNetwork network, FogBook book, int account, FogUser user, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        FogAnswer answer = default;
        while (answer.BlockCount < network.First.NumBlocks)
        {
            if (watch.Elapsed > CatchUpTime) throw new InvalidOperationException($"account {account} sees {answer.BlockCount} of {network.First.NumBlocks} blocks");
            foreach (ServiceProcess service in network.Services) service.RequireRunning();
            try
            {
                answer = await user.CheckAsync(cancellationToken).ConfigureAwait(false);
                FogLoad.Check(book, account, answer);
            }
            catch (Connections.ConnectionException) when (watch.Elapsed < CatchUpTime)
            {
                // It has just been started.
            }
            await Task.Delay(20, cancellationToken).ConfigureAwait(false);
        }
        ulong[] paid = [.. book.Paid.Where(o => o.Account == account).Select(o => o.GlobalIndex)], found = [.. user.Owned.Select(o => o.GlobalIndex)];
        if (!paid.SequenceEqual(found)) throw new InvalidOperationException($"account {account} was paid the outputs {string.Join(' ', paid)}, and finds {string.Join(' ', found)}");
    }
}
