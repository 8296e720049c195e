namespace MobileCoin.Testing;

/// <summary>A clock that stands until the test moves it, and whose timers go by it.</summary>
public class DrivenTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<DrivenTimer> _armed = [];
    private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DrivenTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>When the first timer is due that somebody waits for; null if nobody does.</summary>
    internal DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate) return _armed.Count == 0 ? null : _armed.Min(t => t.Due);
        }
    }

    /// <summary>Until somebody waits for a timer.</summary>
    internal Task UntilIdleAsync()
    {
        lock (_gate) return _armed.Count > 0 ? Task.CompletedTask : _waiting.Task;
    }

    /// <summary>Moves the clock at once; the timers that are due by then fire once.</summary>
    internal void Jump(TimeSpan by)
    {
        DrivenTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _armed.Where(t => t.Due <= _now).OrderBy(t => t.Due)];
            foreach (DrivenTimer timer in due) _armed.Remove(timer);
        }
        foreach (DrivenTimer timer in due) timer.Fire();
    }

    /// <summary>Waits for somebody to wait, then moves the clock.</summary>
    internal async Task StepAsync(TimeSpan by)
    {
        await UntilIdleAsync();
        Jump(by);
    }

    private sealed class DrivenTimer(DrivenTime time, Action fire) : ITimer
    {
        internal DateTimeOffset Due { get; private set; }

        internal void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._armed.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                time._armed.Add(this);
                time._waiting.TrySetResult();
                time._waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._armed.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
