// The one loop by which both routers ask their shards (fact sheet fog §5.6, §6.3).
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

public abstract partial class RouterNode
{
    // All pending shards are asked side by side, handshakes are made with stores that want one, and those that gave no verdict are asked again.
    private async Task<IReadOnlyList<ShardAnswer>> AskAsync(SealedQuery query, CancellationToken cancellationToken)
    {
        IReadOnlyList<Shard> pending = Shards.Shards;
        var round = new Round(_rules, pending.Count);
        using var limit = new CancellationTokenSource(_rules.Timeout, _time);
        using CancellationTokenRegistration gone = cancellationToken.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        while (true)
        {
            IReadOnlyList<StoreQuery> queries = CreateStoreQueries(query);
            Outcome[] outcomes = await AskAllAsync(pending, queries, limit.Token, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (Outcome outcome in outcomes) Judge(outcome, round);
            round.End();
            if (round.Again.Count == 0) return round.Result();
            // Handshakes are free; whoever wants them without end is stopped there.
            if (round.Strangers.Count > 0) await AuthenticateAllAsync(round, queries, limit.Token, cancellationToken).ConfigureAwait(false);
            else if (--round.Tries <= 0) throw new ShardException(isUnavailable: false, $"timed out connecting to {_rules.Stores}");
            pending = round.Next();
            _metrics.Retry();
        }
    }

    private async Task<Outcome[]> AskAllAsync(IReadOnlyList<Shard> shards, IReadOnlyList<StoreQuery> queries, CancellationToken limit, CancellationToken gone)
    {
        // One shard needs no tasks beside this one.
        if (shards.Count == 1) return [await AskAsync(shards[0], queries, limit, gone).ConfigureAwait(false)];
        return await Task.WhenAll(shards.Select(s => AskAsync(s, queries, limit, gone))).ConfigureAwait(false);
    }

    private async Task<Outcome> AskAsync(Shard shard, IReadOnlyList<StoreQuery> queries, CancellationToken limit, CancellationToken gone)
    {
        long start = _time.GetTimestamp();
        try
        {
            // Upstream sends all of it to all of them, which grows with the square of the shards. A store that gets nothing says who it is.
            StoreReply reply = await shard.Store.QueryAsync(shard.Select(queries), limit).ConfigureAwait(false);
            TimeSpan taken = _time.GetElapsedTime(start);
            _metrics.Store(shard, StatusNames.Of(reply.Status), taken);
            if (reply.Status == StoreStatus.Success && shard.State.Now.Condition == ShardCondition.Failing) RouterLog.Answers(_logger, shard.Uri.ToString());
            shard.State.Replied(reply.Status, taken, _time.GetUtcNow());
            return new Outcome(shard, reply, null);
        }
        catch (Exception e)
        {
            bool late = limit.IsCancellationRequested;
            if (!gone.IsCancellationRequested) _metrics.Store(shard, late ? StatusNames.Timeout : StatusOf(e), _time.GetElapsedTime(start));
            return new Outcome(shard, default, late ? $"no answer within {_rules.Timeout.TotalSeconds} s" : e.Message);
        }
    }

    private void Judge(in Outcome outcome, Round round)
    {
        Shard shard = outcome.Shard;
        if (outcome.Error is { } error)
        {
            Fail(shard, error);
            round.Unreachable ??= $"{shard.Uri}: {error}";
            return;
        }
        round.Replies++;
        StoreReply reply = outcome.Reply;
        if (_rules.ChecksRange && reply.Range != shard.Range)
        {
            string served = reply.Range is { } range ? $"{range.StartBlock}-{range.EndBlock}" : "none";
            Refuse($"the store serves blocks {served}, not {shard.Range.StartBlock}-{shard.Range.EndBlock}");
            return;
        }
        switch (reply.Status)
        {
            case StoreStatus.Success when reply.Answer is { } answer && shard.StoreOf(reply) is { } store:
                round.Add(new ShardAnswer(shard, NameOf(store), answer));
                break;
            case StoreStatus.AuthenticationError when shard.StoreOf(reply) is { } store:
                round.Again.Add(shard);
                round.Strangers.TryAdd(NameOf(store), (shard, store));
                break;
            case StoreStatus.NotReady:
                round.NotReady++;
                break;
            case StoreStatus.Unknown:
                round.Again.Add(shard);
                break;
            case StoreStatus.InvalidArgument:
                Refuse("the store takes the query for none");
                break;
            default:
                Refuse($"the store answers {StatusNames.Of(reply.Status)}, and not what that needs");
                break;
        }

        void Refuse(string reason)
        {
            Fail(shard, reason, misanswered: true);
            round.Refused ??= $"{shard.Uri}: {reason}";
        }
    }

    private string NameOf(ServiceUri store) => _rules.KnowsStoresByResponderId ? store.ResponderId : store.Address;

    private static string StatusOf(Exception e) =>
        e is ConnectionException { Status: { } status } ? Name(status.StatusCode.ToString()) : StatusNames.Failure;

    private static string Name(string code) => code.Length <= 20 ? code : code[..20];

    private readonly record struct Outcome(Shard Shard, StoreReply Reply, string? Error);
}
