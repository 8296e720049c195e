// A node of a cluster in memory, with its enclave and its state file.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest.Test;

internal sealed class TestNode : IDisposable
{
    private readonly World _world;

    private TestNode(World world, string id, IngestConfig config, SealedIngressKey key, FogIngestEnclave enclave, StateFile file)
    {
        (_world, Id, Enclave, File, Config) = (world, id, enclave, file, config);
        Evidence = new TestEvidence(enclave);
        (IRecoveryDb db, Faults) = FaultyDb.Of(world.Db);
        FaultyEnclave = new FaultyEnclave(enclave);
        Node = new IngestNode(config, new IngestParts(
            FaultyEnclave, key, db, world.Blocks, world.Network.For(enclave), Evidence, file, Metrics, world.Time, NullLogger.Instance));
    }

    internal string Id { get; }

    internal FogIngestEnclave Enclave { get; }

    internal FaultyEnclave FaultyEnclave { get; }

    internal TestEvidence Evidence { get; }

    internal StateFile File { get; }

    internal IngestConfig Config { get; }

    internal FaultyDb Faults { get; }

    internal MetricRegistry Metrics { get; } = new();

    internal IngestNode Node { get; }

    internal bool IsActive => Node.GetStatus().Mode == IngestControllerMode.Active;

    internal RistrettoPublic Key => Enclave.GetIngressPublicKey();

    /// <summary>Starts a node as the server does, with what its state file holds.</summary>
    internal static async Task<TestNode> StartAsync(World world, string id, string[] peers, Func<IngestConfig, IngestConfig>? change = null)
    {
        var config = new IngestConfig { LocalNodeId = new ResponderId(id), Peers = PeerSet.OfTexts(peers.Select(UriOf), id), UserCapacity = 4096 };
        config = change?.Invoke(config) ?? config;
        var file = new StateFile(Path.Combine(world.Folder, id.Replace(':', '-')));
        IngestStateFile? saved = file.Read(sealedKey: true, out string? damage);
        Assert.Null(damage);
        var enclave = new FogIngestEnclave(new EnclavePlatform(world.Random, Seal, Seal, TestEvidence.Policy));
        IngestStarted started = enclave.Initialize(new IngestInit(config.LocalNodeId, saved?.SealedIngressKey.Memory ?? default, config.UserCapacity));
        var node = new TestNode(world, id, config, started.IngressKey, enclave, file);
        await node.Evidence.RefreshAsync();
        if (saved is not null) await world.Time.RunAsync(() => node.Node.RestoreAsync(saved.Summary));
        node.Node.SaveState();
        world.Network.Nodes[id] = node.Node;
        return node;
    }

    internal static string UriOf(string id) => $"insecure-igp://{id}/";

    internal Task<bool> StepAsync() => _world.Time.RunAsync(() => Node.StepAsync());

    /// <summary>Does all blocks that are there.</summary>
    internal async Task RunAsync()
    {
        while (await StepAsync())
        {
        }
    }

    /// <summary>Ends as a process does that is killed: no other node can reach it any more.</summary>
    public void Dispose()
    {
        if (_world.Network.Nodes.GetValueOrDefault(Id) == Node) _world.Network.Nodes.TryRemove(Id, out _);
        Enclave.Dispose();
        Metrics.Dispose();
    }

    // Enough to tell that it went through.
    private static byte[] Seal(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> label) => [.. secret.ToArray().Select(b => (byte)~b)];
}

/// <summary>Simulated evidence, made when it is asked for.</summary>
internal sealed class TestEvidence(FogIngestEnclave enclave) : IIngestEvidence
{
    private static readonly SimulatedEnclave Measured =
        new([.. Enumerable.Repeat((byte)1, 32)], new byte[32]) { IsvProductId = IngestMeasurement.ProductId, IsvSvn = IngestMeasurement.SecurityVersion };

    private static readonly SimulatedPlatform Platform =
        new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30));

    internal static VerificationPolicy Policy { get; } =
        new([new TrustedMrEnclaveIdentity(Measured.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };

    public AttestationEvidence? Current { get; set; }

    internal bool Fails { get; set; }

    /// <summary>Whether what is asked for never comes: the evidence stays as it was.</summary>
    internal bool IsStale { get; set; }

    internal int Refreshes { get; private set; }

    public Task RefreshAsync(CancellationToken cancellation = default)
    {
        Refreshes++;
        if (Fails) throw new InvalidOperationException("the quoting enclave is away");
        if (IsStale) return Task.CompletedTask;
        lock (Platform)
        {
            AttestationEvidence evidence = Platform.Evidence(Measured, enclave.NewReport(), RandomNumberGenerator.Fill);
            enclave.VerifyAttestationEvidence(evidence);
            Current = evidence;
        }
        return Task.CompletedTask;
    }
}

/// <summary>An enclave that a test can look into and let fail.</summary>
internal sealed class FaultyEnclave(FogIngestEnclave enclave) : IIngestEnclave
{
    internal Action<IReadOnlyList<TxsForIngest>> BeforeIngest { get; set; } = static _ => { };

    internal Func<IReadOnlyList<IngestedTxs>, IReadOnlyList<IngestedTxs>> AfterIngest { get; set; } = static answers => answers;

    /// <summary>Outputs of each call.</summary>
    internal List<int> Calls { get; } = [];

    public IngestStarted Initialize(IngestInit init) => enclave.Initialize(init);

    public SealedIngressKey NewKeys() => enclave.NewKeys();

    public KexRngPubkey NewEgressKey() => enclave.NewEgressKey();

    public RistrettoPublic GetIngressPublicKey() => enclave.GetIngressPublicKey();

    public SealedIngressKey GetSealedIngressPrivateKey() => enclave.GetSealedIngressPrivateKey();

    public ExportedIngressKey GetIngressPrivateKey(ChannelId peer) => enclave.GetIngressPrivateKey(peer);

    public ImportedIngressKey SetIngressPrivateKey(EnclaveMessage message) => enclave.SetIngressPrivateKey(message);

    public KexRngPubkey GetKexRngPubkey() => enclave.GetKexRngPubkey();

    public IngestedTxs IngestTxs(TxsForIngest txs) => IngestTxs([txs])[0];

    public IReadOnlyList<IngestedTxs> IngestTxs(IReadOnlyList<TxsForIngest> chunks)
    {
        BeforeIngest(chunks);
        Calls.Add(chunks.Sum(c => c.TxOuts.Count));
        return AfterIngest(enclave.IngestTxs(chunks));
    }

    public X25519Public GetIdentity() => enclave.GetIdentity();

    public byte[] PeerInit(ResponderId peer) => enclave.PeerInit(peer);

    public AcceptedSession PeerAccept(ReadOnlySpan<byte> message) => enclave.PeerAccept(message);

    public ConnectedPeer PeerConnect(ResponderId peer, ReadOnlySpan<byte> response) => enclave.PeerConnect(peer, response);

    public void PeerClose(ChannelId session) => enclave.PeerClose(session);

    public EnclaveReportDataContents NewReport() => enclave.NewReport();

    public VerificationResult VerifyAttestationEvidence(AttestationEvidence evidence) => enclave.VerifyAttestationEvidence(evidence);

    public AttestationEvidence GetAttestationEvidence() => enclave.GetAttestationEvidence();
}
