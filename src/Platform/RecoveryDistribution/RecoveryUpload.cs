// Uploading a recovery database, what is new each time (fact sheet fog §0.1, fog_lmdb_recovery_distribution_upload).
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.ObjectStores;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Rows;

namespace MobileCoin.RecoveryDistribution;

/// <summary>
/// Uploads the rows of a recovery database to an archive. It goes on where it was interrupted: the state file says where, or, without one, the archive
/// itself. One at a time for an archive.
/// </summary>
public sealed class RecoveryUpload : IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);

    private readonly IRowSource _source;
    private readonly IArchiveStore _store;
    private readonly string _destination;
    private readonly string? _stateFile;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private UploadState? _state;

    /// <summary>An upload.</summary>
    /// <param name="db">The database.</param>
    /// <param name="destination">The archive.</param>
    /// <param name="stateFile">What it remembers is kept here; null: nowhere.</param>
    /// <param name="variable">The environment, for buckets.</param>
    /// <param name="logger">The log.</param>
    /// <param name="time">The clock.</param>
    public RecoveryUpload(IRecoveryDb db, DistributionUri destination, string? stateFile, Func<string, string?> variable, ILogger logger, TimeProvider time)
        : this((IRowSource)db, ArchiveStores.Open(destination, variable), NameOf(destination), stateFile, logger, time)
    {
    }

    internal RecoveryUpload(IRowSource source, IArchiveStore store, string destination, string? stateFile, ILogger logger, TimeProvider time) =>
        (_source, _store, _destination, _stateFile, _logger, _time) = (source, store, destination, stateFile, logger, time);

    /// <summary>About how many bytes of blocks a segment holds.</summary>
    internal long SegmentBytes { get; init; } = 8 << 20;

    /// <summary>Uploads what is new since the last time.</summary>
    /// <returns>How many segments that took.</returns>
    /// <exception cref="RecoveryDistributionException">Archive, state file and database do not go together, or are damaged.</exception>
    /// <exception cref="RecoveryDbException">The database cannot be read.</exception>
    /// <exception cref="ArchiveStoreException">The archive cannot be read or written just now.</exception>
    public async Task<int> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            IRowSnapshot rows = await _source.BeginSnapshotAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                if (_state is null) _state = await FitAsync(await FindStateAsync(cancellationToken).ConfigureAwait(false), rows, cancellationToken).ConfigureAwait(false);
                return await UploadAsync(rows, cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            // What was written although it failed is found again.
            _state = null;
            throw;
        }
    }

    /// <summary>Uploads again and again, until it is cancelled. What may come back, database or archive, is waited for.</summary>
    /// <param name="every">How often to look for something new.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RecoveryDistributionException">Archive, state file and database do not go together, or are damaged.</exception>
    public async Task RunAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        if (every < LeastPause) every = LeastPause;
        while (true)
        {
            try
            {
                await RunOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RecoveryDbException or ArchiveStoreException)
            {
                DistributionLog.Failed(_logger, _store.Name, e.Message);
            }
            await Task.Delay(every, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private async Task<UploadState> FindStateAsync(CancellationToken cancellationToken)
    {
        UploadState? state = _stateFile is null ? null : await UploadState.LoadAsync(_stateFile, cancellationToken).ConfigureAwait(false);
        if (state is not null && state.Destination != _destination)
        {
            throw new RecoveryDistributionException($"{_stateFile}: the state of an upload to {state.Destination}, and this one is to {_destination}");
        }
        ulong last = state?.Number ?? await ArchiveReader.FindLastAsync(_store, cancellationToken).ConfigureAwait(false);
        if (last > 0)
        {
            (Segment segment, byte[] hash) = await ArchiveReader.ReadAsync(_store, last, cancellationToken).ConfigureAwait(false)
                ?? throw new RecoveryDistributionException($"{_stateFile}: {_store.Name} has no segment {last}, which was uploaded: another archive, or one that lost it");
            if (state is not null && !hash.AsSpan().SequenceEqual(state.Hash)) throw new RecoveryDistributionException($"{_stateFile}: segment {last} of {_store.Name} is another than the one that was uploaded");
            state ??= new UploadState { Destination = _destination, ArchiveId = segment.ArchiveId }.After(segment, hash);
        }
        state ??= new UploadState { Destination = _destination, ArchiveId = RandomNumberGenerator.GetBytes(Segment.ArchiveIdSize) };
        // Written, and the process died before it could remember.
        while (await ArchiveReader.ReadAsync(_store, state.Number + 1, cancellationToken).ConfigureAwait(false) is { } next)
        {
            // Of a new archive nothing is there but what this upload began without remembering.
            ReadOnlySpan<byte> archive = state.Number == 0 ? next.Segment.ArchiveId : state.ArchiveId;
            ArchiveReader.RequireNext(_store, next.Segment, archive, state.Hash);
            state = state.After(next.Segment, next.Hash);
        }
        DistributionLog.Starts(_logger, _store.Name, state.Number);
        return state;
    }

    /// <summary>Requires that the database is the one that was uploaded, and finds blocks that came in behind others.</summary>
    private async Task<UploadState> FitAsync(UploadState state, IRowSnapshot rows, CancellationToken cancellationToken)
    {
        const string other = "the recovery database is another than the one that was uploaded there, or older";
        IReadOnlyList<EventRow> events = state.LastEventId == 0 ? [] : await rows.EventsAsync(state.LastEventId, cancellationToken).ConfigureAwait(false);
        if (state.LastEventId > 0 && (events.Count == 0 || events[0].Id != state.LastEventId))
        {
            throw new RecoveryDistributionException($"{_store.Name}: {other}: it has no event {state.LastEventId}");
        }
        foreach ((Curve25519.CompressedRistretto key, KeyPosition position) in state.Positions.ToArray())
        {
            ulong count = await rows.CountBlocksAsync(key, position.Last, cancellationToken).ConfigureAwait(false);
            if (count < position.Count) throw new RecoveryDistributionException($"{_store.Name}: {other}: of ingress key {key} it has {count} blocks up to {position.Last}, and {position.Count} were uploaded");
            if (count > position.Count) state.Positions.Remove(key); // all of them again: a restoration takes each once
        }
        return state;
    }

    private async Task<int> UploadAsync(IRowSnapshot rows, CancellationToken cancellationToken)
    {
        UploadState state = _state!;
        IReadOnlyList<IngressKeyRow> keys = await rows.KeysAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvocationRow> invocations = await rows.InvocationsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ReportRow> reports = await rows.ReportsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<EventRow> events = await rows.EventsAsync(state.LastEventId + 1, cancellationToken).ConfigureAwait(false);
        var draft = new Draft(state)
        {
            Keys = [.. keys.Where(k => state.Keys.GetValueOrDefault(k.Key) != Segment.HashOf(k))],
            Invocations = [.. invocations.Where(i => state.Invocations.GetValueOrDefault(i.Id) != Segment.HashOf(i))],
        };
        int written = 0;
        foreach (IngressKeyRow key in keys)
        {
            while (await rows.BlocksAsync(key.Key, draft.After(key.Key), SegmentBytes - draft.Bytes, cancellationToken).ConfigureAwait(false) is { Count: > 0 } blocks)
            {
                draft.Add(blocks);
                if (draft.Bytes < SegmentBytes) continue;
                await WriteAsync(draft.ToSegment(_state!, isComplete: false), cancellationToken).ConfigureAwait(false);
                draft = new Draft(_state!);
                written++;
            }
        }
        bool isNew = _state!.Number == 0, newReports = Segment.HashOf(reports) != state.Reports;
        bool nothing = draft.IsEmpty && events.Count == 0 && (isNew ? reports.Count == 0 : !newReports && _state.IsComplete);
        if (nothing) return written;
        await WriteAsync(draft.ToSegment(_state!, isComplete: true, events, newReports ? reports : null), cancellationToken).ConfigureAwait(false);
        return written + 1;
    }

    private async Task WriteAsync(Segment segment, CancellationToken cancellationToken)
    {
        byte[] file = segment.Encode();
        string path = Segment.PathOf(segment.Number);
        if (await _store.ExistsAsync(path, cancellationToken).ConfigureAwait(false))
        {
            throw new RecoveryDistributionException($"{_store.Name}: {path} is there already: another upload goes to the same archive");
        }
        await _store.WriteAsync(path, file, cancellationToken).ConfigureAwait(false);
        UploadState state = _state!.After(segment, Segment.HashOf(file));
        if (_stateFile is not null) await state.SaveAsync(_stateFile, cancellationToken).ConfigureAwait(false);
        _state = state;
        DistributionLog.Uploaded(_logger, _store.Name, segment.Number, segment.Rows.Blocks.Count, segment.Rows.Events.Count);
    }

    private static string NameOf(DistributionUri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return destination.Bucket is null ? $"file://{destination.Path}" : $"s3://{destination.Bucket}/{destination.Path}";
    }

    /// <summary>A segment that is being gathered.</summary>
    private sealed class Draft(UploadState state)
    {
        private readonly Dictionary<Curve25519.CompressedRistretto, KeyPosition> _positions = new(state.Positions);
        private readonly List<BlockRow> _blocks = [];

        internal IReadOnlyList<IngressKeyRow> Keys { get; init; } = [];

        internal IReadOnlyList<InvocationRow> Invocations { get; init; } = [];

        internal long Bytes { get; private set; }

        internal bool IsEmpty => Keys.Count == 0 && Invocations.Count == 0 && _blocks.Count == 0;

        internal ulong? After(Curve25519.CompressedRistretto key) => _positions.TryGetValue(key, out KeyPosition position) ? position.Last : null;

        internal void Add(IReadOnlyList<BlockRow> blocks)
        {
            _blocks.AddRange(blocks);
            Bytes += blocks.Sum(b => b.Records.Length + 64L);
            Curve25519.CompressedRistretto key = blocks[0].IngressKey;
            _positions[key] = new KeyPosition(blocks[^1].Number, _positions.GetValueOrDefault(key).Count + (ulong)blocks.Count);
        }

        internal Segment ToSegment(UploadState after, bool isComplete, IReadOnlyList<EventRow>? events = null, IReadOnlyList<ReportRow>? reports = null) => new()
        {
            ArchiveId = after.ArchiveId,
            Number = after.Number + 1,
            Previous = after.Hash,
            IsComplete = isComplete,
            LastEventId = events is { Count: > 0 } ? events[^1].Id : after.LastEventId,
            Positions = _positions,
            HasReports = reports is not null,
            Rows = new RowBatch { Keys = Keys, Invocations = Invocations, Blocks = _blocks, Events = events ?? [], Reports = reports ?? [] },
        };
    }
}
