// Waiting longer after each failure (fact sheet ledger §5.8, §6.1, §6.2).
namespace MobileCoin.LedgerSync;

/// <summary>Tries again after delays that grow as Fibonacci's numbers do, each cut at random so that many clients do not come back together.</summary>
/// <param name="time">The clock.</param>
/// <param name="first">The first delay, and the step of the others.</param>
/// <param name="count">How often it is tried again.</param>
/// <param name="random">Gives a number from 0 to 1.</param>
internal sealed class RetryDelays(TimeProvider time, TimeSpan first, int count, Func<double> random)
{
    internal async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        (TimeSpan delay, TimeSpan next) = (first, first);
        for (int left = count; ; left--)
        {
            try
            {
                return await attempt(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (left > 0 && !cancellationToken.IsCancellationRequested)
            {
                // Once more.
            }
            await Task.Delay(delay * random(), time, cancellationToken).ConfigureAwait(false);
            (delay, next) = (next, delay + next);
        }
    }
}
