// How a service with an enclave comes up: what the enclave measures as, what it seals with, and its evidence (fact sheets attestation §1.6, fog §2.1).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.Quotes;

/// <summary>
/// A service's enclave in its environment. First it is measured, so that the enclave can be made with the policy of its peers; then it gets
/// its evidence, which is kept fresh until this is disposed.
/// </summary>
public sealed class TeeStart : IAsyncDisposable
{
    private readonly TeeChoice _tee;
    private readonly IQuoteProvider _quotes;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private SocketsHttpHandler? _http;
    private ICollateralSource? _collateral;
    private EvidenceCache? _cache;

    private TeeStart(TeeChoice tee, IQuoteProvider quotes, Measurement measurement, TimeProvider time, ILoggerFactory loggers) =>
        (_tee, _quotes, Measurement, _time, _loggers) = (tee, quotes, measurement, time, loggers);

    /// <summary>What the enclave is measured as.</summary>
    public Measurement Measurement { get; }

    /// <summary>By which the enclave judges its own evidence and others of its kind: that of the very same measurement, without a clock.</summary>
    public VerificationPolicy PeerPolicy => Measurement.PeerPolicy(TimePolicy.None);

    /// <summary>Measures.</summary>
    /// <param name="tee">The environment.</param>
    /// <param name="enclave">What a simulated enclave is measured by.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="HostingException">The environment does not tell.</exception>
    public static async Task<TeeStart> BeginAsync(
        TeeChoice tee, EnclaveDescription enclave, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tee);
        ArgumentNullException.ThrowIfNull(time);
        IQuoteProvider quotes = tee.CreateProvider(enclave, time, loggers);
        try
        {
            return new TeeStart(tee, quotes, await quotes.MeasureAsync(cancellationToken).ConfigureAwait(false), time, loggers);
        }
        catch (QuoteException e)
        {
            throw new HostingException($"{TeeFlags.SgxMode.Title}: this enclave's measurement cannot be told: {e.Message}", e);
        }
    }

    /// <summary>What seals the enclave's secrets.</summary>
    /// <exception cref="HostingException">Simulation without a key file.</exception>
    public ISealer CreateSealer() => _tee.CreateSealer(_loggers);

    /// <summary>Gets the enclave's evidence, once it has its keys; from then on it is kept fresh.</summary>
    /// <param name="owner">The enclave.</param>
    /// <param name="metrics">Gets the gauge of the last refresh.</param>
    /// <param name="onUpdate">Told of all evidence that the enclave takes: the time of it, in seconds since 1970.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The evidence; disposed with this.</returns>
    /// <exception cref="HostingException">There is none, or the enclave's own policy refuses it: do not start on this platform.</exception>
    /// <exception cref="InvalidOperationException">It has some already.</exception>
    public async Task<EvidenceCache> AttestAsync(
        IEvidenceOwner owner, MetricRegistry metrics, Action<long>? onUpdate = null, CancellationToken cancellationToken = default)
    {
        if (_cache is not null) throw new InvalidOperationException("The enclave has its evidence already");
        _http = new SocketsHttpHandler();
        _collateral = _tee.CreateCollateral(_http, _time, _loggers);
        _cache = new EvidenceCache(owner, new EvidenceSource(_quotes, _collateral, _time), _time, metrics, _loggers.CreateLogger<EvidenceCache>())
        {
            OnUpdate = onUpdate,
        };
        await _cache.StartAsync(cancellationToken).ConfigureAwait(false);
        LogMessages.Obtained(_loggers.CreateLogger(LogMessages.Category), _quotes.Kind, Measurement);
        return _cache;
    }

    /// <summary>Ends the refreshing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_cache is not null) await _cache.DisposeAsync().ConfigureAwait(false);
        (_collateral as IDisposable)?.Dispose();
        _http?.Dispose();
    }
}
