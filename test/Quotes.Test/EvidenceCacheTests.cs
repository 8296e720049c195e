// Fact sheet attestation §1.6, §2.7.
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Hosting;

namespace MobileCoin.Quotes.Test;

public sealed class EvidenceCacheTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly DrivenTime _time = new();
    private readonly KeptLog _log = new();
    private readonly MetricRegistry _metrics = new();
    private readonly Owner _owner;
    private readonly Provider _provider;
    private readonly EvidenceCache _cache;

    public EvidenceCacheTests()
    {
        _provider = new Provider(new SimulatedQuoteProvider(Samples.Enclave, _time, _log));
        _owner = new Owner(_time);
        _cache = new EvidenceCache(_owner, new EvidenceSource(_provider, new SimulatedCollateral(_time), _time), _time, _metrics, _log);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_GetsEvidence_AndDoesNotSetTheGauge()
    {
        await _cache.StartAsync(Token);
        Assert.Equal(_owner.Evidence, _cache.Evidence);
        Assert.Equal(_time.GetUtcNow(), _cache.Updated);
        Assert.DoesNotContain(EvidenceCache.Gauge, _metrics.ToText(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cache.StartAsync(Token));
    }

    [Fact]
    public async Task Start_WithEvidenceThatTheOwnPolicyRefuses_Fails()
    {
        _owner.Policy = p => p with { Anchors = TrustAnchor.Production };
        HostingException e = await Assert.ThrowsAsync<HostingException>(() => _cache.StartAsync(Token));
        Assert.Contains("ChainAnchor: FAILED", e.Message, StringComparison.Ordinal);
        Assert.Null(_cache.Evidence);
        // It may be tried again.
        _owner.Policy = p => p;
        await _cache.StartAsync(Token);
        Assert.NotNull(_cache.Evidence);
    }

    [Fact]
    public async Task RefreshNow_GetsEvidenceOfWhatTheEnclaveIsNow_OrKeepsTheOld()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cache.RefreshAsync(Token));
        await _cache.StartAsync(Token);
        AttestationEvidence? first = _cache.Evidence;
        await _cache.RefreshAsync(Token);
        AttestationEvidence? second = _cache.Evidence;
        Assert.NotSame(first, second);
        Assert.Contains($"{EvidenceCache.Gauge} {_time.GetUtcNow().ToUnixTimeSeconds()}\n", _metrics.ToText(), StringComparison.Ordinal);
        _provider.Failure = new QuoteException(QuoteError.Device, "it is gone");
        await Assert.ThrowsAsync<QuoteException>(() => _cache.RefreshAsync(Token));
        Assert.Same(second, _cache.Evidence);
    }

    [Fact]
    public async Task Refresh_ComesAfter18HoursAndNotBefore()
    {
        await _cache.StartAsync(Token);
        AttestationEvidence? first = _cache.Evidence;
        await _time.StepAsync(EvidenceCache.RefreshInterval - Second);
        await _time.UntilIdleAsync();
        Assert.Same(first, _cache.Evidence);
        _time.Jump(Second);
        await _time.UntilIdleAsync();
        Assert.NotSame(first, _cache.Evidence);
        Assert.Equal(_time.GetUtcNow(), _cache.Updated);
        Assert.Contains($"{EvidenceCache.Gauge} {_time.GetUtcNow().ToUnixTimeSeconds()}\n", _metrics.ToText(), StringComparison.Ordinal);
        Assert.Equal(2, _owner.Accepted);
    }

    [Fact]
    public async Task Refresh_ComesBeforeADocumentIsDue()
    {
        _owner.NextUpdate = _time.GetUtcNow() + TimeSpan.FromHours(4);
        await _cache.StartAsync(Token);
        AttestationEvidence? first = _cache.Evidence;
        await _time.StepAsync(TimeSpan.FromHours(3) - Second);
        await _time.UntilIdleAsync();
        Assert.Same(first, _cache.Evidence);
        await _time.StepAsync(Second);
        await _time.UntilIdleAsync();
        Assert.NotSame(first, _cache.Evidence);
        // A server that still has the old document is not asked each second.
        await _time.StepAsync(Second);
        await _time.UntilIdleAsync();
        Assert.Equal(2, _owner.Accepted);
    }

    [Fact]
    public async Task Refresh_ThatFails_IsLoggedAndTriedAgain()
    {
        await _cache.StartAsync(Token);
        AttestationEvidence? first = _cache.Evidence;
        _provider.Failure = new QuoteException(QuoteError.Device, "it is gone");
        await _time.StepAsync(EvidenceCache.RefreshInterval);
        await _time.UntilIdleAsync();
        Assert.Same(first, _cache.Evidence);
        Assert.Contains(_log.Lines, l => l.Level == LogLevel.Error && l.Text.Contains("it is gone", StringComparison.Ordinal));
        int asked = _provider.Asked;
        await _time.StepAsync(Second);
        await _time.UntilIdleAsync();
        Assert.Equal(asked + 1, _provider.Asked);
        // The next tries come at growing distances.
        await _time.StepAsync(Second);
        await _time.UntilIdleAsync();
        Assert.Equal(asked + 1, _provider.Asked);
        _provider.Failure = null;
        await _time.StepAsync(Second);
        await _time.UntilIdleAsync();
        Assert.NotSame(first, _cache.Evidence);
        Assert.Contains(EvidenceCache.Gauge, _metrics.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BusyDevice_IsAskedSevenTimes()
    {
        _provider.Failure = new QuoteException(QuoteError.Busy, "busy");
        Task start = _cache.StartAsync(Token);
        DateTimeOffset began = _time.GetUtcNow();
        foreach (int seconds in (int[])[1, 1, 2, 3, 5, 8])
        {
            await _time.StepAsync(TimeSpan.FromSeconds(seconds));
            Assert.True(seconds == 8 || !start.IsCompleted);
        }
        await Assert.ThrowsAsync<HostingException>(() => start);
        Assert.Equal(EvidenceSource.Tries, _provider.Asked);
        Assert.Equal(TimeSpan.FromSeconds(20), _time.GetUtcNow() - began);
    }

    [Fact]
    public async Task BusyDevice_ThatGetsFree_GivesAQuote()
    {
        _provider.Failure = new QuoteException(QuoteError.Busy, "busy");
        Task start = _cache.StartAsync(Token);
        await _time.UntilIdleAsync();
        _provider.Failure = null;
        _time.Jump(Second);
        await start;
        Assert.Equal(2, _provider.Asked);
    }

    [Fact]
    public async Task Dispose_StopsTheChecks()
    {
        await _cache.StartAsync(Token);
        await _time.UntilIdleAsync();
        await _cache.DisposeAsync();
        _time.Jump(EvidenceCache.RefreshInterval);
        Assert.Equal(1, _owner.Accepted);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _cache.StartAsync(Token));
    }

    [Fact]
    public async Task Dispose_WhileADeviceIsBusy_DoesNotWait()
    {
        await _cache.StartAsync(Token);
        _provider.Failure = new QuoteException(QuoteError.Busy, "busy");
        await _time.StepAsync(EvidenceCache.RefreshInterval);
        await _time.UntilIdleAsync();
        await _cache.DisposeAsync();
        Assert.DoesNotContain(_log.Lines, l => l.Level == LogLevel.Error);
    }

    public async ValueTask DisposeAsync()
    {
        await _cache.DisposeAsync();
        _owner.Dispose();
        _metrics.Dispose();
    }

    /// <summary>An enclave's key exchange, as a service connects it.</summary>
    private sealed class Owner(TimeProvider time) : IEvidenceOwner, IDisposable
    {
        private readonly AttestedKeyExchange _exchange = new("a:1", "a:2", System.Security.Cryptography.RandomNumberGenerator.Fill);

        internal Func<VerificationPolicy, VerificationPolicy> Policy { get; set; } = p => p;

        internal DateTimeOffset? NextUpdate { get; set; }

        internal int Accepted { get; private set; }

        internal AttestationEvidence? Evidence => _exchange.Evidence;

        public EnclaveReportDataContents NewReport() => _exchange.NewReport(default);

        public VerificationResult? AcceptEvidence(AttestationEvidence evidence)
        {
            Measurement own = Measurement.OfEnclave(TeeKind.Simulated, Samples.Enclave.Measure());
            // The documents of the platform are the test's to date.
            TimePolicy now = TimePolicy.Strict(time.GetUtcNow());
            VerificationResult result = _exchange.AcceptEvidence(evidence, Policy(own.PeerPolicy(now)));
            Accepted++;
            return NextUpdate is { } next ? Overdue(evidence, own, next) : result;
        }

        public void Dispose() => _exchange.Dispose();

        // The same enclave's evidence on a platform whose documents are due when the test says.
        private static VerificationResult Overdue(AttestationEvidence evidence, Measurement own, DateTimeOffset next)
        {
            var validity = TimeSpan.FromDays(1);
            using var platform = new SimulatedPlatform(new byte[32], next - validity, validity, new SimulatedParts { ListValidity = validity });
            var other = new DcapEvidence(((DcapEvidence)evidence).Quote, platform.Collateral, evidence.ReportData);
            VerificationResult result = EvidenceVerifier.Verify(other, own.PeerPolicy(TimePolicy.None));
            Assert.Equal(next, result.NextUpdate);
            return result;
        }
    }

    private sealed class Provider(IQuoteProvider inner) : IQuoteProvider
    {
        internal QuoteException? Failure { get; set; }

        internal int Asked { get; private set; }

        public TeeKind Kind => inner.Kind;

        public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) => inner.MeasureAsync(cancellationToken);

        public Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
        {
            Asked++;
            return Failure is { } failure ? Task.FromException<RawQuote>(failure) : inner.QuoteAsync(reportData, cancellationToken);
        }
    }
}
