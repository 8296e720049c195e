// Fog view and fog ledger behind one form, so that each test speaks of both.
using MobileCoin.Attestation;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;

namespace MobileCoin.FogEnclave.Test;

/// <summary>A router's or a store's calls. Numbers stand for search keys or key images; even ones are in the stores.</summary>
internal interface IService
{
    RouterEnclave NewRouter(string id, long seed);

    StoreEnclave NewStore(string id, long seed);

    byte[] Begin(RouterEnclave router, string store);

    ChannelId Connect(RouterEnclave router, string store, ReadOnlySpan<byte> response);

    byte[] Query(params int[] numbers);

    IReadOnlyList<StoreQuery> StoreQueries(RouterEnclave router, SealedQuery query);

    NonceMessage Ask(StoreEnclave store, NonceMessage query);

    EnclaveMessage Collate(RouterEnclave router, SealedQuery query, IReadOnlyList<(string Store, NonceMessage Answer)> answers);

    /// <summary>For each number of the query whether it is there.</summary>
    bool[] Read(byte[] answer);
}

internal sealed class View : IService
{
    private static byte[] Key(int number) => Samples.Bytes(1_000_000 + number, 16);

    public RouterEnclave NewRouter(string id, long seed) => Samples.Attested(new ViewRouterEnclave(id, Samples.Platform(seed)));

    public StoreEnclave NewStore(string id, long seed)
    {
        ViewStoreEnclave store = Samples.Attested(new ViewStoreEnclave(id, 64, Samples.Platform(seed)));
        store.AddRecords([.. Enumerable.Range(0, 8).Select(i => new ETxOutRecord(Key(2 * i), Samples.Bytes(i, 237)))]);
        return store;
    }

    public byte[] Begin(RouterEnclave router, string store) => ((ViewRouterEnclave)router).ViewStoreInit(store);

    public ChannelId Connect(RouterEnclave router, string store, ReadOnlySpan<byte> response) => ((ViewRouterEnclave)router).ViewStoreConnect(store, response);

    public byte[] Query(params int[] numbers) => new QueryRequest([.. numbers.Select(Key)]).Encode();

    public IReadOnlyList<StoreQuery> StoreQueries(RouterEnclave router, SealedQuery query) => ((ViewRouterEnclave)router).CreateMultiViewStoreQuery(query);

    public NonceMessage Ask(StoreEnclave store, NonceMessage query) => ((ViewStoreEnclave)store).QueryStore(query, new UntrustedQueryResponse());

    public EnclaveMessage Collate(RouterEnclave router, SealedQuery query, IReadOnlyList<(string Store, NonceMessage Answer)> answers) =>
        ((ViewRouterEnclave)router).CollateShardQueryResponses(query, [.. answers.Select(a => new ShardQueryResponse(a.Store, new BlockRange(0, 9), a.Answer))]);

    public bool[] Read(byte[] answer) =>
        [.. WireMessage.Decode<QueryResponse>(answer).FixedTxOutSearchResults.Select(r => r.ResultCode == TxOutSearchResultCode.Found)];
}

internal sealed class Ledger : IService
{
    private static KeyImage Image(int number) => new(Samples.Bytes(1_000_000 + number, 32));

    public RouterEnclave NewRouter(string id, long seed) => Samples.Attested(new LedgerRouterEnclave(id, Samples.Platform(seed)));

    public StoreEnclave NewStore(string id, long seed)
    {
        KeyImageStoreEnclave store = Samples.Attested(new KeyImageStoreEnclave(id, 64, Samples.Platform(seed)));
        store.AddKeyImageData([.. Enumerable.Range(0, 8).Select(i => new KeyImageData(Image(2 * i), 3, 4))]);
        return store;
    }

    public byte[] Begin(RouterEnclave router, string store) => ((LedgerRouterEnclave)router).LedgerStoreInit(store);

    public ChannelId Connect(RouterEnclave router, string store, ReadOnlySpan<byte> response) =>
        ((LedgerRouterEnclave)router).LedgerStoreConnect(store, response);

    public byte[] Query(params int[] numbers) => new CheckKeyImagesRequest([.. numbers.Select(n => new KeyImageQuery(Image(n), 0))]).Encode();

    public IReadOnlyList<StoreQuery> StoreQueries(RouterEnclave router, SealedQuery query) =>
        ((LedgerRouterEnclave)router).CreateMultiKeyImageStoreQuery(query);

    public NonceMessage Ask(StoreEnclave store, NonceMessage query) => ((KeyImageStoreEnclave)store).CheckKeyImageStore(query, default);

    public EnclaveMessage Collate(RouterEnclave router, SealedQuery query, IReadOnlyList<(string Store, NonceMessage Answer)> answers) =>
        ((LedgerRouterEnclave)router).CollateShardQueryResponses(query, [.. answers.Select(a => new ShardKeyImageResponse(a.Store, a.Answer))]);

    public bool[] Read(byte[] answer) =>
        [.. WireMessage.Decode<CheckKeyImagesResponse>(answer).Results.Select(r => r.KeyImageResultCode == KeyImageResultCode.Spent)];
}
