using System.Reflection;
using MobileCoin.RecoveryDb;

namespace MobileCoin.FogView.Test;

/// <summary>A database whose asynchronous calls a test may fail, delay, or do something before.</summary>
public class Intercepted : DispatchProxy
{
    private IRecoveryDb _db = null!;
    private Func<string, Func<Task<object?>>, Task<object?>> _around = null!;

    internal static IRecoveryDb Of(IRecoveryDb db, Func<string, Func<Task<object?>>, Task<object?>> around)
    {
        IRecoveryDb proxy = Create<IRecoveryDb, Intercepted>();
        ((Intercepted)(object)proxy)._db = db;
        ((Intercepted)(object)proxy)._around = around;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!targetMethod!.ReturnType.IsGenericType || targetMethod.ReturnType.GetGenericTypeDefinition() != typeof(Task<>)) return targetMethod.Invoke(_db, args);
        return typeof(Intercepted).GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(targetMethod.ReturnType.GenericTypeArguments[0]).Invoke(this, [targetMethod, args]);
    }

    private async Task<T> Call<T>(MethodInfo method, object?[] args) =>
        (T)(await _around(method.Name, async () => await (Task<T>)method.Invoke(_db, args)!))!;
}
