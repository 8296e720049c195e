// Fact sheet fog §7.6, §10.1: test_client on a network in memory.
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.App.Fog.TestClient;
using MobileCoin.Client;
using MobileCoin.Client.Testing;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Test;

public sealed class TestClientTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task TheProgram_PassesOnASoundNetwork()
    {
        MakeAccounts(_world, 3);
        ConsoleProgram program = TestClientProgram.Make((_, _, _) => new FakeTestNetwork(_world.Fog));
        // Two tokens and 13 swaps of three wallets: both directions, whole and in part.
        string[] flags =
        [
            "--key-dir", _world.Run["keys"], "--network", _world.NetworkFile, "--num-clients", "3", "--num-transactions", "13", "--token-ids", "0,1", "--balance-polling-wait", "1", "--ledger-sync-wait", "0", "--transfer-amount", "21",
        ];
        string log = await _world.Run.DoAsync(program, flags);
        Assert.Contains("token 0: 13 transfers succeeded", log, StringComparison.Ordinal);
        Assert.Contains("token 1: 13 transfers succeeded", log, StringComparison.Ordinal);
        Assert.Contains("13 swaps succeeded", log, StringComparison.Ordinal);
        Assert.Contains("swapped 11 of token 0 for 11 of token 1", log, StringComparison.Ordinal);
        Assert.Contains("swapped 21 of token 1 for 21 of token 0", log, StringComparison.Ordinal);
        Assert.Contains("all tests succeeded", log, StringComparison.Ordinal);

        Assert.Contains("there are 3 key files, and --num-clients is 6", await _world.Run.FailAsync(program, "--key-dir", _world.Run["keys"], "--network", _world.NetworkFile), StringComparison.Ordinal);
        Assert.Contains("--consensus is missing", await _world.Run.FailAsync(program, "--key-dir", _world.Run["keys"], "--chain-id", "fake"), StringComparison.Ordinal);
        Assert.Contains("nothing says which enclaves", await _world.Run.FailAsync(program, "--key-dir", _world.Run["keys"], "--chain-id", "fake", "--consensus", "insecure-mc://127.0.0.1:1/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AreUpstreams()
    {
        (TestRun run, MetricRegistry metrics, _) = Make(_world, new TestPlan { TokenIds = [0], Transactions = 2, Polling = TimeSpan.FromMilliseconds(1), DoubleSpendWait = TimeSpan.Zero, Deadline = TimeSpan.FromSeconds(60) });
        await using (run) await run.RunFixedAsync(Token);
        string text = metrics.ToText();
        foreach (string line in new[]
        {
            "fog_test_client{op=\"tx_success_count\"} 2", "fog_test_client{op=\"tx_failure_count\"} 0", "fog_test_client_gauge{op=\"last_polling_successful\"} 1",
            "fog_test_client_tx_build_time_count 2", "fog_test_client_tx_send_time_count 2", "fog_test_client_tx_confirmed_time_count 2", "fog_test_client_tx_received_time_count 2",
            "fog_test_client_tx_build_time_bucket{le=\"0.2\"}", "fog_test_client_tx_received_time_bucket{le=\"2.5\"}", "test_client_balance{client_index=\"0\",token_id=\"0\"}", "test_client_balance_block_count{client_index=\"1\"}",
        })
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }
        foreach (string op in new[]
        {
            "tx_confirmed_deadline_exceeded_count", "tx_received_deadline_exceeded_count", "tx_expired_count", "confirm_tx_timeout_count", "receive_tx_timeout_count", "zero_balance_count", "bad_balance_count",
            "tx_double_spend_count", "tx_unexpected_memo_count", "tx_invalid_memo_count", "check_balance_error_count", "get_fee_error_count", "token_not_configured_error_count", "build_tx_error_count",
            "build_swap_proposal_error_count", "submit_tx_error_count", "confirm_tx_error_count",
        })
        {
            Assert.Contains($"fog_test_client{{op=\"{op}\"}} 0", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatIsWrong_HasAName()
    {
        await FailsAsync(TestFailure.ZeroBalance, fund: false);
        await FailsAsync(TestFailure.TokenNotConfiguredError, token: 5, fundedToken: 5);
        await FailsAsync(TestFailure.CheckBalanceError, spoil: fog => fog.Faults.Unavailable = FakeServices.View);
        await FailsAsync(TestFailure.BuildTxError, amount: ulong.MaxValue / 2);
        await FailsAsync(TestFailure.SubmitTxError, spoil: fog => fog.Faults.Reject = TxProposalResult.InvalidRangeProof);
        await FailsAsync(TestFailure.ConfirmTxTimeout, spoil: fog => fog.Faults.Forget = true, deadline: TimeSpan.Zero);
        await FailsAsync(TestFailure.TxDoubleSpend, network: fog => new FakeTestNetwork(fog) { TakesTwice = true });
        await FailsAsync(TestFailure.TxInvalidMemo, network: fog => new FakeTestNetwork(fog) { KnowsNobody = true });
    }

    [Fact]
    public async Task WhatIsLate_IsCounted_AndMeasuredToItsEnd()
    {
        using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand, ReportWindow = 10_000 });
        (TestRun run, MetricRegistry metrics, _) = Make(world, new TestPlan { TokenIds = [0], Polling = TimeSpan.FromMilliseconds(1), Deadline = TimeSpan.Zero, MeasuresAfterDeadline = true, Period = TimeSpan.Zero });
        world.Fog.MakeBlock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using (run)
        {
            Task running = run.RunContinuouslyAsync(stop.Token);
            for (int transfer = 1; transfer <= 2; transfer++)
            {
                // Its block is made when it is late, and no sooner.
                await UntilAsync(running, metrics, $"tx_confirmed_deadline_exceeded_count\"}} {transfer}");
                world.Fog.MakeBlock();
                await UntilAsync(running, metrics, $"tx_success_count\"}} {transfer}");
            }
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
        string text = metrics.ToText();
        Assert.Contains("confirm_tx_timeout_count\"} 0", text, StringComparison.Ordinal);
        Assert.Contains("last_polling_successful\"} 0", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoingOn_AFailureIsCounted_AndTheNextSuccessSaysThatAllIsWell()
    {
        (TestRun run, MetricRegistry metrics, FakeWorld world) = Make(_world, new TestPlan { TokenIds = [0], Polling = TimeSpan.FromMilliseconds(1), Deadline = TimeSpan.FromSeconds(60), Period = TimeSpan.FromMilliseconds(1) });
        world.Fog.Faults.Reject = TxProposalResult.InvalidRangeProof;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using (run)
        {
            Task running = run.RunContinuouslyAsync(stop.Token);
            await UntilAsync(running, metrics, "submit_tx_error_count\"} 1");
            await UntilAsync(running, metrics, "last_polling_successful\"} 0");
            world.Fog.Faults.Reject = null;
            await UntilAsync(running, metrics, "last_polling_successful\"} 1");
            Assert.DoesNotContain("tx_success_count\"} 0", metrics.ToText(), StringComparison.Ordinal);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }
    }

    private static async Task UntilAsync(Task running, MetricRegistry metrics, string line)
    {
        while (!metrics.ToText().Contains(line, StringComparison.Ordinal))
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(5, Token);
        }
    }

    private static async Task FailsAsync(
        TestFailure failure, ulong token = 0, ulong fundedToken = 0, bool fund = true, ulong amount = 20, TimeSpan? deadline = null, Action<FakeFog>? spoil = null, Func<FakeFog, ITestNetwork>? network = null)
    {
        using var world = new FakeWorld();
        var plan = new TestPlan { TokenIds = [token], Transactions = 1, Amount = amount, Polling = TimeSpan.FromMilliseconds(1), DoubleSpendWait = TimeSpan.Zero, Deadline = deadline ?? TimeSpan.FromSeconds(60) };
        (TestRun run, MetricRegistry metrics, _) = Make(world, plan, fund ? fundedToken : null, network?.Invoke(world.Fog));
        spoil?.Invoke(world.Fog);
        await using (run)
        {
            TestFailureException e = await Assert.ThrowsAsync<TestFailureException>(() => run.RunFixedAsync(Token));
            Assert.True(failure == e.Failure, $"expected {failure}: {e.Message}");
            Assert.Contains("tx_failure_count\"} 1", metrics.ToText(), StringComparison.Ordinal);
            Assert.Contains("last_polling_successful\"} 0", metrics.ToText(), StringComparison.Ordinal);
        }
    }

    private static (TestRun Run, MetricRegistry Metrics, FakeWorld World) Make(FakeWorld world, TestPlan plan, ulong? fundedToken = 0, ITestNetwork? network = null)
    {
        Account[] accounts = [world.Fog.CreateAccount(), world.Fog.CreateAccount()];
        if (fundedToken is { } token)
        {
            foreach (Account account in accounts) world.Fog.Fund(account.Address, [.. Enumerable.Repeat(new Amount(1_000_000_000_000, token), 3)]);
        }
        var metrics = new MetricRegistry();
        var options = new ClientOptions { RetryFor = TimeSpan.Zero };
        return (new TestRun(network ?? new FakeTestNetwork(world.Fog), accounts, plan, new TestClientMetrics(metrics), options, NullLogger.Instance), metrics, world);
    }

    private static void MakeAccounts(FakeWorld world, int count)
    {
        Directory.CreateDirectory(world.Run["keys"]);
        for (int i = 0; i < count; i++)
        {
            string path = world.MakeKeyFile(Path.Combine("keys", $"account_keys_{i}.json"));
            world.Fund(path, [.. Enumerable.Repeat(new Amount(1_000_000_000_000, 0), 4), .. Enumerable.Repeat(new Amount(1_000_000, 1), 4)]);
        }
    }

    private sealed class FakeTestNetwork(FakeFog fog) : ITestNetwork
    {
        /// <summary>Whether the same transaction is taken again.</summary>
        internal bool TakesTwice { get; init; }

        /// <summary>Whether clients are not told who their counterparties are, so that nothing proves a sender.</summary>
        internal bool KnowsNobody { get; init; }

        public MobileCoinClient MakeClient(Account account, ClientOptions options) => fog.CreateClient(account, KnowsNobody ? options with { Contacts = [] } : options);

        public async Task<bool> ProposeAsync(Tx transaction, CancellationToken cancellationToken)
        {
            if (TakesTwice) return true;
            await using IFogTransport transport = fog.Connect();
            return (await transport.ProposeAsync(transaction, cancellationToken)).Result == TxProposalResult.Ok;
        }

        public void Dispose()
        {
        }
    }
}
