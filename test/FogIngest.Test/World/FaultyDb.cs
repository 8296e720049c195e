// A recovery database that fails when a test wants it to: before a call does anything, or after it has done everything.
using System.Reflection;
using MobileCoin.RecoveryDb;

namespace MobileCoin.FogIngest.Test;

/// <summary>Passes calls on; made by <see cref="Of"/>.</summary>
public class FaultyDb : DispatchProxy
{
    private readonly List<string> _calls = [];
    private IRecoveryDb _db = null!;

    /// <summary>Called with the method's name before each call; what it throws is the call's end.</summary>
    internal Action<string> Before { get; set; } = static _ => { };

    /// <summary>Called after each call that worked; what it throws is what its caller learns.</summary>
    internal Action<string> After { get; set; } = static _ => { };

    /// <summary>What calls wait for.</summary>
    internal Task Gate { get; set; } = Task.CompletedTask;

    internal static (IRecoveryDb Db, FaultyDb Faults) Of(IRecoveryDb db)
    {
        IRecoveryDb proxy = Create<IRecoveryDb, FaultyDb>();
        var faults = (FaultyDb)(object)proxy;
        faults._db = db;
        return (proxy, faults);
    }

    /// <summary>A server that went away.</summary>
    internal static RecoveryDbException Gone() => new(RecoveryDbError.Connection, "the server went away");

    internal int CallsOf(string method)
    {
        lock (_calls) return _calls.Count(c => c == method);
    }

    /// <summary>Fails so many calls of a method before they do anything, or after they did everything.</summary>
    internal void Fail(string method, int times, bool afterwards = false, Func<Exception>? with = null)
    {
        void Throw(string name)
        {
            if (name == method && times-- > 0) throw (with ?? Gone)();
        }
        if (afterwards) After = Throw;
        else Before = Throw;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        string name = targetMethod!.Name;
        lock (_calls) _calls.Add(name);
        Type type = targetMethod.ReturnType;
        if (type == typeof(Task)) return RunAsync(targetMethod, args!);
        if (!type.IsGenericType) return targetMethod.Invoke(_db, args);
        return typeof(FaultyDb).GetMethod(nameof(RunTypedAsync), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type.GetGenericArguments())
            .Invoke(this, [targetMethod, args]);
    }

    private async Task RunAsync(MethodInfo method, object?[] args)
    {
        await Gate.WaitAsync((CancellationToken)args[^1]!);
        Before(method.Name);
        await (Task)method.Invoke(_db, args)!;
        After(method.Name);
    }

    private async Task<T> RunTypedAsync<T>(MethodInfo method, object?[] args)
    {
        await Gate.WaitAsync((CancellationToken)args[^1]!);
        Before(method.Name);
        T result = await (Task<T>)method.Invoke(_db, args)!;
        After(method.Name);
        return result;
    }
}
