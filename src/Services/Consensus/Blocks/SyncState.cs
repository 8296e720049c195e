// Whether the node has fallen behind its network (fact sheet consensus §4.5 step 2).
namespace MobileCoin.Consensus;

/// <summary>What to do about it.</summary>
internal enum SyncAdvice
{
    /// <summary>Go on.</summary>
    GoOn,

    /// <summary>Go on from where the ledger is now: it has caught up.</summary>
    CaughtUp,

    /// <summary>Fetch blocks now.</summary>
    Fetch,

    /// <summary>Do nothing until the time of the next attempt.</summary>
    Wait,
}

/// <summary>In sync, maybe behind, or behind for longer than a grace period. No input or output.</summary>
internal sealed class SyncState(TimeProvider time, TimeSpan grace)
{
    private const int LongestWait = 60;

    private long? _behindSince;
    private long _nextAttempt;
    private int _attempts;

    /// <summary>Whether the node takes no part in agreement and serves no clients.</summary>
    internal bool IsBehind { get; private set; }

    /// <summary>When <see cref="Observe"/> may advise something else though nothing else changes; null: never.</summary>
    internal long? WakeAt => IsBehind ? _nextAttempt : _behindSince is { } since ? since + Ticks(grace) + 1 : null;

    /// <summary>Takes in whether the network is ahead.</summary>
    internal SyncAdvice Observe(bool behind)
    {
        long now = time.GetTimestamp();
        if (!behind && !_forced)
        {
            bool was = IsBehind;
            Reset();
            return was ? SyncAdvice.CaughtUp : SyncAdvice.GoOn;
        }
        if (!IsBehind)
        {
            _behindSince ??= now;
            if (!_forced && now - _behindSince <= Ticks(grace)) return SyncAdvice.GoOn;
            (IsBehind, _attempts, _nextAttempt) = (true, 0, now);
        }
        return now >= _nextAttempt ? SyncAdvice.Fetch : SyncAdvice.Wait;
    }

    /// <summary>Takes in how an attempt to fetch went.</summary>
    internal void Attempted(bool success)
    {
        if (success) _forced = false;
        _attempts = success ? 0 : _attempts + 1;
        _nextAttempt = time.GetTimestamp() + (success ? 0 : Ticks(TimeSpan.FromSeconds(Math.Min(_attempts, LongestWait))));
    }

    /// <summary>In sync: a block was made.</summary>
    internal void Reset() => (_behindSince, IsBehind, _attempts, _forced) = (null, false, 0, false);

    /// <summary>The next block must come from elsewhere, whatever the network's height is known to be.</summary>
    internal void Force() => _forced = true;

    private bool _forced;

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
