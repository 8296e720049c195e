using MobileCoin.Client;

namespace MobileCoin.App.Fog.TestClient;

/// <summary>One of the accounts that pay each other.</summary>
internal sealed class TestWallet(int index, Account account, MobileCoinClient client, TestClientMetrics metrics) : IAsyncDisposable
{
    internal Account Account => account;

    internal MobileCoinClient Client => client;

    /// <summary>What it has.</summary>
    /// <exception cref="TestFailureException"><see cref="TestFailure.CheckBalanceError"/>.</exception>
    internal async Task<AccountSnapshot> LookAsync(CancellationToken stop)
    {
        try
        {
            AccountSnapshot snapshot = await client.UpdateAsync(cancellationToken: stop).ConfigureAwait(false);
            metrics.Saw(index, snapshot);
            return snapshot;
        }
        catch (MobileCoinException e)
        {
            throw new TestFailureException(TestFailure.CheckBalanceError, $"{this}: {e.Message}", e);
        }
    }

    /// <summary>Looks until a block has been looked at.</summary>
    internal async Task<AccountSnapshot> LookBeyondAsync(ulong block, TimeSpan pause, TimeProvider time, CancellationToken stop)
    {
        while (true)
        {
            AccountSnapshot snapshot = await LookAsync(stop).ConfigureAwait(false);
            if (snapshot.BlockCount > block) return snapshot;
            await Task.Delay(pause, time, stop).ConfigureAwait(false);
        }
    }

    public override string ToString() => $"client {index}";

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync().ConfigureAwait(false);
        account.Dispose();
    }
}
