using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes.Test;

public sealed class SimulatedTests
{
    private readonly DrivenTime _time = new();
    private readonly KeptLog _log = new();

    [Fact]
    public async Task Evidence_IsTrustedByItsPeersAlone()
    {
        var provider = new SimulatedQuoteProvider(Samples.Enclave, _time, _log);
        AttestationEvidence evidence = await Source(provider).GetAsync(Samples.Contents, TestContext.Current.CancellationToken);
        Measurement own = await provider.MeasureAsync(TestContext.Current.CancellationToken);
        VerificationPolicy policy = own.PeerPolicy(TimePolicy.Strict(_time.GetUtcNow()));
        VerificationResult result = EvidenceVerifier.Verify(evidence, policy);
        Assert.True(result.IsTrusted, result.ToString());
        Assert.True(result.IsSimulated);
        VerificationResult production = EvidenceVerifier.Verify(evidence, policy with { Anchors = TrustAnchor.Production });
        Assert.Contains("PckChain/ChainAnchor", production.Failures);
        Assert.Equal(Samples.Enclave.Measure(), own.Value.ToArray());
        Assert.Contains(_log.Lines, l => l.Level == LogLevel.Warning && l.Text.StartsWith("SIMULATED ATTESTATION", StringComparison.Ordinal));
        Assert.EndsWith("(SIMULATED)", own.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_OfAnotherEnclave_IsRefused()
    {
        var provider = new SimulatedQuoteProvider(Samples.Enclave, _time, _log);
        var other = new SimulatedQuoteProvider(Samples.Enclave with { Version = "7.0.1" }, _time, _log);
        AttestationEvidence evidence = await Source(other).GetAsync(Samples.Contents, TestContext.Current.CancellationToken);
        Measurement own = await provider.MeasureAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["Identity"], EvidenceVerifier.Verify(evidence, own.PeerPolicy(TimePolicy.None)).Failures);
    }

    [Fact]
    public void Measurement_IsOfNameVersionNumbersAndConstants()
    {
        byte[] measured = Samples.Enclave.Measure();
        Assert.Equal(measured, (Samples.Enclave with { Constants = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" } }).Measure());
        EnclaveDescription[] others =
        [
            Samples.Enclave with { Name = "fog-view" },
            Samples.Enclave with { Version = "7.0.1" },
            Samples.Enclave with { ProductId = 2 },
            Samples.Enclave with { SecurityVersion = 8 },
            Samples.Enclave with { Constants = new Dictionary<string, string> { ["a"] = "1" } },
            Samples.Enclave with { Constants = new Dictionary<string, string> { ["a"] = "1", ["b"] = "3" } },
            Samples.Enclave with { Constants = new Dictionary<string, string> { ["a"] = "1b", ["b"] = "2" } },
        ];
        Assert.Equal(others.Length + 1, others.Append(Samples.Enclave).Select(e => Convert.ToHexString(e.Measure())).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    [InlineData(65)]
    public async Task ReportData_OfAnotherLength_IsTheCallersMistake(int length) =>
        await Assert.ThrowsAsync<ArgumentException>(() => new SimulatedQuoteProvider(Samples.Enclave, _time, _log).QuoteAsync(new byte[length], TestContext.Current.CancellationToken));

    private EvidenceSource Source(IQuoteProvider provider) => new(provider, new SimulatedCollateral(_time), _time);
}
