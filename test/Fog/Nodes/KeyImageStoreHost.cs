// A key image store in a simulated Fog.
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.FogEnclave;
using MobileCoin.FogLedger;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;
using StoreQuery = MobileCoin.Attestation.StoreQuery;

namespace MobileCoin.Fog;

internal sealed class KeyImageStoreHost(string name, BlockShard shard, SimFog fog) : StoreHost(name, fog), IDisposable
{
    private const int Capacity = 64;

    private KeyImageStoreEnclave? _enclave;
    private MetricRegistry? _metrics;
    private KeyImageStoreNode? _node;

    internal BlockShard Shard { get; } = shard;

    /// <summary>Its copy of the ledger.</summary>
    internal ChainCopy Copy { get; } = new(fog.Chain);

    internal string ResponderId => $"{Name}:3223";

    internal override bool IsServing => _node!.IsReady;

    internal override string Progress => $"{(_node!.IsReady ? "ready" : "not ready")}, blocks {_node.Processed.StartBlock} to {_node.Processed.EndBlock}";

    internal override void Start()
    {
        Dispose();
        Actor = Fog.NewActor($"{Name}/{++Lives}");
        var random = SeededRandom.Stream(Fog.Seed, Actor.Name);
        _enclave = new KeyImageStoreEnclave(ResponderId, Capacity, new EnclavePlatform(random, Fog.LedgerMachine.Policy));
        _enclave.VerifyAttestationEvidence(Fog.LedgerMachine.Evidence(_enclave.NewReport(), random));
        _metrics = new MetricRegistry();
        var options = new KeyImageStoreOptions(KeyImageStoreUri.Parse($"insecure-key-image-store://{ResponderId}/"), Shard) { Jitter = static () => 0.5 };
        _node = new KeyImageStoreNode(Fog.Plants.Store(_enclave), new ChainView(Copy, Actor, Fog.Clock), options, _metrics, Fog.Clock, NullLogger.Instance);
    }

    internal override async Task StepAsync() => HasMore = await _node!.StepAsync(Actor!.Life) == LoadStep.Advanced;

    internal override async Task<StoreReply> AnswerAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellation) =>
        KeyImageStores.Reply(await _node!.QueryAsync(KeyImageStores.Request(queries), cancellation));

    internal override AuthMessage Auth(AuthMessage first) => _node!.Auth(first);

    public void Dispose()
    {
        _enclave?.Dispose();
        _metrics?.Dispose();
        Actor?.Dispose();
    }
}
