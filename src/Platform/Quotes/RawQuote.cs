// A quote before its collateral is known (fact sheet attestation §3.6.1).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>The bytes of a quote, or SNP report, and what the device gave with it. Immutable.</summary>
/// <param name="Kind">What made it.</param>
/// <param name="Bytes">The quote.</param>
public sealed record RawQuote(TeeKind Kind, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>SNP: the certificates that the host gave with the report; may be empty.</summary>
    public SnpCertificates Certificates { get; init; } = SnpCertificates.None;

    /// <summary>The evidence: quote, collateral and what the report data commits to.</summary>
    /// <exception cref="ArgumentException">The collateral is of another maker.</exception>
    public AttestationEvidence With(QuoteCollateral collateral, EnclaveReportDataContents contents) => (Kind, collateral) switch
    {
        (TeeKind.Simulated or TeeKind.SgxDcap, IntelCollateral intel) => new DcapEvidence(new Quote3(Bytes.Span), intel.Collateral, contents),
        (TeeKind.Tdx, IntelCollateral intel) => new TdxEvidence(Bytes.Span, intel.Collateral, contents),
        (TeeKind.SevSnp, AmdCollateral amd) => new SnpEvidence(Bytes.Span, amd.CertificateChain, amd.RevocationList.Span, contents),
        _ => throw new ArgumentException($"Expected collateral for {Kind}, got {collateral?.GetType().Name}", nameof(collateral)),
    };
}
