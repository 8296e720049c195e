// When blocks were signed (fact sheet ledger §6.4 "Timestamps").
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb;

public sealed partial class WatcherDb
{
    private static readonly TimeSpan BehindPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// When a block was signed: the earliest time that a source gives, in seconds since 1970; or 2^64 − 1 with the reason why that is unknown,
    /// which may be <see cref="TimestampResultCode.WatcherDatabaseError"/>.
    /// </summary>
    public (ulong Timestamp, TimestampResultCode Code) GetBlockTimestamp(ulong index)
    {
        try
        {
            return ReadBlockTimestamp(index);
        }
        catch (WatcherDbException)
        {
            return (ulong.MaxValue, TimestampResultCode.WatcherDatabaseError);
        }
    }

    /// <summary>
    /// Waits until it is known when a block was signed, as long as that takes. 2^64 − 1 at once for the origin block and for 2^64 − 1.
    /// </summary>
    /// <param name="index">The block.</param>
    /// <param name="warnAfter">After each such time of the watcher lying behind, <paramref name="warn"/> is called.</param>
    /// <param name="time">The clock.</param>
    /// <param name="warn">Told what the wait is for; null for nobody.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ulong> PollBlockTimestampAsync(
        ulong index, TimeSpan warnAfter, TimeProvider time, Action<TimestampResultCode, string>? warn = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(time);
        long since = time.GetTimestamp();
        while (true)
        {
            ulong timestamp = ulong.MaxValue;
            TimestampResultCode code;
            string message = $"no source signed block {index}";
            try
            {
                (timestamp, code) = ReadBlockTimestamp(index);
            }
            catch (WatcherDbException e)
            {
                (code, message) = (TimestampResultCode.WatcherDatabaseError, e.Message);
            }
            switch (code)
            {
                case TimestampResultCode.TimestampFound:
                    return timestamp;
                case TimestampResultCode.BlockIndexOutOfBounds:
                    if (index != 0) warn?.Invoke(code, $"there is no block {index}");
                    return ulong.MaxValue;
                case TimestampResultCode.WatcherBehind:
                    if (time.GetElapsedTime(since) >= warnAfter)
                    {
                        since = time.GetTimestamp();
                        warn?.Invoke(code, $"the watcher has not come to block {index} yet");
                    }
                    await Task.Delay(BehindPause, time, cancellation).ConfigureAwait(false);
                    break;
                default:
                    warn?.Invoke(code, message);
                    await Task.Delay(FailurePause, time, cancellation).ConfigureAwait(false);
                    break;
            }
        }
    }

    private (ulong Timestamp, TimestampResultCode Code) ReadBlockTimestamp(ulong index) =>
        index is 0 or ulong.MaxValue
            ? (ulong.MaxValue, TimestampResultCode.BlockIndexOutOfBounds)
            : Read(transaction => BlockTimestamp(transaction, index));

    private (ulong Timestamp, TimestampResultCode Code) BlockTimestamp(LmdbTransaction transaction, ulong index)
    {
        List<BlockSignatureData> signatures = BlockSignatures(transaction, index);
        if (signatures.Count > 0) return (signatures.Min(s => s.Signature.SignedAt), TimestampResultCode.TimestampFound);
        return (ulong.MaxValue, HighestCommonBlock(transaction) < index ? TimestampResultCode.WatcherBehind : TimestampResultCode.Unavailable);
    }
}
