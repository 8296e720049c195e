// Whether the shards could answer, asked for without a query: gRPC's health of each store (fact sheet fog §10.2).
namespace MobileCoin.FogShards;

public abstract partial class RouterNode
{
    /// <summary>How often shards are looked at.</summary>
    public static TimeSpan ProbeInterval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The same until all could be queried for the first time: stores that are started with the router are not to be found late.</summary>
    public static TimeSpan FirstProbeInterval { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether a query could be answered: no shard fails, and one at least is ready. This is what /readyz says.</summary>
    public bool IsReady
    {
        get
        {
            bool any = false;
            foreach (Shard shard in Shards.Shards)
            {
                ShardCondition condition = shard.State.Now.Condition;
                if (condition == ShardCondition.Failing) return false;
                any |= condition == ShardCondition.Ready;
            }
            return any;
        }
    }

    /// <summary>Looks at every shard once.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken = default) => Task.WhenAll(Shards.Shards.Select(s => ProbeAsync(s, cancellationToken)));

    /// <summary>Looks at every shard now and then, until it is told to stop; then streams end, and calls go on.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration stop = cancellationToken.UnsafeRegister(static draining => ((CancellationTokenSource)draining!).Cancel(), _draining);
        bool wasReady = false;
        while (true)
        {
            await ProbeAsync(cancellationToken).ConfigureAwait(false);
            wasReady |= IsReady;
            await Task.Delay(wasReady ? ProbeInterval : FirstProbeInterval, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ProbeAsync(Shard shard, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_rules.Timeout, _time);
        using CancellationTokenRegistration gone = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        try
        {
            bool isServing = await shard.Store.IsServingAsync(limit.Token).ConfigureAwait(false);
            if (shard.State.Now.Condition == ShardCondition.Failing) RouterLog.Answers(_logger, shard.Uri.ToString());
            shard.State.Probed(isServing, _time.GetUtcNow());
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Fail(shard, limit.IsCancellationRequested ? $"no answer within {_rules.Timeout.TotalSeconds} s" : e.Message);
        }
    }
}
