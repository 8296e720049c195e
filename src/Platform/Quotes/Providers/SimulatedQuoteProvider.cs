// Quotes made by software (fact sheet attestation §1.8). Simulation: they prove nothing, and verifiers refuse them unless their policy
// names the simulated anchor.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>Quotes of a simulated enclave, on the platform whose seed is all zeros. The log says so each time.</summary>
public sealed class SimulatedQuoteProvider : IQuoteProvider
{
    private readonly Lock _gate = new();
    private readonly SimulatedEnclave _enclave;
    private readonly Measurement _measurement;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>A simulated enclave.</summary>
    /// <param name="enclave">What it is.</param>
    /// <param name="time">From which its certificates' dates come.</param>
    /// <param name="logger">Is warned.</param>
    public SimulatedQuoteProvider(EnclaveDescription enclave, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(enclave);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_time, _logger) = (time, logger);
        _enclave = new SimulatedEnclave(enclave.Measure(), EnclaveDescription.Signer) { IsvProductId = enclave.ProductId, IsvSvn = enclave.SecurityVersion };
        _measurement = Measurement.OfEnclave(TeeKind.Simulated, _enclave.MrEnclave);
        LogMessages.Simulated(logger, _measurement);
    }

    /// <inheritdoc/>
    public TeeKind Kind => TeeKind.Simulated;

    /// <inheritdoc/>
    public Task<Measurement> MeasureAsync(CancellationToken cancellationToken = default) => Task.FromResult(_measurement);

    /// <inheritdoc/>
    public Task<RawQuote> QuoteAsync(ReadOnlyMemory<byte> reportData, CancellationToken cancellationToken = default)
    {
        DeviceQuotes.CheckReportData(reportData);
        byte[] quote;
        lock (_gate)
        {
            using SimulatedPlatform platform = SimulatedCollateral.Platform(_time);
            quote = platform.Quote(_enclave.Report(reportData.Span), RandomNumberGenerator.Fill);
        }
        LogMessages.SimulatedQuote(_logger, _measurement);
        return Task.FromResult(new RawQuote(TeeKind.Simulated, quote));
    }
}
