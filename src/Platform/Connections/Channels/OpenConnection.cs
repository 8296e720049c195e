// What Fog ledger says in the clear: whole blocks, and whether outputs have landed (fact sheet fog §6.6, §6.7).
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Connections;

/// <summary>Connections to services without an attested channel.</summary>
public static class OpenConnection
{
    /// <summary>To Fog ledger's blocks.</summary>
    public static ServiceConnection<FogBlockAPI.FogBlockAPIClient> FogBlocks(FogLedgerUri uri, ConnectionOptions? options = null, ChannelPool? channels = null) =>
        new(uri, static invoker => new FogBlockAPI.FogBlockAPIClient(invoker), options, channels);

    /// <summary>To Fog ledger's outputs by their public keys: for their sender, who must not ask for others'.</summary>
    public static ServiceConnection<FogUntrustedTxOutApi.FogUntrustedTxOutApiClient> FogTxOuts(FogLedgerUri uri, ConnectionOptions? options = null, ChannelPool? channels = null) =>
        new(uri, static invoker => new FogUntrustedTxOutApi.FogUntrustedTxOutApiClient(invoker), options, channels);

    /// <summary>To a Fog ingest server, for its operator.</summary>
    public static ServiceConnection<Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient> Ingest(FogIngestUri uri, ConnectionOptions? options = null, ChannelPool? channels = null) =>
        new(uri, static invoker => new Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient(invoker), options, channels);

    /// <summary>To mobilecoind.</summary>
    public static ServiceConnection<Wire.MobilecoindApi.MobilecoindAPI.MobilecoindAPIClient> Mobilecoind(MobilecoindUri uri, ConnectionOptions? options = null, ChannelPool? channels = null) =>
        new(uri, static invoker => new Wire.MobilecoindApi.MobilecoindAPI.MobilecoindAPIClient(invoker), options, channels);
}
