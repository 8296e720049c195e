// How an ingest server comes up (fact sheet fog §2.1 "Start order", §2.13).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.Quotes;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogIngest;

/// <summary>Makes a server's parts from its settings, and disposes of them in reverse.</summary>
internal sealed class IngestStart : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = [];
    private readonly ProgramContext _program;
    private readonly FlagValues _values;
    private readonly ServiceHost _host;
    private readonly TeeChoice _tee;
    private readonly ILogger _logger;

    internal IngestStart(ProgramContext program, ServiceHost host, TeeChoice tee, ILogger logger) =>
        (_program, _values, _host, _tee, _logger) = (program, program.Values, host, tee, logger);

    internal ILogger Logger => _logger;

    /// <summary>The state of the last run; null if there was none that could be read.</summary>
    internal IngestSummary? Saved { get; private set; }

    /// <summary>Opens the databases, starts the enclave with the saved key, obtains evidence, and writes the state file.</summary>
    /// <exception cref="HostingException">Anything that keeps a node from starting.</exception>
    internal async Task<IngestNode> MakeAsync(CancellationToken cancellationToken)
    {
        if (RecoveryDbFlags.Warning(_values) is { } warning) IngestLog.Configuration(_logger, warning);
        IngestConfig config = Config(_values);
        IRecoveryDb db = Own(await RecoveryDbFlags.OpenAsync(_values, _host.TimeProvider, _logger, cancellationToken).ConfigureAwait(false));
        IBlockProvider blocks = Own(BlockProviderFlags.Open(_values, _host.TimeProvider, _logger, _host.Metrics));
        TeeStart tee = Own(await TeeStart.BeginAsync(_tee, Description, _host.TimeProvider, _host.Log.LoggerFactory, cancellationToken).ConfigureAwait(false));
        ISealer sealer = tee.CreateSealer();
        bool seals = sealer.Kind != TeeKind.Tdx;
        // Where nothing can be sealed, peers keep the key.
        if (!seals) IngestLog.NothingSealed(_logger);
        SealSecret seal = seals ? sealer.Seal : static (_, _) => [];
        var platform = new EnclavePlatform(RandomNumberGenerator.Fill, seal, sealer.Unseal, tee.PeerPolicy);
        var file = new StateFile(IngestFlags.StatePath(_values, _program.Surroundings.Variable));
        (FogIngestEnclave enclave, SealedIngressKey key) = StartEnclave(config, platform, file, seals);
        var metrics = new IngestMetrics(_host.Metrics);
        EvidenceCache evidence = await tee.AttestAsync(
            new EvidenceOwner(enclave.NewReport, enclave.VerifyAttestationEvidence), _host.Metrics, metrics.EvidenceTimestamp, cancellationToken).ConfigureAwait(false);
        var peers = new GrpcIngestPeers(enclave, _host.TimeProvider);
        Own(new Owned(peers));
        var node = new IngestNode(config, new IngestParts(
            enclave, key, db, blocks, peers, new CachedEvidence(evidence), file, _host.Metrics, _host.TimeProvider, _logger));
        await TryAsync(() => Saved is null ? Task.CompletedTask : node.RestoreAsync(Saved, cancellationToken)).ConfigureAwait(false);
        await TryAsync(() =>
        {
            node.SaveState();
            return Task.CompletedTask;
        }).ConfigureAwait(false);
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out IAsyncDisposable? part)) await part.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>What the enclave is.</summary>
    internal static EnclaveDescription Description { get; } = new("fog-ingest", BuildInformation.Current.Version)
    {
        ProductId = IngestMeasurement.ProductId,
        SecurityVersion = IngestMeasurement.SecurityVersion,
    };

    /// <summary>The settings that the flags make.</summary>
    /// <exception cref="HostingException">The peers are wrong.</exception>
    internal static IngestConfig Config(FlagValues values)
    {
        string own = values.Get(IngestFlags.LocalNodeId);
        List<IngestPeerUri> peers = [.. values.Find(IngestFlags.Peers) ?? []];
        try
        {
            if (peers.Count == 0) peers.Add(IngestPeerUri.FromResponderId(own, useTls: true));
            if (values.Find(IngestFlags.PrimaryNodeUri) is { } primary)
            {
                if (peers.TrueForAll(p => p.ResponderId != primary.ResponderId)) peers.Add(primary);
                if (peers.TrueForAll(p => p.ResponderId != own)) peers.Add(IngestPeerUri.FromResponderId(own, primary.UseTls));
            }
            return new IngestConfig
            {
                LocalNodeId = new ResponderId(own),
                Peers = PeerSet.OfDistinct(peers, own),
                FogReportId = values.Get(IngestFlags.FogReportId),
                PubkeyExpiryWindow = values.Get(IngestFlags.PubkeyExpiryWindow),
                MaxTransactions = values.Get(IngestFlags.MaxTransactions),
                UserCapacity = values.Get(IngestFlags.UserCapacity),
                PeerCheckupPeriod = values.Get(IngestFlags.PeerCheckupPeriod),
                WatcherTimeout = values.Get(IngestFlags.WatcherTimeout),
                PollInterval = values.Get(IngestFlags.PollInterval),
            };
        }
        catch (Exception e) when (e is IngestException or UriException)
        {
            throw new HostingException($"{IngestFlags.Peers.Title}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Starts the enclave with the key of the state file. A file that is no state, or whose key does not unseal here, is kept under another name, and the
    /// enclave starts with a new key: the operator decides what becomes of the old one.
    /// </summary>
    private (FogIngestEnclave Enclave, SealedIngressKey Key) StartEnclave(IngestConfig config, EnclavePlatform platform, StateFile file, bool seals)
    {
        IngestStateFile? state = file.Read(seals, out string? damage);
        if (damage is not null) IngestLog.StateSetAside(_logger, file.Path, file.SetAside(), damage);
        FogIngestEnclave enclave = NewEnclave(platform);
        IngestStarted started;
        try
        {
            started = Initialize(enclave, state is { } known && seals ? known.SealedIngressKey.Memory : default);
        }
        catch (EnclaveException e) when (state is not null && IsOfTheSavedKey(e))
        {
            IngestLog.StateSetAside(_logger, file.Path, file.SetAside(), e.Message);
            state = null;
            enclave = NewEnclave(platform);
            started = Start(() => Initialize(enclave, default));
        }
        catch (EnclaveException e)
        {
            throw new HostingException($"the enclave does not start: {e.Message}", e);
        }
        Saved = state?.Summary;
        IngestLog.EnclaveStarted(_logger, string.Join(' ', started.TargetFeatures), started.IngressKey.PublicKey.Encoding.ToString());
        return (enclave, started.IngressKey);

        IngestStarted Initialize(FogIngestEnclave enclave, ReadOnlyMemory<byte> sealedKey) =>
            enclave.Initialize(new IngestInit(config.LocalNodeId, sealedKey, config.UserCapacity));
    }

    private FogIngestEnclave NewEnclave(EnclavePlatform platform)
    {
        var enclave = new FogIngestEnclave(platform);
        Own(new Owned(enclave));
        return enclave;
    }

    /// <summary>Whether the saved key is another environment's, or damaged; not where there is no key to unseal with: that may pass.</summary>
    private static bool IsOfTheSavedKey(EnclaveException e) =>
        e.Kind == EnclaveErrorKind.InvalidIngressKey
        || (e.Kind == EnclaveErrorKind.Sealing && e.InnerException is not SealException { Error: SealError.Unavailable });

    private static IngestStarted Start(Func<IngestStarted> initialize)
    {
        try
        {
            return initialize();
        }
        catch (EnclaveException e)
        {
            throw new HostingException($"the enclave does not start: {e.Message}", e);
        }
    }

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (IngestException e)
        {
            throw new HostingException(e.Error == IngestError.StateFile ? $"{IngestFlags.StateFile.Title}: {e.Message}" : e.Message, e);
        }
    }

    private T Own<T>(T part)
        where T : IAsyncDisposable
    {
        _owned.Push(part);
        return part;
    }

    private sealed class Owned(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
