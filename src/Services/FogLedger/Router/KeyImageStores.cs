// Key image stores as a router calls them (fact sheet fog §6.3, §8.2).
using MobileCoin.FogShards;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using StoreQuery = MobileCoin.Attestation.StoreQuery;

namespace MobileCoin.FogLedger;

/// <summary>The way to key image stores over the network.</summary>
public static class KeyImageStores
{
    private static readonly StoreForm<KeyImageStoreAPI.KeyImageStoreAPIClient, MultiKeyImageStoreRequest, MultiKeyImageStoreResponse> Form = new(
        static invoker => new KeyImageStoreAPI.KeyImageStoreAPIClient(invoker),
        Request,
        static (client, request, options) => client.MultiKeyImageStoreQueryAsync(request, options),
        Reply,
        static (client, first, options) => client.AuthAsync(first, options));

    /// <summary>A store; it is connected to with the first call.</summary>
    public static IShardStore Open(KeyImageStoreUri uri) =>
        new GrpcShardStore<KeyImageStoreAPI.KeyImageStoreAPIClient, MultiKeyImageStoreRequest, MultiKeyImageStoreResponse>(uri, Form);

    /// <summary>A query as it is sent.</summary>
    public static MultiKeyImageStoreRequest Request(IReadOnlyList<StoreQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        var request = new MultiKeyImageStoreRequest();
        for (int i = 0; i < queries.Count; i++) request.Queries.Add(StoreMessages.ToWire(queries[i].Message));
        return request;
    }

    /// <summary>What a store answers. Which blocks it has is within the answer.</summary>
    public static StoreReply Reply(MultiKeyImageStoreResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        StoreStatus status = response.Status switch
        {
            MultiKeyImageStoreResponseStatus.Success => StoreStatus.Success,
            MultiKeyImageStoreResponseStatus.AuthenticationError => StoreStatus.AuthenticationError,
            MultiKeyImageStoreResponseStatus.NotReady => StoreStatus.NotReady,
            MultiKeyImageStoreResponseStatus.InvalidArgument => StoreStatus.InvalidArgument,
            _ => StoreStatus.Unknown,
        };
        return new StoreReply(status, response.StoreUri, null, StoreMessages.FromWire(response.QueryResponse));
    }
}
