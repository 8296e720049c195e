// By which measure evidence is judged (fact sheet attestation §1.5, §2.7, §3.6.1).
namespace MobileCoin.Attestation;

/// <summary>What is trusted, and how strictly. Immutable.</summary>
/// <param name="Identities">The enclaves that are trusted; with none, nothing is.</param>
/// <param name="Time">How dates are taken.</param>
public sealed record VerificationPolicy(IReadOnlyList<TrustedIdentity> Identities, TimePolicy Time)
{
    /// <summary>Accept enclaves and guests that can be looked into. Off in production.</summary>
    public bool AllowDebug { get; init; }

    /// <summary>
    /// The trusted roots; simulated evidence is refused unless <see cref="TrustAnchor.Simulated"/>, or another such, is among them.
    /// </summary>
    public IReadOnlyList<TrustAnchor> Anchors { get; init; } = TrustAnchor.Production;

    /// <summary>SNP: accept firmware that can still be rolled back.</summary>
    public bool AllowProvisionalFirmware { get; init; }

    /// <summary>TDX: the service TD that may be bound, 48 bytes; null for none.</summary>
    public byte[]? ServiceTd { get; init; }

    /// <summary>
    /// What enclaves of one kind ask of each other: the very measurement that one has itself. Of SGX that is MRENCLAVE, on platforms whose
    /// advisories MobileCoin's enclaves mitigate; of TDX MRTD and RTMR0 to RTMR2; of SNP the measurement, on firmware not older.
    /// </summary>
    /// <param name="own">One's own evidence, trusted already.</param>
    /// <param name="time">How dates are taken; upstream's enclaves look at none.</param>
    /// <exception cref="EvidenceFormatException">The evidence does not parse, or is of the attestation service of old.</exception>
    public static VerificationPolicy Peers(AttestationEvidence own, TimePolicy time)
    {
        ArgumentNullException.ThrowIfNull(own);
        return new VerificationPolicy([Same(own)], time);
    }

    private static TrustedIdentity Same(AttestationEvidence own)
    {
        switch (own)
        {
            case DcapEvidence { Quote: { } quote } when DcapQuote.Parse(quote.Memory).Enclave is { } enclave:
                return new TrustedMrEnclaveIdentity(enclave.MrEnclave, [], TrustedIdentity.MobileCoinHardening);
            case TdxEvidence tdx when DcapQuote.Parse(tdx.QuoteMemory).Domain is { } domain:
                return new TrustedTdIdentity(domain.MrTd, [], TrustedIdentity.MobileCoinHardening)
                {
                    Rtmr0 = domain.Rtmr(0).ToArray(),
                    Rtmr1 = domain.Rtmr(1).ToArray(),
                    Rtmr2 = domain.Rtmr(2).ToArray(),
                };
            case SnpEvidence snp:
                var report = SnpReport.Parse(snp.ReportMemory.Span);
                return new TrustedSnpIdentity(report.Measurement, report.ReportedTcb) { Vmpl = report.Vmpl };
            default:
                throw new EvidenceFormatException("evidence that holds no measurement of its own kind");
        }
    }
}
