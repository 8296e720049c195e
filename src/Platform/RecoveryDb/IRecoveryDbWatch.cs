// Hints that there may be something new (no fact sheet: upstream's readers wait for their next turn).
namespace MobileCoin.RecoveryDb;

/// <summary>
/// A hint, not a promise: writers that are not ours give none on PostgreSQL, and a hint may come for nothing. Readers go on polling, more slowly.
/// For one reader at a time.
/// </summary>
public interface IRecoveryDbWatch : IAsyncDisposable
{
    /// <summary>Waits until something may have been written since the last waiting ended (the first time: since the watch began).</summary>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>True for a hint; false if the time is over. Failures of the database are not thrown here: the time runs on.</returns>
    Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation = default);
}
