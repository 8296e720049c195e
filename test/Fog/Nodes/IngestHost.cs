// An ingest server in a simulated Fog: what outlives its process, and its lives.
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.FogIngest;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.Fog;

internal sealed class IngestHost : IDisposable
{
    private readonly SimFog _fog;
    private readonly int _capacity;
    private readonly int _chunk;
    private readonly PeerSet _peers;
    private FogIngestEnclave? _enclave;
    private MetricRegistry? _metrics;

    internal IngestHost(string name, IEnumerable<string> peers, string reportId, int capacity, int chunk, SimFog fog)
    {
        (Name, ReportId, _capacity, _chunk, _fog) = (name, reportId, capacity, chunk, fog);
        _peers = PeerSet.OfTexts(peers, Id);
        Copy = new ChainCopy(fog.Chain);
    }

    internal string Name { get; }

    internal string ReportId { get; }

    internal string Id => $"{Name}:8090";

    internal string Uri => UriOf(Name);

    /// <summary>Its copy of the ledger.</summary>
    internal ChainCopy Copy { get; }

    /// <summary>The present life; null before the first.</summary>
    internal Actor? Actor { get; private set; }

    internal bool IsUp => Actor is { IsDead: false };

    internal IngestNode? Node { get; private set; }

    internal IIngestEnclave Enclave => _enclave!;

    /// <summary>What it is doing; null if nothing.</summary>
    internal Operation? Busy { get; set; }

    /// <summary>What is on its disk.</summary>
    internal byte[]? StateFile { get; set; }

    internal int Lives { get; private set; }

    /// <summary>Whether others can reach it.</summary>
    internal bool IsCut { get; set; }

    internal IngestSummary Status => Node!.GetStatus();

    internal bool IsActive => IsUp && Node is not null && Status.Mode == IngestControllerMode.Active;

    /// <summary>The ingress key in its enclave; null while there is none.</summary>
    internal string? IngressKey => IsUp && Node is not null ? Convert.ToHexStringLower(Status.IngressPubkey.Data.Span) : null;

    internal static string UriOf(string name) => $"insecure-igp://{name}:8090/";

    /// <summary>Begins a life, with the state of the last if it is still there.</summary>
    internal async Task StartAsync()
    {
        RandomFill random = SeededRandom.Stream(_fog.Seed, _fog.Plants.RepeatsRandomness ? Name : Actor!.Name);
        IngestStateFile? state = StateFile is null ? null : IngestStateFile.Parser.ParseFrom(StateFile);
        _enclave = new FogIngestEnclave(new EnclavePlatform(random, SimMachine.Seal, SimMachine.Unseal, _fog.IngestMachine.Policy));
        IngestStarted started = _enclave.Initialize(new IngestInit(new ResponderId(Id), state?.SealedIngressKey.Memory ?? default, _capacity));
        var evidence = new SimEvidence(_enclave, _fog.IngestMachine, random);
        await evidence.RefreshAsync();
        var config = new IngestConfig
        {
            LocalNodeId = new ResponderId(Id),
            Peers = _peers,
            FogReportId = ReportId,
            PubkeyExpiryWindow = _fog.ExpiryWindow,
            MaxTransactions = _chunk,
            UserCapacity = _capacity,
            OutputsPerTurn = 64,
            BlocksPerTurn = 8,
        };
        _metrics = new MetricRegistry();
        var node = new IngestNode(config, new IngestParts(
            _enclave, started.IngressKey, _fog.Reach(Actor!, _fog.Plants), new ChainView(Copy, Actor!, _fog.Clock), new SimIngestPeers(this, _fog), evidence,
            new Disk(this, Actor!), _metrics, _fog.Clock, NullLogger.Instance));
        Node = node;
        if (state is not null) await node.RestoreAsync(state.Summary, Actor!.Life);
        try
        {
            node.SaveState();
        }
        catch (IngestException)
        {
            // It is written with the next change.
        }
    }

    /// <summary>The process is new; nothing of the one before reaches anybody.</summary>
    internal void Reborn()
    {
        Dispose();
        Node = null;
        Actor = _fog.NewActor($"{Name}/{++Lives}");
    }

    internal void Kill() => Actor?.Die();

    public void Dispose()
    {
        _enclave?.Dispose();
        _metrics?.Dispose();
        Actor?.Dispose();
    }

    private sealed class SimEvidence(FogIngestEnclave enclave, SimMachine machine, RandomFill random) : IIngestEvidence
    {
        public AttestationEvidence? Current { get; private set; }

        public Task RefreshAsync(CancellationToken cancellation = default)
        {
            AttestationEvidence evidence = machine.Evidence(enclave.NewReport(), random);
            enclave.VerifyAttestationEvidence(evidence);
            Current = evidence;
            return Task.CompletedTask;
        }
    }

    private sealed class Disk(IngestHost host, Actor actor) : IIngestStateStore
    {
        public void Write(IngestStateFile state) => actor.Call(
            "writing the state file", () => host.StateFile = state.ToByteArray(), static () => new IngestException(IngestError.StateFile, "the disk is full"));
    }
}
