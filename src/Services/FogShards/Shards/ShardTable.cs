// The shards that a router asks (fact sheet fog §5.6, §5.7): those it started with, and those added since.
using MobileCoin.Transactions;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogShards;

/// <summary>The shards of a router. They stay for as long as it runs. For any number of threads.</summary>
public sealed class ShardTable : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<string, ServiceUri> _parse;
    private readonly Func<ServiceUri, IShardStore> _open;
    private volatile Shard[] _shards = [];

    private ShardTable(Func<string, ServiceUri> parse, Func<ServiceUri, IShardStore> open) => (_parse, _open) = (parse, open);

    /// <summary>The shards, in the order in which they were added.</summary>
    public IReadOnlyList<Shard> Shards => _shards;

    /// <summary>A table of a service's shards.</summary>
    /// <param name="shards">Their URIs.</param>
    /// <param name="open">Makes the way to a store; connecting can wait for the first call.</param>
    /// <exception cref="ShardTableException">One is twice there, or its range is none.</exception>
    public static ShardTable Of<TUri>(IEnumerable<TUri> shards, Func<TUri, IShardStore> open)
        where TUri : ServiceUri<TUri>, IServiceUri<TUri>
    {
        ArgumentNullException.ThrowIfNull(shards);
        ArgumentNullException.ThrowIfNull(open);
        var table = new ShardTable(ServiceUri<TUri>.Parse, uri => open((TUri)uri));
        foreach (TUri shard in shards) table.Add(shard);
        return table;
    }

    /// <summary>Adds a shard, which is asked from the next query on.</summary>
    /// <exception cref="ShardTableException">The text is no URI of a store, its range is none, or the table has its address already.</exception>
    public Shard Add(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ServiceUri parsed;
        try
        {
            parsed = _parse(uri);
        }
        catch (UriException e)
        {
            throw new ShardTableException(isDuplicate: false, e.Message, e);
        }
        return Add(parsed);
    }

    internal IShardStore OpenReplica(Shard shard, ServiceUri store) => _open(_parse(ShardUri.OfReplica(shard.Uri, store)));

    /// <summary>Closes the ways to all stores.</summary>
    public void Dispose()
    {
        Shard[] all;
        lock (_gate) (all, _shards) = (_shards, []);
        foreach (Shard shard in all) shard.Store.Dispose();
    }

    private Shard Add(ServiceUri uri)
    {
        BlockRange range;
        try
        {
            range = ShardUri.RangeOf(uri);
            // Names that are no host:port show when they are asked for.
            _ = uri.ResponderId;
        }
        catch (UriException e)
        {
            throw new ShardTableException(isDuplicate: false, e.Message, e);
        }
        lock (_gate)
        {
            // A store serves one range: its address again, with another, would make every query fail.
            if (_shards.Any(s => s.Uri.Address == uri.Address)) throw new ShardTableException(isDuplicate: true, $"{uri} is a shard already");
            var shard = new Shard(uri, range, Open(uri), Parse);
            _shards = [.. _shards, shard];
            return shard;
        }
    }

    private IShardStore Open(ServiceUri uri)
    {
        try
        {
            return _open(uri);
        }
        catch (Api.ChannelException e)
        {
            throw new ShardTableException(isDuplicate: false, e.Message, e);
        }
    }

    private ServiceUri? Parse(string text)
    {
        try
        {
            ServiceUri uri = _parse(text);
            _ = uri.ResponderId;
            return uri;
        }
        catch (UriException)
        {
            return null;
        }
    }
}

/// <summary>A shard cannot be added.</summary>
public sealed class ShardTableException : Exception
{
    internal ShardTableException(bool isDuplicate, string message, Exception? inner = null)
        : base(message, inner) => IsDuplicate = isDuplicate;

    /// <summary>Whether it is there already; otherwise its URI is wrong.</summary>
    public bool IsDuplicate { get; }
}
