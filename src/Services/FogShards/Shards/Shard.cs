// One line of a router's table of shards (fact sheet fog §5.6, §5.7).
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

/// <summary>A range of blocks and the address of the store, or of several alike, that serve it.</summary>
public sealed class Shard
{
    // As many as an enclave has sessions with.
    private const int MostStores = AttestedKeyExchange.MaxBackends;

    private readonly Dictionary<string, ChannelId> _sessions = new(StringComparer.Ordinal);
    private readonly Func<string, ServiceUri?> _parse;
    private (string Text, ServiceUri? Uri) _parsed = ("", null);

    internal Shard(ServiceUri uri, BlockRange range, IShardStore store, Func<string, ServiceUri?> parse)
    {
        (Uri, Range, Store, _parse) = (uri, range, store, parse);
        Name = ShardUri.SubDomain(uri);
    }

    /// <summary>Where it is.</summary>
    public ServiceUri Uri { get; }

    /// <summary>The blocks that it serves, as the router is told.</summary>
    public BlockRange Range { get; }

    /// <summary>How it is doing.</summary>
    public ShardState State { get; } = new();

    internal IShardStore Store { get; }

    /// <summary>What metrics call it.</summary>
    internal string Name { get; }

    /// <summary>One handshake at a time: a second one with the same store would spoil the first.</summary>
    internal SemaphoreSlim Handshakes { get; } = new(1);

    /// <summary>Which store an answer is of; null if it does not say.</summary>
    internal ServiceUri? StoreOf(in StoreReply reply)
    {
        (string Text, ServiceUri? Uri) known;
        lock (_sessions) known = _parsed;
        // Almost always the same as before.
        if (known.Text == reply.StoreUri) return known.Uri;
        known = (reply.StoreUri, _parse(reply.StoreUri));
        lock (_sessions) _parsed = known;
        return known.Uri;
    }

    /// <summary>Whether a store is reached through the shard's own address.</summary>
    internal bool IsAt(ServiceUri store, string responderId) =>
        (store.Address == Uri.Address && store.UseTls == Uri.UseTls) || Uri.Parameter("responder-id") == responderId;

    /// <summary>The session that the router made last with a store behind this address; the default if none.</summary>
    internal ChannelId SessionWith(string responderId)
    {
        lock (_sessions) return _sessions.GetValueOrDefault(responderId);
    }

    /// <summary>Of a query for all stores, what a store behind this address can read.</summary>
    internal IReadOnlyList<StoreQuery> Select(IReadOnlyList<StoreQuery> queries)
    {
        lock (_sessions)
        {
            int own = 0;
            for (int i = 0; i < queries.Count; i++) own += _sessions.ContainsKey(queries[i].ResponderId) ? 1 : 0;
            if (own == queries.Count) return queries;
            var selected = new List<StoreQuery>(own);
            for (int i = 0; i < queries.Count; i++)
            {
                if (_sessions.ContainsKey(queries[i].ResponderId)) selected.Add(queries[i]);
            }
            return selected;
        }
    }

    internal void SetSession(string responderId, ChannelId session)
    {
        lock (_sessions)
        {
            if (_sessions.Count >= MostStores) _sessions.Clear();
            _sessions[responderId] = session;
        }
    }

    /// <summary>The stores that the router has shaken hands with.</summary>
    internal string[] Stores()
    {
        lock (_sessions) return [.. _sessions.Keys.Order(StringComparer.Ordinal)];
    }
}
