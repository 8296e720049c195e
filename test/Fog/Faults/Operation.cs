// Something that a process does, from its begin to its end.
namespace MobileCoin.Fog;

internal sealed class Operation
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromSeconds(60);

    private readonly Task _task;

    private Operation(Actor actor, string what, Task task) => (Actor, What, _task) = (actor, what, task);

    internal Actor Actor { get; }

    internal string What { get; }

    internal bool IsOver => _task.IsCompleted;

    /// <summary>Why it failed; null if it did not.</summary>
    internal Exception? Failure => _task.Exception?.InnerException ?? (_task.IsCanceled ? new OperationCanceledException() : null);

    /// <summary>Begins it, and lets it run until it is over or has to wait for the history.</summary>
    internal static Operation Start(Actor actor, string what, Func<Task> work)
    {
        var operation = new Operation(actor, what, actor.RunAsync(work));
        operation.Run();
        return operation;
    }

    /// <summary>
    /// Lets it run until it is over or has to wait for the history. Mostly it did all on this thread when it was begun, or let go on; some of it
    /// may be another thread's.
    /// </summary>
    internal void Run()
    {
        if (IsOver || Actor.IsWaiting) return;
        if (!SpinWait.SpinUntil(() => IsOver || Actor.IsWaiting, LongestWork)) throw new ModelException($"{Actor.Name}: {What} neither ends nor waits for anything");
    }
}
