// A store of either service, and what may happen on the way to it (fact sheet fog §5.4, §5.6, §6.3).
using Google.Protobuf;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;
using NonceMessage = MobileCoin.Attestation.NonceMessage;
using StoreQuery = MobileCoin.Attestation.StoreQuery;

namespace MobileCoin.Fog;

/// <summary>What happens to a router's call of a store.</summary>
internal enum LinkFault
{
    /// <summary>The query waits.</summary>
    Late,

    /// <summary>The answer waits.</summary>
    LateAnswer,

    /// <summary>The store cannot be reached.</summary>
    Down,

    /// <summary>The answer says another range.</summary>
    OtherRange,

    /// <summary>A byte of the answer is another.</summary>
    Garbage,

    /// <summary>The answer is that to an earlier query.</summary>
    Replay,

    /// <summary>The store says that it failed.</summary>
    Unknown,
}

/// <summary>A store, which lives more than once.</summary>
internal abstract class StoreHost(string name, SimFog fog)
{
    internal string Name { get; } = name;

    /// <summary>Its present life; null while it is down.</summary>
    internal Actor? Actor { get; private protected set; }

    /// <summary>What it is doing.</summary>
    internal Operation? Busy { get; set; }

    /// <summary>Whether it said after its last turn that there may be more to do at once.</summary>
    internal bool HasMore { get; private protected set; }

    /// <summary>How often it was started.</summary>
    internal int Lives { get; private protected set; }

    internal Queue<LinkFault> Faults { get; } = new();

    internal StoreReply? LastReply { get; set; }

    internal bool IsUp => Actor is { IsDead: false };

    private protected SimFog Fog { get; } = fog;

    /// <summary>Begins a life without records.</summary>
    internal abstract void Start();

    /// <summary>One turn of what it does by itself.</summary>
    internal abstract Task StepAsync();

    internal abstract Task<StoreReply> AnswerAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellation);

    internal abstract AuthMessage Auth(AuthMessage first);

    internal abstract bool IsServing { get; }

    /// <summary>How far it is, for the trace.</summary>
    internal abstract string Progress { get; }

    internal void Kill() => Actor?.Die();
}

/// <summary>The way from a router to the stores behind an address, which take turns.</summary>
internal sealed class ShardLink(string address, IReadOnlyList<StoreHost> stores, Gates gates, Trace trace) : IShardStore
{
    private int _turn;

    public async Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken)
    {
        StoreHost store = Next();
        if (!store.Faults.TryDequeue(out LinkFault fault)) return Keep(store, await store.AnswerAsync(queries, cancellationToken));
        trace.Say($"    the way to {store.Name}: {fault}");
        switch (fault)
        {
            case LinkFault.Late:
                await gates.HoldAsync("a query", store.Actor!, cancellationToken);
                RequireUp(store);
                return await store.AnswerAsync(queries, cancellationToken);
            case LinkFault.LateAnswer:
                StoreReply late = await store.AnswerAsync(queries, cancellationToken);
                await gates.HoldAsync("an answer", store.Actor!, cancellationToken);
                return late;
            case LinkFault.Down:
                throw new IOException($"{address} cannot be reached");
            case LinkFault.OtherRange:
                return await store.AnswerAsync(queries, cancellationToken) with { Range = new BlockRange(3, 4) };
            case LinkFault.Garbage:
                return Damaged(await store.AnswerAsync(queries, cancellationToken));
            case LinkFault.Replay:
                return store.LastReply ?? await store.AnswerAsync(queries, cancellationToken);
            default:
                return new StoreReply(StoreStatus.Unknown, "", (await store.AnswerAsync(queries, cancellationToken)).Range, null);
        }
    }

    public Task<ReadOnlyMemory<byte>> AuthAsync(ReadOnlyMemory<byte> firstMessage, CancellationToken cancellationToken)
    {
        StoreHost store = stores[_turn % stores.Count];
        RequireUp(store);
        try
        {
            return Task.FromResult(store.Auth(new AuthMessage { Data = ByteString.CopyFrom(firstMessage.Span) }).Data.Memory);
        }
        catch (EnclaveException e)
        {
            throw new IOException("permission denied", e);
        }
    }

    public Task<bool> IsServingAsync(CancellationToken cancellationToken) => Task.FromResult(Next().IsServing);

    public void Dispose()
    {
    }

    private StoreHost Next()
    {
        StoreHost store = stores[++_turn % stores.Count];
        RequireUp(store);
        return store;
    }

    private void RequireUp(StoreHost store)
    {
        if (!store.IsUp) throw new IOException($"{address} cannot be reached");
    }

    private static StoreReply Keep(StoreHost store, StoreReply reply)
    {
        store.LastReply = reply;
        return reply;
    }

    private static StoreReply Damaged(StoreReply reply)
    {
        if (reply.Answer is not { } answer) return reply;
        byte[] data = answer.Data.ToArray();
        data[data.Length / 2] ^= 1;
        return reply with { Answer = new NonceMessage(answer.Session, answer.Nonce, answer.Aad, data) };
    }
}
