// A router, stores and wallets of one service, without a network between them.
using System.Text;
using MobileCoin.Attestation;
using MobileCoin.Crypto;

namespace MobileCoin.FogEnclave.Test;

internal sealed class World : IDisposable
{
    private long _seed = 100;

    internal World(string service, int stores = 2, int seed = 1)
    {
        Service = service == "view" ? new View() : new Ledger();
        Router = Service.NewRouter(Samples.RouterId, seed);
        Stores = [.. Enumerable.Range(0, stores).Select(i => Service.NewStore(Id(i), seed + 1 + i))];
        for (int i = 0; i < stores; i++) Connect(Router, i);
    }

    internal IService Service { get; }

    internal RouterEnclave Router { get; }

    internal StoreEnclave[] Stores { get; }

    internal static string Id(int store) => $"store{store}.test:443";

    internal ChannelId Connect(RouterEnclave router, int store)
    {
        AcceptedSession accepted = Stores[store].FrontendAccept(Service.Begin(router, Id(store)));
        ChannelId session = Service.Connect(router, Id(store), accepted.Response.Span);
        Assert.Equal(accepted.Session, session);
        return session;
    }

    internal Wallet Wallet() => Wallet(Router, Samples.RouterId);

    internal Wallet Wallet(RouterEnclave router, string id) => new(Service, router, id, Samples.Random(Interlocked.Increment(ref _seed)));

    internal NonceMessage Ask(StoreQuery query) => Service.Ask(Stores[int.Parse(query.ResponderId.AsSpan(5, 1), null)], query.Message);

    internal (string, NonceMessage)[] AskAll(SealedQuery query) =>
        [.. Service.StoreQueries(Router, query).Select(q => (q.ResponderId, Ask(q)))];

    internal EnclaveMessage Route(EnclaveMessage query)
    {
        SealedQuery opened = Router.DecryptAndSealQuery(query);
        return Service.Collate(Router, opened, AskAll(opened));
    }

    /// <summary>Asks for a number that is there and one that is not, and looks at the answer.</summary>
    internal void Works(Wallet wallet) => Assert.Equal([true, false], wallet.Read(Route(wallet.Query(4, 5))));

    public void Dispose()
    {
        Router.Dispose();
        foreach (StoreEnclave store in Stores) store.Dispose();
    }
}

/// <summary>A client that does not look at evidence: there are tests of that, and it would be most of the time here.</summary>
internal sealed class Wallet : IDisposable
{
    private readonly IService _service;
    private readonly NoiseSession _session;

    internal Wallet(IService service, RouterEnclave router, string routerId, RandomFill random)
    {
        _service = service;
        using NoiseHandshake handshake = NoiseHandshake.Initiator(NoisePattern.NX, Encoding.UTF8.GetBytes(routerId), null, random);
        FirstMessage = handshake.WriteMessage([]);
        AcceptedSession accepted = router.ClientAccept(FirstMessage);
        Id = accepted.Session;
        handshake.ReadMessage(accepted.Response.Span);
        _session = handshake.TakeSession();
    }

    internal byte[] FirstMessage { get; }

    internal ChannelId Id { get; }

    internal EnclaveMessage Query(params int[] numbers) => Message(_service.Query(numbers));

    internal EnclaveMessage Message(byte[] plaintext, byte[]? aad = null)
    {
        aad ??= [8, 5];
        byte[] data = new byte[plaintext.Length + NoiseSession.Overhead];
        _session.Encrypt(aad, plaintext, data);
        return new EnclaveMessage(Id, aad, data);
    }

    internal bool[] Read(EnclaveMessage message)
    {
        byte[] plaintext = new byte[message.Data.Length - NoiseSession.Overhead];
        Assert.Equal(Id, message.Session);
        Assert.True(_session.TryDecrypt(message.Aad.Span, message.Data.Span, plaintext, out _));
        return _service.Read(plaintext);
    }

    public void Dispose() => _session.Dispose();
}
