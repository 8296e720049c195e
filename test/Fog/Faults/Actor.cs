// A process of a simulated Fog, as its faults see it: what it does it does one call after the other, and any of its calls may be the last.
namespace MobileCoin.Fog;

/// <summary>What happens to a call.</summary>
internal enum Fault
{
    /// <summary>The call waits, then is made.</summary>
    HoldBefore,

    /// <summary>The call is made, and its answer waits.</summary>
    HoldAfter,

    /// <summary>The call is not made, and its caller told that it failed.</summary>
    FailBefore,

    /// <summary>The call is made, and its caller told that it failed.</summary>
    FailAfter,

    /// <summary>The caller dies before the call.</summary>
    CrashBefore,

    /// <summary>The caller dies when the call is done, without learning of it.</summary>
    CrashAfter,
}

/// <summary>The actor is dead: nothing that it still does reaches anybody.</summary>
internal sealed class ActorDiedException(string name) : Exception($"{name} is dead");

/// <summary>One life of a process.</summary>
internal sealed class Actor(string name, Gates gates, Trace trace) : IDisposable
{
    private static readonly AsyncLocal<Actor?> Running = new();

    private readonly CancellationTokenSource _life = new();
    private readonly Dictionary<int, Fault> _plan = [];
    private int _calls;
    private int _waits;

    /// <summary>Whose operation runs here; null if nobody's.</summary>
    internal static Actor? Current => Running.Value;

    internal string Name { get; } = name;

    internal bool IsDead { get; private set; }

    /// <summary>Cancelled when it dies.</summary>
    internal CancellationToken Life => _life.Token;

    /// <summary>Whether its operation waits for the clock, or at a call that is held.</summary>
    internal bool IsWaiting => Volatile.Read(ref _waits) > 0;

    internal void Waits(int change) => Interlocked.Add(ref _waits, change);

    /// <summary>Something is to happen to the n-th call from now, from 0.</summary>
    internal void Plan(int call, Fault fault) => _plan[_calls + call] = fault;

    internal void PlanNothing() => _plan.Clear();

    /// <summary>Begins an operation, which runs until it has to wait.</summary>
    internal async Task RunAsync(Func<Task> operation)
    {
        Running.Value = this;
        await operation();
    }

    /// <summary>Makes a call to the outside, and lets happen to it what is planned.</summary>
    internal async Task<T> CallAsync<T>(string what, Func<Task<T>> call, Func<Exception> failure)
    {
        ThrowIfDead();
        if (!_plan.Remove(_calls++, out Fault fault)) return await call();
        if (!gates.MayHold && fault is Fault.HoldBefore or Fault.HoldAfter) fault = fault == Fault.HoldBefore ? Fault.FailBefore : Fault.FailAfter;
        trace.Say($"    {Name}: {what}: {fault}");
        switch (fault)
        {
            case Fault.HoldBefore:
                await HoldAsync(what);
                return await call();
            case Fault.HoldAfter:
                T answer = await call();
                await HoldAsync(what);
                return answer;
            case Fault.FailAfter:
                await call();
                throw failure();
            case Fault.FailBefore:
                throw failure();
            case Fault.CrashAfter:
                await call();
                Die();
                throw new ActorDiedException(Name);
            default:
                Die();
                throw new ActorDiedException(Name);
        }
    }

    /// <summary>Makes a call that cannot wait.</summary>
    internal void Call(string what, Action call, Func<Exception> failure)
    {
        ThrowIfDead();
        if (_plan.Remove(_calls++, out Fault fault))
        {
            trace.Say($"    {Name}: {what}: {fault}");
            if (fault == Fault.CrashBefore) Die();
            if (fault == Fault.FailBefore) throw failure();
        }
        else
        {
            fault = Fault.HoldBefore;
        }
        ThrowIfDead();
        call();
        if (fault == Fault.CrashAfter) Die();
        ThrowIfDead();
        if (fault == Fault.FailAfter) throw failure();
    }

    /// <summary>Ends it: from here on every call of it fails.</summary>
    internal void Die()
    {
        if (IsDead) return;
        IsDead = true;
        trace.Say($"    {Name} dies");
        _life.Cancel();
        gates.ReleaseAll(this);
    }

    internal void ThrowIfDead()
    {
        if (IsDead) throw new ActorDiedException(Name);
    }

    public void Dispose() => _life.Dispose();

    private async Task HoldAsync(string what)
    {
        await gates.HoldAsync(what, this);
        ThrowIfDead();
    }
}
