// Watching the number of the last transaction, which all processes share in memory.
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

internal sealed class LmdbWatch(LmdbEnvironment environment, LmdbRecoveryDbOptions options) : IRecoveryDbWatch
{
    private ulong _seen = environment.LastTransaction;

    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancellation = default)
    {
        long start = options.TimeProvider.GetTimestamp();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            ulong last = environment.LastTransaction;
            if (last != _seen)
            {
                _seen = last;
                return true;
            }
            TimeSpan left = atMost - options.TimeProvider.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) return false;
            await Task.Delay(left < options.WatchInterval ? left : options.WatchInterval, options.TimeProvider, cancellation).ConfigureAwait(false);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
