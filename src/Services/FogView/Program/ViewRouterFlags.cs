// The settings of a router of Fog view (fact sheet fog §5.1, §5.2).
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Quotes;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView;

internal static class ViewRouterFlags
{
    internal static readonly Flag<ServiceUri> ClientListenUri =
        Flags.One("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where wallets connect: fog-view, one call a query; fog-view-router, streams", Read)
            with { IsRequired = true, ValueName = "fog-view uri|fog-view-router uri" };

    internal static readonly Flag<IReadOnlyList<FogViewStoreUri>> ShardUris = RouterFlags.ShardUris<FogViewStoreUri>("MC_VIEW_SHARD_URIS");

    internal static IReadOnlyList<Flag> All { get; } =
    [
        CommonFlags.ChainId, CommonFlags.ClientResponderId, ClientListenUri, ShardUris, RouterFlags.ShardTimeout, RouterFlags.AdminListenUri,
        CommonFlags.ClientAuthTokenSecret, CommonFlags.ClientAuthTokenMaxLifetime, CommonFlags.DrainTimeout, .. TeeFlags.All,
    ];

    private static ServiceUri Read(string text)
    {
        if (FogViewRouterUri.TryParse(text, out FogViewRouterUri? router)) return router;
        try
        {
            return FogViewUri.Parse(text);
        }
        catch (UriException e) when (e.Error == UriError.UnknownScheme)
        {
            throw new FlagException("the URI's scheme is neither fog-view nor fog-view-router, nor either with insecure- before it", e);
        }
        catch (UriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}
