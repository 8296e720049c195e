// An ingest node without its ports: from blocks of a ledger on disk to records in the embedded recovery database, report and state file included.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.BlockProvider;
using MobileCoin.Crypto;
using MobileCoin.FogIngest;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.LedgerDb;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Perf;

internal static class IngestBenchmarks
{
    /// <summary>Outputs of a large block and of a small one, and how many of them a node works on together when it is behind.</summary>
    private const int Large = 512, ManyLarge = 8, Small = 4, ManySmall = 128;

    /// <summary>More outputs than a measurement takes, within an egress key's capacity.</summary>
    private const int Outputs = 1 << 18;

    private const int MostTurns = 1 << 12;

    private const double AtMost = 66_000;

    internal static void Register(Registry registry)
    {
        registry.Add("fog/ingest-outputs", Large * ManyLarge, () => Ingest(Large, ManyLarge), Bound.Nanoseconds(AtMost), everyLevel: false);
        registry.Add("fog/ingest-outputs-small-blocks", Small * ManySmall, () => Ingest(Small, ManySmall), Bound.Nanoseconds(AtMost), everyLevel: false);
        registry.Add("fog/ingest-outputs-one-small-block", Small, () => Ingest(Small, 1), everyLevel: false, waits: true);
    }

    // All of it lives as long as the process.
    private static Action Ingest(int outputs, int blocks)
    {
        MapFixture.Free();
        var sample = new SampleLedger(LedgerDurability.NoSync, outputs);
        string folder = Directory.CreateDirectory(Path.Combine(SampleLedger.Folder, $"ingest{outputs}x{blocks}")).FullName;
        const string source = "https://node.bench/";
        WatcherDb watcher = WatcherDb.OpenOrCreate(Path.Combine(folder, "watcher"), [source], LedgerDurability.NoSync);
        var policy = new VerificationPolicy([], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        FogIngestEnclave enclave = FogBenchmarks.NewIngest(new EnclavePlatform(RandomNumberGenerator.Fill, static (s, _) => s.ToArray(), static (s, _) => s.ToArray(), policy));
        var id = new ResponderId("ingest.bench:8090");
        int capacity = 8 * FogBenchmarks.Users;
        IngestStarted started = enclave.Initialize(new IngestInit(id, default, capacity));
        var config = new IngestConfig
        {
            LocalNodeId = id,
            Peers = PeerSet.Of([IngestPeerUri.FromResponderId(id.Text, useTls: true)], id.Text),
            UserCapacity = capacity,
            OutputsPerTurn = outputs * blocks,
            BlocksPerTurn = blocks,
        };
        var node = new IngestNode(config, new IngestParts(
            enclave, started.IngressKey, LmdbRecoveryDb.Open(Path.Combine(folder, "db")), new LocalBlockProvider(sample.Open, watcher, TimeProvider.System, NullLogger.Instance),
            new NoPeers(), new Evidence(enclave), new StateFile(Path.Combine(folder, "state")), new MetricRegistry(), TimeProvider.System, NullLogger.Instance));
        node.ActivateAsync().GetAwaiter().GetResult();
        int turns = Math.Min(Outputs / (outputs * blocks), MostTurns);
        using Ed25519Private signer = Ed25519Private.Random(RandomNumberGenerator.Fill);
        for (int left = (turns * blocks) + 1; left > 0; left -= 1024) sample.Append(Math.Min(left, 1024));
        for (ulong i = 1; i < sample.Open.NumBlocks; i++) watcher.AddBlockSignature(source, i, BlockSignature.Sign(sample.Open.GetBlock(i), signer, 1_700_000_000 + i), "");
        // Of the first turn it is not known yet how many blocks there are.
        Step();
        return Step;

        void Step()
        {
            if (!node.StepAsync().GetAwaiter().GetResult()) throw new InvalidOperationException("the ledger has no more blocks");
        }
    }

    private sealed class NoPeers : IIngestPeers
    {
        public IIngestPeer Connect(IngestPeerUri uri) => throw new InvalidOperationException("there are no peers");
    }

    private sealed class Evidence(FogIngestEnclave enclave) : IIngestEvidence
    {
        private static readonly SimulatedEnclave Simulated = new(new byte[32], new byte[32]) { IsvProductId = IngestMeasurement.ProductId, IsvSvn = IngestMeasurement.SecurityVersion };

        public AttestationEvidence? Current { get; private set; }

        // Whether anybody trusts it is not what is measured.
        public Task RefreshAsync(CancellationToken cancellation = default)
        {
            using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromDays(30));
            Current = platform.Evidence(Simulated, enclave.NewReport(), RandomNumberGenerator.Fill);
            return Task.CompletedTask;
        }
    }
}
