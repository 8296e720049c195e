// PostgreSQL fails under a running Fog in the ways that it does: each is named, nobody is told what is not so, and Fog goes on when it is over.
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Hosting;

namespace MobileCoin.Network.Test;

public sealed class FogDatabaseTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task PostgresStoppedReadOnlyAndWithAnotherSchema_IsSurvived()
    {
        Assert.SkipUnless(PrivatePostgres.IsInstalled, "postgresql is not installed");
        await using FogNetwork network = await FogNetwork.CreateAsync(new FogPlan { OnPostgres = true, OnOwnPostgres = true }, Token);
        await network.StartAsync(Token);
        var store = (PostgresStore)network.Store;
        try
        {
            var ingress = RistrettoPublic.Parse(Convert.FromHexString((await network.IngestAsync(0, "activate")).GetProperty("ingress_pubkey").GetString()!));
            var book = new FogBook();
            var payer = new FogPayer(network.ReadAccounts(), book, seed: 3);
            FogUser[] users = await FogProcessesSoak.UsersAsync(network, Token);
            Pay();
            await FogProcessesSoak.AuditAsync(network, book, users, Token);

            // Down: who asks gets an error or what was so before.
            await store.Own!.StopAsync();
            Pay();
            await SaysAsync(network.Ingests[0], "onnect");
            await SaysAsync(network.ViewStores[0], "onnect");
            using (var report = new FogReportConnection(network.ReportUri))
            {
                ConnectionException refused = await Assert.ThrowsAsync<ConnectionException>(() => report.GetReportsAsync(Token));
                Assert.Contains("Database Error", refused.Message, StringComparison.Ordinal);
            }
            await LookAsync();
            await store.Own.StartAsync(Token);
            await FogProcessesSoak.AuditAsync(network, book, users, Token);

            // Read-only: as a standby that was promoted to nothing.
            await store.ExecuteAsync($"ALTER DATABASE {store.Database} SET default_transaction_read_only = on", "postgres");
            await DisconnectAsync();
            Pay();
            await SaysAsync(network.Ingests[0], "read-only");
            await LookAsync();
            Assert.Equal(64, (await network.IngressKeyAsync()).Length);
            await store.ExecuteAsync($"ALTER DATABASE {store.Database} RESET default_transaction_read_only", "postgres");
            await DisconnectAsync();
            await FogProcessesSoak.AuditAsync(network, book, users, Token);

            // Another schema: a migration of somebody else's.
            await store.ExecuteAsync("ALTER TABLE ingested_blocks RENAME COLUMN proto_ingested_block_data TO proto_block_data");
            Pay();
            await SaysAsync(network.Ingests[0], "proto_ingested_block_data");
            await LookAsync();
            network.ViewStores[0].Kill();
            Assert.Equal(ExitCode.Failure, await network.ViewStores[0].Launch().WaitAsync(Token));
            Assert.Contains("another schema", network.ViewStores[0].Output, StringComparison.Ordinal);
            await store.ExecuteAsync("ALTER TABLE ingested_blocks RENAME COLUMN proto_block_data TO proto_ingested_block_data");
            await network.ViewStores[0].StartAsync(Token);
            // The block was stored with the key that its records were made with.
            RecoveryContents contents = await FogProcessesSoak.AuditAsync(network, book, users, Token);
            Assert.Equal((4, 1), (contents.Blocks, contents.Invocations));
            foreach (FogUser user in users) user.Dispose();

            void Pay()
            {
                network.First.Append(payer.Next(network.First, ingress));
                network.Second.CatchUp(network.First);
            }

            // Answers may lag and calls may fail, but what is answered holds.
            async Task LookAsync()
            {
                for (int i = 0; i < users.Length; i++)
                {
                    try
                    {
                        FogLoad.Check(book, i, await users[i].CheckAsync(Token));
                    }
                    catch (ConnectionException)
                    {
                        // Said that it cannot.
                    }
                }
                foreach (ServiceProcess service in network.Services) service.RequireRunning();
            }

            Task DisconnectAsync() => store.ExecuteAsync($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{store.Database}'", "postgres");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(e.Message + "\n" + string.Join('\n', network.Services.Select(s => $"--- {s.Label}\n{s.Output}")), e);
        }
    }

    [Fact]
    public async Task PostgresWithoutTables_IsNamedAtTheStart()
    {
        Assert.SkipWhen(PostgresStore.Missing is not null, PostgresStore.Missing ?? "");
        await using PostgresStore store = await PostgresStore.CreateAsync();
        await using FogNetwork network = await FogNetwork.CreateAsync(new FogPlan(), Token);
        foreach (ServiceProcess service in (ServiceProcess[])[network.Ingests[0], network.Report, network.ViewStores[0]])
        {
            using RunningProgram program = RunningProgram.Start(service.Program, service.Arguments, network.Folder, new Dictionary<string, string> { [store.Variable.Name] = store.Variable.Value });
            Assert.Equal((service.Label, ExitCode.Failure), (service.Label, await program.WaitAsync(Token)));
            Assert.Contains("fog-sql-recovery-db-migrations", program.Output, StringComparison.Ordinal);
        }
    }

    private static async Task SaysAsync(ServiceProcess service, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Soon);
        while (!service.Output.Contains(text, StringComparison.Ordinal))
        {
            service.RequireRunning();
            await Task.Delay(10, limit.Token);
        }
    }
}
