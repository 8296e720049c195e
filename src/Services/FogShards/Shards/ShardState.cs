// What a router knows of a shard without opening what enclaves say to each other: replies, times, and what stores' hosts tell of their progress.
using MobileCoin.FogEnclave;

namespace MobileCoin.FogShards;

/// <summary>How a shard is doing, for operators. For any number of threads.</summary>
public sealed class ShardState
{
    private static readonly TimeSpan Distrust = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Snapshot _now = new();

    /// <summary>All of it, at one moment.</summary>
    public Snapshot Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    internal void Replied(StoreStatus status, TimeSpan taken, DateTimeOffset at) => Set(now => now with
    {
        Condition = status switch
        {
            StoreStatus.Success => ShardCondition.Ready,
            StoreStatus.NotReady => ShardCondition.NotReady,
            StoreStatus.AuthenticationError => now.Condition == ShardCondition.Failing ? ShardCondition.Unknown : now.Condition,
            _ => ShardCondition.Failing,
        },
        Misanswered = status is not StoreStatus.Success and not StoreStatus.AuthenticationError and not StoreStatus.NotReady,
        LastSeen = at,
        Latency = taken,
        LastError = status is StoreStatus.Unknown or StoreStatus.InvalidArgument ? $"the store answers {StatusNames.Of(status)}" : now.LastError,
        LastErrorAt = status is StoreStatus.Unknown or StoreStatus.InvalidArgument ? at : now.LastErrorAt,
    });

    /// <param name="error">What went wrong.</param>
    /// <param name="misanswered">Whether the store did answer, and what it answered is none.</param>
    /// <param name="at">When.</param>
    internal void Failed(string error, bool misanswered, DateTimeOffset at) =>
        Set(now => now with { Condition = ShardCondition.Failing, Misanswered = misanswered, LastError = error, LastErrorAt = at });

    internal void Probed(bool isServing, DateTimeOffset at) => Set(now => now with
    {
        // A store that says it serves, and gave an answer that was none, is not believed at once.
        Condition = !isServing ? ShardCondition.NotReady
            : now is { Condition: ShardCondition.Failing, Misanswered: true } && at - now.LastErrorAt < Distrust ? ShardCondition.Failing
            : ShardCondition.Ready,
        LastSeen = at,
    });

    internal void At(ShardTip tip) => Set(now => now with { Tip = tip });

    private void Set(Func<Snapshot, Snapshot> change)
    {
        lock (_gate) _now = change(_now);
    }

    /// <summary>How a shard was when it was last heard of.</summary>
    public sealed record Snapshot
    {
        /// <summary>Whether it answers.</summary>
        public ShardCondition Condition { get; init; }

        /// <summary>Whether it fails by answering what is no answer.</summary>
        public bool Misanswered { get; init; }

        /// <summary>How far it is, as its host said with the last answer; null: it has not answered.</summary>
        public ShardTip? Tip { get; init; }

        /// <summary>When it said anything last; null: never.</summary>
        public DateTimeOffset? LastSeen { get; init; }

        /// <summary>How long its last reply took.</summary>
        public TimeSpan Latency { get; init; }

        /// <summary>What went wrong last; null: nothing has.</summary>
        public string? LastError { get; init; }

        /// <summary>When that was.</summary>
        public DateTimeOffset? LastErrorAt { get; init; }
    }
}

/// <summary>Whether a shard answers.</summary>
public enum ShardCondition
{
    /// <summary>It has not been asked.</summary>
    Unknown,

    /// <summary>It does.</summary>
    Ready,

    /// <summary>It says that it has not loaded its blocks.</summary>
    NotReady,

    /// <summary>It cannot be reached, or answers what is no answer.</summary>
    Failing,
}
