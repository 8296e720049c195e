// What an environment is measured as, and what its peers are to be measured as (fact sheet attestation §1.5, §3.6.3).
using MobileCoin.Attestation;

namespace MobileCoin.Quotes;

/// <summary>A measurement with the identity that trusts it. Immutable.</summary>
public sealed class Measurement
{
    private readonly byte[] _value;

    private Measurement(TeeKind kind, string name, ReadOnlySpan<byte> value, TrustedIdentity identity)
    {
        Kind = kind;
        Name = name;
        _value = value.ToArray();
        Identity = identity;
    }

    /// <summary>Whose measurement it is.</summary>
    public TeeKind Kind { get; }

    /// <summary>Its name: MRENCLAVE, MRTD or SNP_MEASUREMENT.</summary>
    public string Name { get; }

    /// <summary>The measurement: 32 bytes of SGX, 48 of the others.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <summary>
    /// Trusts the same measurement: of SGX with the advisories that MobileCoin's enclaves mitigate, of TDX MRTD and RTMR0 to RTMR2, of SNP on
    /// firmware not older.
    /// </summary>
    public TrustedIdentity Identity { get; }

    /// <summary>By what enclaves of one kind judge each other, and their own evidence. Simulated ones trust simulated evidence alone.</summary>
    /// <param name="time">How dates are taken; upstream's enclaves look at none.</param>
    public VerificationPolicy PeerPolicy(TimePolicy time) => new([Identity], time)
    {
        Anchors = Kind == TeeKind.Simulated ? [TrustAnchor.Simulated] : TrustAnchor.Production,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Convert.ToHexStringLower(_value)}{(Kind == TeeKind.Simulated ? " (SIMULATED)" : "")}";

    internal static Measurement OfEnclave(TeeKind kind, ReadOnlySpan<byte> mrEnclave) =>
        new(kind, "MRENCLAVE", mrEnclave, new TrustedMrEnclaveIdentity(mrEnclave, [], TrustedIdentity.MobileCoinHardening));

    internal static Measurement OfDomain(TdReportBody domain) =>
        new(TeeKind.Tdx, "MRTD", domain.MrTd, new TrustedTdIdentity(domain.MrTd, [], TrustedIdentity.MobileCoinHardening)
        {
            Rtmr0 = domain.Rtmr(0).ToArray(),
            Rtmr1 = domain.Rtmr(1).ToArray(),
            Rtmr2 = domain.Rtmr(2).ToArray(),
        });

    internal static Measurement OfGuest(SnpReport report) =>
        new(TeeKind.SevSnp, "SNP_MEASUREMENT", report.Measurement, new TrustedSnpIdentity(report.Measurement, report.ReportedTcb) { Vmpl = report.Vmpl });
}
