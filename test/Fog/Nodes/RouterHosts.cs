// The two routers of a simulated Fog.
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.FogLedger;
using MobileCoin.FogShards;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Fog;

/// <summary>A router, which lives more than once. A life ends all sessions.</summary>
internal abstract class RouterHost<TUri>(string name, SimFog fog) : ISimRouter, IDisposable
    where TUri : ServiceUri<TUri>, IServiceUri<TUri>
{
    private readonly List<string> _uris = [];
    private readonly Dictionary<string, IReadOnlyList<StoreHost>> _stores = new(StringComparer.Ordinal);
    private AttestedEnclave? _enclave;
    private MetricRegistry? _metrics;
    private RouterNode? _node;

    public string ResponderId => $"{name}:443";

    public abstract VerificationPolicy Policy { get; }

    /// <summary>How often it was started.</summary>
    internal int Lives { get; private set; }

    private protected SimFog Fog { get; } = fog;

    /// <summary>Adds a shard, now and for all lives.</summary>
    internal void Add(string uri, string address, IReadOnlyList<StoreHost> stores)
    {
        _stores.Add(address, stores);
        // Those behind the address have names of their own.
        foreach (StoreHost store in stores) _stores.TryAdd(AddressOf(store), [store]);
        _uris.Add(uri);
        _node?.AddShard(uri);
    }

    internal void Start()
    {
        Dispose();
        var random = SeededRandom.Stream(Fog.Seed, $"{name}/{++Lives}");
        _metrics = new MetricRegistry();
        ShardTable shards = ShardTable.Of(_uris.Select(ServiceUri<TUri>.Parse), uri => new ShardLink(uri.Address, _stores[uri.Address], Fog.Gates, Fog.Trace));
        (_enclave, _node) = Make(random, shards, _metrics);
    }

    public AuthMessage Accept(AuthMessage request) => _node!.Accept(request);

    public Task<Message> QueryAsync(Message query) => _node!.QueryAsync(query);

    public void Dispose()
    {
        _node?.Dispose();
        _enclave?.Dispose();
        _metrics?.Dispose();
    }

    private protected abstract (AttestedEnclave Enclave, RouterNode Node) Make(MobileCoin.Crypto.RandomFill random, ShardTable shards, MetricRegistry metrics);

    private protected abstract string AddressOf(StoreHost store);
}

internal sealed class ViewRouterHost(SimFog fog) : RouterHost<FogViewStoreUri>("view-router", fog)
{
    public override VerificationPolicy Policy => Fog.ViewMachine.Policy;

    private protected override (AttestedEnclave Enclave, RouterNode Node) Make(MobileCoin.Crypto.RandomFill random, ShardTable shards, MetricRegistry metrics)
    {
        var enclave = new ViewRouterEnclave(ResponderId, new EnclavePlatform(random, Policy));
        enclave.VerifyAttestationEvidence(Fog.ViewMachine.Evidence(enclave.NewReport(), random));
        return (enclave, new ViewRouterNode(Fog.Plants.Router(enclave), shards, ViewRouterNode.Rules, metrics, Fog.Clock, NullLogger.Instance));
    }

    private protected override string AddressOf(StoreHost store) => ((ViewStoreHost)store).ResponderId;
}

internal sealed class LedgerRouterHost(SimFog fog) : RouterHost<KeyImageStoreUri>("ledger-router", fog)
{
    public override VerificationPolicy Policy => Fog.LedgerMachine.Policy;

    private protected override (AttestedEnclave Enclave, RouterNode Node) Make(MobileCoin.Crypto.RandomFill random, ShardTable shards, MetricRegistry metrics)
    {
        var enclave = new LedgerRouterEnclave(ResponderId, new EnclavePlatform(random, Policy));
        enclave.VerifyAttestationEvidence(Fog.LedgerMachine.Evidence(enclave.NewReport(), random));
        return (enclave, new LedgerRouterNode(enclave, shards, LedgerRouterNode.Rules, metrics, Fog.Clock, NullLogger.Instance));
    }

    private protected override string AddressOf(StoreHost store) => ((KeyImageStoreHost)store).ResponderId;
}
