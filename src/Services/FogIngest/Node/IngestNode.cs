// An ingest node without its ports: the controller of fact sheet fog §2.8-2.13. Operations that take long wait for each other's turn; what the
// node says of itself is a snapshot, so that it answers while a block is worked on, or a database is waited for.
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.FogIngest;

/// <summary>What an ingest node works with. It owns none of it.</summary>
/// <param name="Enclave">Initialized, with evidence.</param>
/// <param name="IngressKey">The enclave's ingress key as its start, or the change after it, gave it.</param>
/// <param name="RecoveryDb">Where records go.</param>
/// <param name="Blocks">Where outputs come from.</param>
/// <param name="Peers">The way to the cluster's other nodes.</param>
/// <param name="Evidence">What is published.</param>
/// <param name="StateStore">Where the state is kept.</param>
/// <param name="Metrics">Where it counts.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log.</param>
public sealed record IngestParts(
    IIngestEnclave Enclave, SealedIngressKey IngressKey, IRecoveryDb RecoveryDb, IBlockProvider Blocks, IIngestPeers Peers, IIngestEvidence Evidence,
    IIngestStateStore StateStore, MetricRegistry Metrics, TimeProvider Time, ILogger Logger);

/// <summary>
/// An ingest node. Its operations throw <see cref="IngestException"/> and may be called at any time by any thread;
/// <see cref="StepAsync"/> and <see cref="CheckPeersAsync"/> are what its loops do.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "a semaphore that nobody waits on with a handle holds nothing")]
public sealed partial class IngestNode
{
    private readonly IngestConfig _config;
    private readonly IIngestEnclave _enclave;
    private readonly IRecoveryDb _db;
    private readonly IBlockProvider _blocks;
    private readonly IIngestPeers _peers;
    private readonly IIngestEvidence _evidence;
    private readonly IIngestStateStore _store;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Whose turn it is: of operations that change keys or mode, and of blocks.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Guards changes of the state, none of which waits.</summary>
    private readonly Lock _gate = new();

    /// <summary>Guards the state's file: the last write is of the last state.</summary>
    private readonly Lock _saving = new();

    private volatile IngestState _state;
    private volatile bool _isSaved;

    /// <summary>An idle node.</summary>
    public IngestNode(IngestConfig config, IngestParts parts)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parts);
        _config = config;
        (_enclave, _, _db, _blocks, _peers, _evidence, _store, _, _time, _logger) = parts;
        _metrics = new IngestMetrics(parts.Metrics);
        _state = new IngestState
        {
            Mode = IngestControllerMode.Idle,
            NextBlockIndex = 0,
            PubkeyExpiryWindow = config.PubkeyExpiryWindow,
            Peers = config.Peers,
            IngressKey = parts.IngressKey.PublicKey,
            SealedIngressKey = parts.IngressKey.Sealed,
            EgressKey = parts.Enclave.GetKexRngPubkey(),
        };
        _metrics.Mode(_state.Mode);
    }

    /// <summary>The enclave, for its sessions with peers.</summary>
    internal IIngestEnclave Enclave => _enclave;

    internal IngestState State => _state;

    /// <summary>What the node says of itself. Waits for nothing.</summary>
    public IngestSummary GetStatus() => _state.Summary();

    /// <summary>Writes the state file.</summary>
    /// <exception cref="IngestException"><see cref="IngestError.StateFile"/>: it cannot be written.</exception>
    public void SaveState()
    {
        lock (_saving) Save(_state);
    }

    /// <summary>Writes the state file; if that fails, it is tried again with the next change.</summary>
    private void TrySaveState()
    {
        try
        {
            SaveState();
        }
        catch (IngestException e)
        {
            IngestLog.StateNotSaved(_logger, e.Message);
        }
    }

    private void Save(IngestState state)
    {
        _isSaved = false;
        _store.Write(new IngestStateFile { Summary = state.Summary(), SealedIngressKey = Google.Protobuf.ByteString.CopyFrom(state.SealedIngressKey.Span) });
        _isSaved = true;
    }

    private IngestState Update(Func<IngestState, IngestState> change)
    {
        IngestState before, after;
        lock (_gate)
        {
            before = _state;
            _state = after = change(before);
            if (before.Mode != after.Mode) _metrics.Mode(after.Mode);
        }
        if (before.Mode != after.Mode) IngestLog.ModeChanged(_logger, after.Mode, after.NextBlockIndex);
        return after;
    }

    private void RequireIdle()
    {
        if (_state.IsActive) throw NotIdle();
    }

    private static IngestException NotIdle() => new(IngestError.ServerNotIdle, "the node is active");

    /// <summary>Does something when it is this caller's turn.</summary>
    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
