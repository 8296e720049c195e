// URIs of Fog's services (fact sheets crypto §8.1, fog §8.7).
namespace MobileCoin.Wire.Uris;

/// <summary>A report server, as public addresses name it: <c>fog</c>.</summary>
public sealed class FogUri : ServiceUri<FogUri>, IServiceUri<FogUri>
{
    private FogUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog", 443, 3225);

    static FogUri IServiceUri<FogUri>.Create(UrlText url) => new(url);
}

/// <summary>Fog view, as wallets see it: <c>fog-view</c>.</summary>
public sealed class FogViewUri : ServiceUri<FogViewUri>, IServiceUri<FogViewUri>
{
    private FogViewUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog-view", 443, 3225);

    static FogViewUri IServiceUri<FogViewUri>.Create(UrlText url) => new(url);
}

/// <summary>A router of Fog view that streams: <c>fog-view-router</c>.</summary>
public sealed class FogViewRouterUri : ServiceUri<FogViewRouterUri>, IServiceUri<FogViewRouterUri>
{
    private FogViewRouterUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog-view-router", 443, 3225);

    static FogViewRouterUri IServiceUri<FogViewRouterUri>.Create(UrlText url) => new(url);
}

/// <summary>A store of Fog view: <c>fog-view-store</c>.</summary>
public sealed class FogViewStoreUri : ServiceUri<FogViewStoreUri>, IServiceUri<FogViewStoreUri>
{
    private FogViewStoreUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog-view-store", 443, 3225);

    /// <summary>The blocks that the store serves: parameter <c>sharding_strategy</c>, all of them without it.</summary>
    /// <exception cref="UriException">The parameter is neither <c>default</c> nor a range.</exception>
    public BlockShard Shard() => Parameter("sharding_strategy") is { } text ? BlockShard.Parse(text) : BlockShard.All;

    static FogViewStoreUri IServiceUri<FogViewStoreUri>.Create(UrlText url) => new(url);
}

/// <summary>Fog ledger: <c>fog-ledger</c>.</summary>
public sealed class FogLedgerUri : ServiceUri<FogLedgerUri>, IServiceUri<FogLedgerUri>
{
    private FogLedgerUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog-ledger", 443, 3223);

    static FogLedgerUri IServiceUri<FogLedgerUri>.Create(UrlText url) => new(url);
}

/// <summary>A key image store of Fog ledger: <c>key-image-store</c>.</summary>
public sealed class KeyImageStoreUri : ServiceUri<KeyImageStoreUri>, IServiceUri<KeyImageStoreUri>
{
    private KeyImageStoreUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("key-image-store", 443, 3223);

    static KeyImageStoreUri IServiceUri<KeyImageStoreUri>.Create(UrlText url) => new(url);
}

/// <summary>Fog ingest, for its operator: <c>fog-ingest</c>.</summary>
public sealed class FogIngestUri : ServiceUri<FogIngestUri>, IServiceUri<FogIngestUri>
{
    private FogIngestUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("fog-ingest", 443, 3221);

    static FogIngestUri IServiceUri<FogIngestUri>.Create(UrlText url) => new(url);
}

/// <summary>Fog ingest, for the other servers of its cluster: <c>igp</c>.</summary>
public sealed class IngestPeerUri : ServiceUri<IngestPeerUri>, IServiceUri<IngestPeerUri>
{
    private IngestPeerUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("igp", 8453, 8090);

    static IngestPeerUri IServiceUri<IngestPeerUri>.Create(UrlText url) => new(url);
}
