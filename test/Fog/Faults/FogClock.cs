// The clock of a simulated Fog: it stands until the history moves it, and knows whose operations wait for it.
using MobileCoin.Testing;

namespace MobileCoin.Fog;

internal sealed class FogClock : DrivenTime
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Actor? actor = Actor.Current;
        if (actor is null) return base.CreateTimer(callback, state, dueTime, period);
        var timer = new WaitedFor(actor);
        timer.Inner = base.CreateTimer(
            _ =>
            {
                timer.Over();
                callback(state);
            },
            null, dueTime, period);
        return timer;
    }

    /// <summary>Moves to when the next timer is due; by a second if nobody waits.</summary>
    internal void Next()
    {
        TimeSpan by = NextDue is { } due ? due - GetUtcNow() : TimeSpan.FromSeconds(1);
        Jump(by < TimeSpan.Zero ? TimeSpan.Zero : by);
    }

    // The actor waits from the making of the timer until it fires or is given up: nobody here changes timers.
    private sealed class WaitedFor : ITimer
    {
        private readonly Actor _actor;
        private int _isOver;

        internal WaitedFor(Actor actor)
        {
            _actor = actor;
            actor.Waits(1);
        }

        internal ITimer? Inner { get; set; }

        internal void Over()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) _actor.Waits(-1);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => Inner!.Change(dueTime, period);

        public void Dispose()
        {
            Over();
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
