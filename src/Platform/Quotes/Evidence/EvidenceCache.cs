// Keeping an enclave's evidence fresh (fact sheet attestation §1.6, §2.7).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.Quotes;

/// <summary>
/// Gets an enclave's evidence once at start, and anew when 18 hours have passed since the last success, or when a part of it is about to be
/// due for renewal. What fails is logged and tried again from the next check on.
/// </summary>
public sealed class EvidenceCache : IAsyncDisposable
{
    /// <summary>The gauge of the last refresh, in seconds since 1970. As upstream has it, the first update does not set it.</summary>
    public const string Gauge = "enclave_attestation_evidence_timestamp";

    /// <summary>How old evidence gets.</summary>
    public static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(18);

    /// <summary>How often its age is looked at.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    // How long before a document's renewal evidence is made anew; and, so that a server that serves old documents is not asked each second,
    // how old evidence gets in any case.
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly IEvidenceOwner _owner;
    private readonly EvidenceSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly GaugeFamily _gauge;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private Task? _loop;
    private State? _state;
    private bool _stopped;
    private long _failedAt;
    private TimeSpan _delay;

    /// <summary>A cache, not yet started.</summary>
    /// <param name="owner">The enclave.</param>
    /// <param name="source">Makes the evidence.</param>
    /// <param name="time">By which it is refreshed.</param>
    /// <param name="metrics">Gets the gauge.</param>
    /// <param name="logger">Is told what fails.</param>
    public EvidenceCache(IEvidenceOwner owner, EvidenceSource source, TimeProvider time, MetricRegistry metrics, ILogger<EvidenceCache> logger)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(logger);
        (_owner, _source, _time, _logger) = (owner, source, time, logger);
        _gauge = metrics.Gauge(Gauge, "Unix seconds of the last refresh of the enclave's evidence");
    }

    /// <summary>The evidence that the enclave took last; null before there is some.</summary>
    public AttestationEvidence? Evidence => _state?.Evidence;

    /// <summary>When it took it.</summary>
    public DateTimeOffset? Updated => _state?.Updated;

    /// <summary>Told of all evidence that the enclave takes: the time of it, in seconds since 1970.</summary>
    internal Action<long>? OnUpdate { get; init; }

    /// <summary>Gets the first evidence, and from then on keeps it fresh until disposed.</summary>
    /// <exception cref="HostingException">There is none, or the enclave's own policy refuses it: do not start on this platform.</exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_loop is not null) throw new InvalidOperationException("The evidence cache runs already");
            _loop = Task.CompletedTask;
        }
        try
        {
            await UpdateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                _loop = null;
            }
            if (e is OperationCanceledException) throw;
            throw new HostingException($"this enclave has no evidence that its own policy accepts: {Describe(e)}", e);
        }
        lock (_gate)
        {
            if (!_stopped) _loop = Task.Run(RunAsync, CancellationToken.None);
        }
    }

    /// <summary>Gets new evidence now: what the enclave's evidence commits to has changed.</summary>
    /// <exception cref="Exception">There is none, or the enclave refuses it: the evidence from before stays.</exception>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken = default)
    {
        if (_state is null) throw new InvalidOperationException("The evidence cache does not run");
        await UpdateAsync(cancellationToken).ConfigureAwait(false);
        Refreshed();
    }

    /// <summary>Stops; a refresh that runs is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? loop;
        lock (_gate)
        {
            if (_stopped) return;
            _stopped = true;
            loop = _loop;
        }
        await _stop.CancelAsync().ConfigureAwait(false);
        if (loop is not null) await loop.ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(CheckInterval, _time, _stop.Token).ConfigureAwait(false);
                if (IsDue()) await TryRefreshAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // Told to stop: what a refresh that was given up throws is of no interest.
        }
    }

    private bool IsDue()
    {
        State state = _state!;
        if (_delay > TimeSpan.Zero && _time.GetElapsedTime(_failedAt) < _delay) return false;
        TimeSpan age = _time.GetElapsedTime(state.Timestamp);
        return age >= RefreshInterval || (age >= RenewalMargin && state.NextUpdate is { } next && _time.GetUtcNow() >= next - RenewalMargin);
    }

    private void Refreshed()
    {
        _delay = TimeSpan.Zero;
        _gauge.With().Value = _state!.Updated.ToUnixTimeSeconds();
        LogMessages.Refreshed(_logger);
    }

    private async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await UpdateAsync(cancellationToken).ConfigureAwait(false);
            Refreshed();
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Evidence that is there stays in use: whether it is too old is for those to say who look at it.
            _failedAt = _time.GetTimestamp();
            _delay = _delay == TimeSpan.Zero ? CheckInterval : _delay * 2 > LongestDelay ? LongestDelay : _delay * 2;
            LogMessages.RefreshFailed(_logger, Describe(e), _delay.TotalSeconds);
        }
    }

    private async Task UpdateAsync(CancellationToken cancellationToken)
    {
        // One at a time: of two the older must not come last.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            EnclaveReportDataContents contents = _owner.NewReport();
            AttestationEvidence evidence = await _source.GetAsync(contents, cancellationToken).ConfigureAwait(false);
            VerificationResult? verdict = _owner.AcceptEvidence(evidence);
            _state = new State(evidence, _time.GetTimestamp(), _time.GetUtcNow(), verdict?.NextUpdate);
            OnUpdate?.Invoke(_state.Updated.ToUnixTimeSeconds());
            if (verdict is { IsOverdue: true }) LogMessages.Overdue(_logger, verdict.NextUpdate);
        }
        finally
        {
            _one.Release();
        }
    }

    private static string Describe(Exception e) =>
        e is AttestException { Verification: { } verification }
            ? string.Join("; ", verification.Outcomes.Where(o => !o.Passed).SelectMany(o => o.Parts.Count == 0 ? [o] : o.Parts.Where(p => !p.Passed)))
            : e.Message;

    private sealed record State(AttestationEvidence Evidence, long Timestamp, DateTimeOffset Updated, DateTimeOffset? NextUpdate);
}
