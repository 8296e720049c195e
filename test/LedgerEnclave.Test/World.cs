// A router, stores and wallets, without a network between them.
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave.Test;

internal sealed class World : IDisposable
{
    internal World(params BlockRange[] ranges)
    {
        Router = Samples.Attested(new LedgerRouterEnclave(Samples.RouterId, Samples.Platform(1)));
        Stores = [.. ranges.Select((_, i) => Samples.Attested(new KeyImageStoreEnclave(Id(i), 64, Samples.Platform(2 + i))))];
        Untrusted = [.. ranges.Select((_, i) => new UntrustedKeyImageQueryResponse(ranges[i], 100, 3, 4))];
        for (int i = 0; i < Stores.Length; i++) Connect(i);
    }

    internal LedgerRouterEnclave Router { get; }

    internal KeyImageStoreEnclave[] Stores { get; }

    /// <summary>What each store's host adds.</summary>
    internal UntrustedKeyImageQueryResponse[] Untrusted { get; }

    internal static World Single() => new(new BlockRange(0, 50));

    internal static string Id(int store) => $"store{store}.test:443";

    internal void Connect(int store) =>
        Router.LedgerStoreConnect(Id(store), Stores[store].FrontendAccept(Router.LedgerStoreInit(Id(store))).Response.Span);

    internal Wallet Wallet(int seed = 9) => new(Router, Samples.Random(seed));

    internal ShardKeyImageResponse Ask(int store, IReadOnlyList<StoreQuery> queries) =>
        new(Id(store), Stores[store].CheckKeyImageStore(queries.Single(q => q.ResponderId == Id(store)).Message, Untrusted[store]));

    internal ShardKeyImageResponse[] AskAll(IReadOnlyList<StoreQuery> queries) => [.. Enumerable.Range(0, Stores.Length).Select(i => Ask(i, queries))];

    internal EnclaveMessage Route(EnclaveMessage query)
    {
        SealedQuery sealedQuery = Router.DecryptAndSealQuery(query);
        return Router.CollateShardQueryResponses(sealedQuery, AskAll(Router.CreateMultiKeyImageStoreQuery(sealedQuery)));
    }

    internal CheckKeyImagesResponse Check(Wallet wallet, params int[] numbers) => wallet.Read(Route(wallet.Query(numbers)));

    public void Dispose()
    {
        Router.Dispose();
        foreach (KeyImageStoreEnclave store in Stores) store.Dispose();
    }
}

internal sealed class Wallet : IDisposable
{
    private readonly NoiseSession _session;

    internal Wallet(LedgerRouterEnclave router, RandomFill random)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(Samples.RouterId, random);
        AcceptedSession accepted = router.ClientAccept(initiator.FirstMessage);
        Id = accepted.Session;
        _session = initiator.Finish(accepted.Response.Span, Samples.Policy, out _);
    }

    internal ChannelId Id { get; }

    internal EnclaveMessage Query(params int[] numbers) =>
        Message(new CheckKeyImagesRequest([.. numbers.Select(n => new KeyImageQuery(Samples.Image(n), 3))]).Encode(), [1, 2]);

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

    internal CheckKeyImagesResponse Read(EnclaveMessage message) => WireMessage.Decode<CheckKeyImagesResponse>(Decrypt(message));

    public void Dispose() => _session.Dispose();
}
