// View stores as a router calls them (fact sheet fog §5.4, §8.2).
using MobileCoin.FogShards;
using MobileCoin.Transactions;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;
using StoreQuery = MobileCoin.Attestation.StoreQuery;

namespace MobileCoin.FogView;

/// <summary>The way to view stores over the network.</summary>
public static class ViewStores
{
    private static readonly StoreForm<FogViewStoreAPI.FogViewStoreAPIClient, MultiViewStoreQueryRequest, MultiViewStoreQueryResponse> Form = new(
        static invoker => new FogViewStoreAPI.FogViewStoreAPIClient(invoker),
        Request,
        static (client, request, options) => client.MultiViewStoreQueryAsync(request, options),
        Reply,
        static (client, first, options) => client.AuthAsync(first, options));

    /// <summary>A store; it is connected to with the first call.</summary>
    public static IShardStore Open(FogViewStoreUri uri) =>
        new GrpcShardStore<FogViewStoreAPI.FogViewStoreAPIClient, MultiViewStoreQueryRequest, MultiViewStoreQueryResponse>(uri, Form);

    /// <summary>A query as it is sent.</summary>
    public static MultiViewStoreQueryRequest Request(IReadOnlyList<StoreQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var request = new MultiViewStoreQueryRequest();
        for (int i = 0; i < queries.Count; i++) request.Queries.Add(StoreMessages.ToWire(queries[i].Message));
        return request;
    }

    /// <summary>What a store answers.</summary>
    public static StoreReply Reply(MultiViewStoreQueryResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        StoreStatus status = response.Status switch
        {
            MultiViewStoreQueryResponseStatus.Success => StoreStatus.Success,
            MultiViewStoreQueryResponseStatus.AuthenticationError => StoreStatus.AuthenticationError,
            MultiViewStoreQueryResponseStatus.NotReady => StoreStatus.NotReady,
            _ => StoreStatus.Unknown,
        };
        BlockRange? range = response.BlockRange is { } wire ? new BlockRange(wire.StartBlock, wire.EndBlock) : null;
        return new StoreReply(status, response.StoreUri, range, StoreMessages.FromWire(response.QueryResponse));
    }
}
