// URIs of what stands beside consensus and Fog (fact sheets crypto §8.1, ledger §9.4).
namespace MobileCoin.Wire.Uris;

/// <summary>A server's port for its operator: <c>mca</c>.</summary>
public sealed class AdminUri : ServiceUri<AdminUri>, IServiceUri<AdminUri>
{
    private AdminUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("mca", 9443, 9090);

    static AdminUri IServiceUri<AdminUri>.Create(UrlText url) => new(url);
}

/// <summary>A watcher: <c>watcher</c>.</summary>
public sealed class WatcherUri : ServiceUri<WatcherUri>, IServiceUri<WatcherUri>
{
    private WatcherUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("watcher", 443, 3226);

    static WatcherUri IServiceUri<WatcherUri>.Create(UrlText url) => new(url);
}

/// <summary>mobilecoind: <c>mobilecoind</c>.</summary>
public sealed class MobilecoindUri : ServiceUri<MobilecoindUri>, IServiceUri<MobilecoindUri>
{
    private MobilecoindUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("mobilecoind", 4443, 4444);

    static MobilecoindUri IServiceUri<MobilecoindUri>.Create(UrlText url) => new(url);
}

/// <summary>A service that mobilecoind reports transparent transactions to: <c>t3</c>.</summary>
public sealed class T3Uri : ServiceUri<T3Uri>, IServiceUri<T3Uri>
{
    private T3Uri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("t3", 443, 8080);

    static T3Uri IServiceUri<T3Uri>.Create(UrlText url) => new(url);
}

/// <summary>A wallet behind a service, for tests: <c>remote-wallet</c>.</summary>
public sealed class RemoteWalletUri : ServiceUri<RemoteWalletUri>, IServiceUri<RemoteWalletUri>
{
    private RemoteWalletUri(UrlText url)
        : base(url)
    {
    }

    /// <inheritdoc/>
    public static UriScheme Schemes => new("remote-wallet", 9443, 9090);

    static RemoteWalletUri IServiceUri<RemoteWalletUri>.Create(UrlText url) => new(url);
}
