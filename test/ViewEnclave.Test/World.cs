// A router, stores and wallets, without a network between them.
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave.Test;

internal sealed class World : IDisposable
{
    private readonly BlockRange[] _ranges;

    internal World(params BlockRange[] ranges)
    {
        _ranges = ranges;
        Router = Samples.Attested(new ViewRouterEnclave(Samples.RouterId, Samples.Platform(1)));
        Stores = [.. ranges.Select((_, i) => Samples.Attested(new ViewStoreEnclave(Id(i), 64, Samples.Platform(2 + i))))];
        Untrusted = [.. ranges.Select(_ => new UntrustedQueryResponse())];
        for (int i = 0; i < Stores.Length; i++) Connect(i);
    }

    internal ViewRouterEnclave Router { get; }

    internal ViewStoreEnclave[] Stores { get; }

    /// <summary>What each store's host adds.</summary>
    internal UntrustedQueryResponse[] Untrusted { get; }

    internal static World Single() => new(new BlockRange(0, ulong.MaxValue));

    internal static string Id(int store) => $"store{store}.test:443";

    internal void Connect(int store) =>
        Router.ViewStoreConnect(Id(store), Stores[store].FrontendAccept(Router.ViewStoreInit(Id(store))).Response.Span);

    internal Wallet Wallet(int seed = 9) => new(Router, Samples.Random(seed));

    internal ShardQueryResponse Ask(int store, IReadOnlyList<StoreQuery> queries) =>
        new(Id(store), _ranges[store], Stores[store].QueryStore(queries.Single(q => q.ResponderId == Id(store)).Message, Untrusted[store]));

    internal ShardQueryResponse[] AskAll(IReadOnlyList<StoreQuery> queries) => [.. Enumerable.Range(0, Stores.Length).Select(i => Ask(i, queries))];

    internal EnclaveMessage Route(EnclaveMessage query)
    {
        SealedQuery sealedQuery = Router.DecryptAndSealQuery(query);
        return Router.CollateShardQueryResponses(sealedQuery, AskAll(Router.CreateMultiViewStoreQuery(sealedQuery)));
    }

    internal QueryResponse Query(Wallet wallet, params byte[][] keys) => wallet.Read(Route(wallet.Query(keys)));

    public void Dispose()
    {
        Router.Dispose();
        foreach (ViewStoreEnclave store in Stores) store.Dispose();
    }
}

internal sealed class Wallet : IDisposable
{
    private readonly NoiseSession _session;

    internal Wallet(ViewRouterEnclave router, RandomFill random)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(Samples.RouterId, random);
        AcceptedSession accepted = router.ClientAccept(initiator.FirstMessage);
        Id = accepted.Session;
        _session = initiator.Finish(accepted.Response.Span, Samples.Policy, out _);
    }

    internal ChannelId Id { get; }

    internal EnclaveMessage Query(params byte[][] keys) => Message(new QueryRequest(keys).Encode(), new QueryRequestAAD(5, 6).Encode());

    internal EnclaveMessage Message(byte[] plaintext, byte[] aad)
    {
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        _session.Encrypt(aad, plaintext, data);
        return new EnclaveMessage(Id, aad, data);
    }

    internal byte[] Decrypt(EnclaveMessage message)
    {
        byte[] plaintext = new byte[message.Data.Length - NoiseSession.Overhead];
        Assert.Equal(Id, message.Session);
        Assert.True(_session.TryDecrypt(message.Aad.Span, message.Data.Span, plaintext, out _));
        return plaintext;
    }

    internal QueryResponse Read(EnclaveMessage message) => WireMessage.Decode<QueryResponse>(Decrypt(message));

    public void Dispose() => _session.Dispose();
}
