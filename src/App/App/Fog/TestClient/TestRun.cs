// All transfers, a fixed number of them or for ever (fact sheet fog §7.6).
using Microsoft.Extensions.Logging;
using MobileCoin.Accounts;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>The wallets, and what they do in which order.</summary>
internal sealed class TestRun : IAsyncDisposable
{
    private readonly List<TestWallet> _wallets = [];
    private readonly TestPlan _plan;
    private readonly TestClientMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TransferTest _transfers;
    private readonly SwapTest _swaps;
    private long _counter;
    private long _failedAt = -1;

    /// <param name="network">What is tested.</param>
    /// <param name="accounts">Who pay each other; taken over.</param>
    /// <param name="plan">What is done.</param>
    /// <param name="metrics">Where it is counted.</param>
    /// <param name="options">How clients are made; contacts are put in.</param>
    /// <param name="logger">Where it is told.</param>
    internal TestRun(ITestNetwork network, IReadOnlyList<Account> accounts, TestPlan plan, TestClientMetrics metrics, ClientOptions options, ILogger logger)
    {
        (_plan, _metrics, _time, _logger) = (plan, metrics, options.TimeProvider, logger);
        PublicAddress[] contacts = [.. accounts.Select(a => a.Address)];
        foreach (Account account in accounts) _wallets.Add(new TestWallet(_wallets.Count, account, network.MakeClient(account, options with { Contacts = contacts }), metrics));
        _transfers = new TransferTest(network, plan, metrics, _time, logger, what => Announce(what));
        _swaps = new SwapTest(_transfers, plan, _time, logger);
    }

    /// <summary>Transfers of each token, each sender once after the other, and then swaps. The first failure ends it.</summary>
    /// <exception cref="TestFailureException">Something does not hold.</exception>
    internal async Task RunFixedAsync(CancellationToken stop)
    {
        _metrics.LastPollingSuccessful.Value = 1;
        foreach (ulong token in _plan.TokenIds)
        {
            Tx? last = null;
            for (int i = 0; i < _plan.Transactions; i++) await CountAsync(async () => last = await _transfers.RunAsync(Wallet(i), Wallet(i + 1), token, stop).ConfigureAwait(false)).ConfigureAwait(false);
            await CountAsync(() => _transfers.SpendTwiceAsync(last!, stop), isTransfer: false).ConfigureAwait(false);
            TestClientLog.Token(_logger, token, _plan.Transactions);
        }
        if (_plan.TokenIds.Count < 2) return;
        for (int i = 0; i < _plan.Transactions; i++)
        {
            int round = i / _wallets.Count;
            bool isForth = round % 2 == 0, inPart = round / 2 % 2 == 1;
            (ulong gives, ulong wants) = isForth ? (_plan.TokenIds[0], _plan.TokenIds[1]) : (_plan.TokenIds[1], _plan.TokenIds[0]);
            int number = i;
            await CountAsync(() => _swaps.RunAsync(Wallet(number), Wallet(number + 1), gives, wants, inPart, stop)).ConfigureAwait(false);
        }
        TestClientLog.Swaps(_logger, _plan.Transactions);
    }

    /// <summary>A transfer of the first token each period, until told to stop. Failures are counted.</summary>
    internal async Task RunContinuouslyAsync(CancellationToken stop)
    {
        _metrics.LastPollingSuccessful.Value = 1;
        for (int i = 0; ; i = (i + 1) % _wallets.Count)
        {
            long start = _time.GetTimestamp();
            try
            {
                await CountAsync(() => _transfers.RunAsync(Wallet(i), Wallet(i + 1), _plan.TokenIds[0], stop)).ConfigureAwait(false);
            }
            catch (TestFailureException)
            {
                // It is told and counted.
            }
            TimeSpan left = _plan.Period - _time.GetElapsedTime(start);
            if (left > TimeSpan.Zero) await Task.Delay(left, _time, stop).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TestWallet wallet in _wallets) await wallet.DisposeAsync().ConfigureAwait(false);
    }

    private TestWallet Wallet(int number) => _wallets[number % _wallets.Count];

    private async Task CountAsync(Func<Task> test, bool isTransfer = true)
    {
        long counter = Interlocked.Increment(ref _counter);
        try
        {
            await test().ConfigureAwait(false);
        }
        catch (TestFailureException e)
        {
            _metrics.Failed(e.Failure);
            Announce(e.Message);
            throw;
        }
        if (isTransfer) _metrics.Success.Increment();
        // One that was late ended well at last; the next one shows whether all is well again.
        if (counter > Interlocked.Read(ref _failedAt)) _metrics.LastPollingSuccessful.Value = 1;
    }

    private void Announce(string what)
    {
        TestClientLog.Failed(_logger, what);
        // What is late in two ways is one failure.
        if (Interlocked.Exchange(ref _failedAt, Interlocked.Read(ref _counter)) != Interlocked.Read(ref _counter)) _metrics.Failure.Increment();
        _metrics.LastPollingSuccessful.Value = 0;
    }
}
