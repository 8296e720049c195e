// A store of Fog view in a simulated Fog.
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;
using StoreQuery = MobileCoin.Attestation.StoreQuery;

namespace MobileCoin.Fog;

internal sealed class ViewStoreHost(string name, BlockShard shard, SimFog fog) : StoreHost(name, fog), IDisposable
{
    private const int Capacity = 64;

    private ViewStoreEnclave? _enclave;
    private MetricRegistry? _metrics;
    private ViewStoreNode? _node;

    internal BlockShard Shard { get; } = shard;

    internal string ResponderId => $"{Name}:3225";

    internal override bool IsServing => _node!.IsReady;

    /// <summary>Blocks of its shard below this one are complete, as it says.</summary>
    internal ulong Counted => _node!.Counts.HighestProcessedBlockCount;

    internal override string Progress => $"{(_node!.IsReady ? "ready" : "not ready")}, {_node.Counts.HighestProcessedBlockCount} of {_node.Counts.LastKnownBlockCount} blocks";

    internal override void Start()
    {
        Dispose();
        Actor = Fog.NewActor($"{Name}/{++Lives}");
        var random = SeededRandom.Stream(Fog.Seed, Actor.Name);
        _enclave = new ViewStoreEnclave(ResponderId, Capacity, new EnclavePlatform(random, Fog.ViewMachine.Policy));
        _enclave.VerifyAttestationEvidence(Fog.ViewMachine.Evidence(_enclave.NewReport(), random));
        _metrics = new MetricRegistry();
        var options = new ViewStoreOptions
        {
            StoreUri = $"insecure-fog-view-store://{ResponderId}/",
            Shard = Shard,
            BlockQueryBatchSize = 1 + Fog.Random.Next(6),
            MaxQueuedRecords = Fog.Random.Next(3) == 0 ? 4 : 1000,
            MinLoadedRecords = Fog.Random.Next(2) == 0 ? 1 : 1000,
        };
        _node = new ViewStoreNode(options, Fog.Plants.Store(_enclave), Fog.Reach(Actor, Fog.Plants), _metrics, Fog.Clock, NullLogger.Instance);
    }

    internal override async Task StepAsync() => HasMore = await _node!.StepAsync(Actor!.Life);

    internal override async Task<StoreReply> AnswerAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellation) =>
        ViewStores.Reply(await _node!.QueryAsync(ViewStores.Request(queries), cancellation));

    internal override AuthMessage Auth(AuthMessage first) => _node!.Auth(first);

    public void Dispose()
    {
        _enclave?.Dispose();
        _metrics?.Dispose();
        Actor?.Dispose();
    }
}
