// Fact sheets fog §8.5, crypto §6.5: more sessions than there is room for. The least recently used give way, and nobody else notices.
using MobileCoin.Attestation;

namespace MobileCoin.FogEnclave.Test;

[CollectionDefinition("memory", DisableParallelization = true)]
public sealed class MemoryCollection;

[Collection("memory")] // what other tests allocate meanwhile would be counted
public sealed class SessionTests
{
    // More than a session takes: two keys and their schedules, a name of 64 bytes, entries of tables.
    private const long BytesPerSession = 4096;

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void Clients_BeyondTheLimit_TheLeastRecentlyUsedGiveWay(string service)
    {
        const int Most = AttestedKeyExchange.MaxClients, More = 700;
        using World world = new(service, stores: 1);
        using Wallet early = world.Wallet(), idle = world.Wallet();
        using Wallet pending = world.Wallet();
        SealedQuery begun = world.Router.DecryptAndSealQuery(pending.Query(2));
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        Parallel.For(3, Most, i => Open(world, i));
        Assert.Equal(Most, world.Router.ClientCount);
        world.Works(early);
        long full = GC.GetTotalMemory(forceFullCollection: true);
        Parallel.For(0, More, i => Open(world, Most + i));
        Assert.Equal(Most, world.Router.ClientCount);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.InRange((full - empty) / Most, 100, BytesPerSession);
        Assert.True((after - full) / More < 100, $"{More} sessions in the place of others took {after - full} bytes");

        // Whoever used its session has it; the others are told to shake hands anew, whatever they ask for, and lose nothing by it.
        world.Works(early);
        Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(idle.Query(4)));
        (string, NonceMessage)[] answers = world.AskAll(begun);
        Samples.Refused(AttestError.UnknownSession, () => world.Service.Collate(world.Router, begun, answers));
        using Wallet again = world.Wallet();
        world.Works(again);
        world.Works(early);
        world.Router.ClientClose(idle.Id);
        Assert.Equal(Most, world.Router.ClientCount);
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void Routers_BeyondTheLimitOfAStore_TheLeastRecentlyUsedGivesWay(string service)
    {
        using World world = new(service, stores: 1);
        using Wallet wallet = world.Wallet();
        RouterEnclave[] routers = [.. Enumerable.Range(0, AttestedKeyExchange.MaxFrontends).Select(i => world.Service.NewRouter($"r{i}:1", 200 + i))];
        for (int i = 1; i < routers.Length; i++) world.Connect(routers[i], 0);
        world.Works(wallet); // with the first session
        world.Connect(routers[0], 0); // the table is full: routers[1] gives way
        world.Works(wallet);
        for (int i = 0; i < routers.Length; i++)
        {
            StoreQuery asked = Query(i);
            if (i == 1) Samples.Refused(AttestError.UnknownSession, () => world.Ask(asked));
            else world.Ask(asked);
        }
        world.Connect(routers[1], 0);
        world.Ask(Query(1));
        foreach (RouterEnclave router in routers) router.Dispose();

        StoreQuery Query(int router)
        {
            using Wallet client = world.Wallet(routers[router], $"r{router}:1");
            return Assert.Single(world.Service.StoreQueries(routers[router], routers[router].DecryptAndSealQuery(client.Query(4))));
        }
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void Stores_BeyondTheLimitOfARouter_TheLeastRecentlyUsedGivesWay(string service)
    {
        const int Most = AttestedKeyExchange.MaxBackends;
        using World world = new(service, stores: 1);
        using Wallet wallet = world.Wallet();
        for (int i = 1; i < Most; i++) Connect($"more{i}:443");
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(4, 5));
        Assert.Equal(Most, world.Service.StoreQueries(world.Router, query).Count);
        NonceMessage answer = world.Ask(world.Service.StoreQueries(world.Router, query).Single(q => q.ResponderId == World.Id(0)));
        Connect("one-more:443");
        Connect("two-more:443");
        IReadOnlyList<StoreQuery> queries = world.Service.StoreQueries(world.Router, query);
        Assert.Equal(Most, queries.Count);
        Assert.Equal(Most, world.Service.StoreQueries(world.Router, query).Count);
        string[] gone = [.. Enumerable.Range(1, Most - 1).Select(i => $"more{i}:443").Append(World.Id(0)).Except(queries.Select(q => q.ResponderId), StringComparer.Ordinal)];
        Assert.Equal(2, gone.Length);
        Assert.All(gone, g => Samples.Refused(AttestError.UnknownSession, () => world.Service.Collate(world.Router, query, [(g, answer)])));

        // Handshakes that nobody finishes are given up alike.
        for (int i = 0; i <= AttestedKeyExchange.MaxPendingBackends; i++) world.Service.Begin(world.Router, $"silent{i}:443");
        Samples.Refused(AttestError.InvalidState, () => world.Service.Connect(world.Router, "silent0:443", new byte[64]));
        Samples.Refused(AttestError.Handshake, () => world.Service.Connect(world.Router, "silent1:443", new byte[64]));

        void Connect(string name)
        {
            using StoreEnclave store = world.Service.NewStore(name, name.GetHashCode(StringComparison.Ordinal));
            world.Service.Connect(world.Router, name, store.FrontendAccept(world.Service.Begin(world.Router, name)).Response.Span);
        }
    }

    [Theory]
    [InlineData("view")]
    [InlineData("ledger")]
    public void ClientsThatComeWhileOthersAsk_DisturbNobody(string service)
    {
        using World world = new(service, stores: 1);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            using Wallet wallet = world.Wallet();
            for (int round = 0; round < 20; round++)
            {
                if (round % 2 == i % 2) world.Wallet().Dispose();
                world.Works(wallet);
            }
            world.Router.ClientClose(wallet.Id);
            Samples.Refused(AttestError.UnknownSession, () => world.Router.DecryptAndSealQuery(wallet.Query(1)));
        });
    }

    private static void Open(World world, long seed)
    {
        using AttestedInitiator initiator = AttestedInitiator.Client(Samples.RouterId, Samples.Random(10_000 + seed));
        world.Router.ClientAccept(initiator.FirstMessage);
    }
}
