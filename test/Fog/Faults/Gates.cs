// Where calls wait until the history lets them go on.
namespace MobileCoin.Fog;

internal sealed class Gates(Trace trace)
{
    private readonly List<Held> _held = [];

    // Calls from other threads are not held: the one that makes history may be waiting for them.
    private readonly int _thread = Environment.CurrentManagedThreadId;

    internal int Count => _held.Count;

    internal bool MayHold => Environment.CurrentManagedThreadId == _thread;

    /// <summary>Waits.</summary>
    /// <param name="what">The call.</param>
    /// <param name="owner">Whose call it is.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task HoldAsync(string what, Actor owner, CancellationToken cancellation = default)
    {
        // Whose operation it delays: a wallet's query that waits in a store is the wallet's.
        Actor waiter = Actor.Current ?? owner;
        var held = new Held(what, owner, new TaskCompletionSource());
        _held.Add(held);
        waiter.Waits(1);
        try
        {
            using CancellationTokenRegistration given = cancellation.UnsafeRegister(_ => held.Let.TrySetCanceled(cancellation), null);
            await held.Let.Task;
        }
        finally
        {
            _held.Remove(held);
            waiter.Waits(-1);
        }
    }

    /// <summary>Lets a call go on.</summary>
    internal void Release(int index)
    {
        Held held = _held[index];
        trace.Say($"    {held.Owner.Name}: {held.What} goes on");
        held.Let.TrySetResult();
    }

    internal void ReleaseAll(Actor owner)
    {
        foreach (Held held in _held.Where(h => h.Owner == owner).ToArray()) held.Let.TrySetResult();
    }

    private sealed record Held(string What, Actor Owner, TaskCompletionSource Let);
}
