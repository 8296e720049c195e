// A Fog's life as the conformance tests have it, shortened, by the programs that operators use (fact sheet fog §7.9).
using System.Text.Json;
using MobileCoin.Connections;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Network.Test;

public sealed class FogLifeTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task UsersSeeWhatTheyOwn_WhateverIsBehindRetiredRestartedOrLost(bool onPostgres, bool streams)
    {
        Assert.SkipWhen(onPostgres && PostgresStore.Missing is not null, PostgresStore.Missing ?? "");
        await using FogNetwork network = await FogNetwork.CreateAsync(new FogPlan { OnPostgres = onPostgres, Streams = streams, AnswersCalls = !streams }, Token);
        var book = new FogBook();
        await network.StartAsync(Token);
        try
        {
            FogUser[] users = await FogProcessesSoak.UsersAsync(network, Token);
            await LiveAsync(network, book, users);
            await using (IRecoveryDb db = await network.Store.OpenAsync())
            {
                RecoveryContents contents = await RecoveryAudit.CheckAsync(db, network.First.Ledger, Token);
                Assert.Equal((3, 3), (contents.IngressKeys, contents.Invocations));
            }
            foreach (FogUser user in users) user.Dispose();
            await Task.WhenAll(network.Services.Where(s => !s.Running!.HasExited).Select(async s => Assert.Equal((s.Label, ExitCode.Success), (s.Label, await s.StopAsync(Token)))));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(e.Message + "\n" + string.Join('\n', network.Services.Select(s => $"--- {s.Label}\n{s.Output}")), e);
        }
    }

    private static async Task LiveAsync(FogNetwork network, FogBook book, FogUser[] users)
    {
        LedgerCopy first = network.First, second = network.Second;
        Assert.Equal(("Idle", 1ul), Mode(await network.IngestAsync(0, "set-pubkey-expiry-window", "1")));
        Assert.Equal(("Active", 1ul), Mode(await network.IngestAsync(0, "activate")));
        string key = await network.IngressKeyAsync();
        Assert.Equal(64, key.Length);
        await SeeAsync(0, 1);

        // In step.
        await network.AddTestBlockAsync(book, first, key, [(0, 15), (0, 4), (1, 9), (3, 17), (4, 27)], default(KeyImage));
        second.CatchUp(first);
        await SeeAsync(2);
        Assert.Equal([19ul, 9, 0, 17, 27], Enumerable.Range(0, 5).Select(a => book.Balance(a, 2)));

        // Ingest ahead: only those who own nothing see more. Then Fog ledger ahead: nobody does.
        await network.AddTestBlockAsync(book, first, key, [(3, 19), (4, 2)], Image(1, 0), Image(1, 2), Image(1, 4));
        await SeeEachAsync(static account => account == 2 ? [2, 3] : [2]);
        second.CatchUp(first);
        await SeeAsync(3);
        Assert.Equal([4ul, 0, 0, 36, 2], Enumerable.Range(0, 5).Select(a => book.Balance(a, 3)));
        await network.AddTestBlockAsync(book, second, key, [(0, 7), (1, 2)], Image(2, 0));
        await SeeAsync(3);
        first.CatchUp(second);
        await SeeAsync(4);

        // A second ingest takes over: the first scans up to its key's expiry, and then rests.
        await network.AddIngest().StartAsync(Token);
        Assert.Equal("Active", Mode(await network.IngestAsync(1, "activate")).Mode);
        await network.IngestAsync(0, "retire");
        string next = await network.IngressKeyAsync();
        Assert.NotEqual(key, next);
        await network.AddTestBlockAsync(book, first, next, [.. Enumerable.Range(0, 5).Select(a => (a, 2ul))], Image(3, 0));
        second.CatchUp(first);
        await SeeAsync(5);
        Assert.Equal("Active", Mode(await network.IngestAsync(0, "get-status")).Mode);
        await network.AddTestBlockAsync(book, first, next, [.. Enumerable.Range(0, 5).Select(a => (a, 1ul))], Image(4, 0));
        second.CatchUp(first);
        await SeeAsync(6);
        await Waiting.UntilAsync(async () => Mode(await network.IngestAsync(0, "get-status")).Mode == "Idle");
        Assert.Equal("Active", Mode(await network.IngestAsync(1, "get-status")).Mode);

        // Fog view forgets what it holds, and reads it again.
        Assert.Equal(ExitCode.Success, await network.ViewStores[0].StopAsync(Token));
        network.ViewStores[0].Launch();
        await SeeAsync(6);
        await network.AddTestBlockAsync(book, first, next, [.. Enumerable.Range(0, 5).Select(a => (a, 3ul))], Image(5, 1));
        second.CatchUp(first);
        await SeeAsync(7);

        // The key is lost with its only holder: the block that was promised is downloaded by those who want it.
        network.Ingests[1].Kill();
        File.Delete(network.StateFile(1));
        await network.AddTestBlockAsync(book, second, next, [.. Enumerable.Range(0, 5).Select(a => (a, 5ul))], Image(6, 0));
        await SeeAsync(7);
        await network.Ingests[1].StartAsync(Token);
        Assert.Equal("Active", Mode(await network.IngestAsync(1, "activate")).Mode);
        await network.IngestAsync(1, "report-lost-ingress-key", "--key", next);
        Assert.NotEqual(next, await network.IngressKeyAsync());
        first.CatchUp(second);
        await SeeAsync(8);
        Assert.All(users, user => Assert.Equal(1, user.FoundInMissedBlocks));
        JsonElement keys = await network.IngestAsync(1, "get-ingress-public-key-records", "--include-lost", "--include-retired");
        Assert.Equal(3, keys.GetArrayLength());

        KeyImage Image(ulong block, int output) => book.Paid.Where(o => o.Block == block).ElementAt(output).KeyImage;

        Task SeeAsync(params ulong[] counts) => SeeEachAsync(_ => counts);

        // Those who have looked from the beginning, and others who look for the first time.
        async Task SeeEachAsync(Func<int, ulong[]> counts)
        {
            FogUser[] fresh = await FogProcessesSoak.UsersAsync(network, Token);
            foreach (FogUser[] all in (FogUser[][])[users, fresh])
            {
                for (int i = 0; i < all.Length; i++) await CheckAsync(book, i, all[i], counts(i));
            }
            foreach (FogUser user in fresh) user.Dispose();
        }
    }

    // Whatever a user is told must hold for the count that it is told with, at once; the count has time.
    private static Task CheckAsync(FogBook book, int account, FogUser user, ulong[] counts) => Waiting.UntilAsync(async () =>
    {
        try
        {
            FogAnswer answer = await user.CheckAsync(Token);
            FogLoad.Check(book, account, answer);
            Assert.True(answer.BlockCount <= counts[^1], $"account {account} is told {answer}");
            return counts.Contains(answer.BlockCount);
        }
        catch (ConnectionException)
        {
            // A store that was started just now.
            return false;
        }
    });

    private static (string Mode, ulong Window) Mode(JsonElement summary) => (summary.GetProperty("mode").GetString()!, summary.GetProperty("pubkey_expiry_window").GetUInt64());
}
