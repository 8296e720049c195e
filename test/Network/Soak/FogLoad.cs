// Blocks as they come, and users who look at them all the time.
using System.Collections.Concurrent;
using MobileCoin.Connections;
using MobileCoin.Crypto;

namespace MobileCoin.Network;

/// <summary>Appends blocks to both copies of a Fog's ledger, the second some way behind the first, and has a user of each account hold every answer to the book.</summary>
internal sealed class FogLoad(FogNetwork network, FogBook book, int seed)
{
    private const int LongestPause = 80, LongestLag = 3;
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, int> _failures = [];

    /// <summary>Answers that were held to the book.</summary>
    internal int Answers { get; private set; }

    /// <summary>Why users got no answer, and how often.</summary>
    internal IReadOnlyDictionary<string, int> Failures => _failures;

    /// <summary>Pays until told to stop; then the second copy catches up.</summary>
    internal async Task PayAsync(RistrettoPublic ingress, CancellationToken stop)
    {
        var random = new Random(seed);
        var payer = new FogPayer(network.ReadAccounts(), book, seed);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                network.First.Append(payer.Next(network.First, ingress));
                ulong lag = (ulong)random.Next(LongestLag);
                if (network.First.NumBlocks - network.Second.NumBlocks > lag) network.Second.CatchUp(network.First, network.First.NumBlocks - lag);
                await Task.Delay(random.Next(LongestPause), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
        network.Second.CatchUp(network.First);
    }

    /// <summary>Looks until told to stop.</summary>
    /// <exception cref="InvalidOperationException">An answer is not what the book says.</exception>
    internal async Task LookAsync(IReadOnlyList<FogUser> users, CancellationToken stop)
    {
        for (int i = 0; !stop.IsCancellationRequested; i = (i + 1) % users.Count)
        {
            try
            {
                Check(book, i, await users[i].CheckAsync(stop).ConfigureAwait(false));
                Answers++;
            }
            catch (ConnectionException e)
            {
                // Something was killed. The user goes on where this left him.
                _failures.AddOrUpdate(Reason(e), 1, static (_, n) => n + 1);
                await Task.Delay(RetryPause, CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Holds an answer to the book.</summary>
    internal static void Check(FogBook book, int account, FogAnswer answer)
    {
        ulong balance = book.Balance(account, answer.BlockCount);
        if (answer.Balance != balance) throw new InvalidOperationException($"account {account} is told {answer}, and had {balance} by then");
    }

    private static string Reason(ConnectionException e) => e.Status is { } status ? $"{status.StatusCode}: {status.Detail}" : $"{e.Error}";
}
