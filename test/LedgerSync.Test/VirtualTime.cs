namespace MobileCoin.LedgerSync.Test;

/// <summary>A clock that goes from one timer to the next, as fast as the test's work allows.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    internal TimeSpan Elapsed => _now - DateTimeOffset.UnixEpoch;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Runs work whose every wait is on this clock: where the work stands still, the earliest timer is due. Waits on other threads are given time.
    /// </summary>
    internal async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        Task<T> task = work();
        while (!task.IsCompleted)
        {
            if (!FireNext()) await Task.WhenAny(task, Task.Delay(1));
        }
        return await task;
    }

    internal Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    private bool FireNext()
    {
        Timer? next;
        lock (_gate)
        {
            next = _timers.MinBy(t => t.Due);
            if (next is null) return false;
            _timers.Remove(next);
            if (next.Due > _now) _now = next.Due;
        }
        next.Fire();
        return true;
    }

    private sealed class Timer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                time._timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);
    }
}
