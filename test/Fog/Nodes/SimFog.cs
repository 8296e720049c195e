// A whole Fog in one process: every part is the real one, but for networks, clocks, disks and the chain.
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;

namespace MobileCoin.Fog;

internal sealed class SimFog : IDisposable
{
    internal SimFog(int seed, IRecoveryDb db, Plants plants)
    {
        (Seed, Db, Plants) = (seed, db, plants);
        Random = new Random(seed);
        Gates = new Gates(Trace);
        Keys = Stream("chain");
        ViewRouter = new ViewRouterHost(this);
        LedgerRouter = new LedgerRouterHost(this);
        Ledger = new ChainCopy(Chain);
    }

    internal int Seed { get; }

    /// <summary>Decides everything that is not a key.</summary>
    internal Random Random { get; }

    internal Plants Plants { get; }

    /// <summary>The recovery database, without faults.</summary>
    internal IRecoveryDb Db { get; }

    internal Trace Trace { get; } = new();

    internal Gates Gates { get; }

    internal FogClock Clock { get; } = new();

    internal SimChain Chain { get; } = new();

    /// <summary>Gives the chain's keys.</summary>
    internal RandomFill Keys { get; }

    internal StoredKeys Stored { get; } = new();

    internal SimMachine IngestMachine { get; } = SimMachine.Of(4, IngestMeasurement.ProductId, IngestMeasurement.SecurityVersion);

    internal SimMachine ViewMachine { get; } = SimMachine.Of(3, ViewEnclave.EnclaveConstants.ProductId, ViewEnclave.EnclaveConstants.SecurityVersion);

    internal SimMachine LedgerMachine { get; } = SimMachine.Of(2, LedgerEnclave.EnclaveConstants.ProductId, LedgerEnclave.EnclaveConstants.SecurityVersion);

    internal ulong ExpiryWindow { get; set; } = 3;

    internal List<IngestHost> Ingests { get; } = [];

    internal List<ViewStoreHost> ViewStores { get; } = [];

    internal List<KeyImageStoreHost> KeyImageStores { get; } = [];

    internal ViewRouterHost ViewRouter { get; }

    internal LedgerRouterHost LedgerRouter { get; }

    /// <summary>The copy of the ledger from which wallets download blocks.</summary>
    internal ChainCopy Ledger { get; }

    internal IEnumerable<StoreHost> Stores => [.. ViewStores, .. KeyImageStores];

    internal Actor NewActor(string name) => new(name, Gates, Trace);

    internal RandomFill Stream(string name) => SeededRandom.Stream(Seed, name);

    internal ReachedDb Reach(Actor actor, Plants plants) => new(Db, actor, Stored, plants);

    public void Dispose()
    {
        foreach (IngestHost ingest in Ingests) ingest.Dispose();
        foreach (ViewStoreHost store in ViewStores) store.Dispose();
        foreach (KeyImageStoreHost store in KeyImageStores) store.Dispose();
        ViewRouter.Dispose();
        LedgerRouter.Dispose();
    }
}
