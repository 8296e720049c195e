// An SEV-SNP guest that is trusted (fact sheet attestation §3.5.3, §3.6.3).
namespace MobileCoin.Attestation;

/// <summary>The SVNs of an AMD platform's firmware.</summary>
/// <param name="BootLoader">The boot loader.</param>
/// <param name="Tee">The TEE.</param>
/// <param name="Snp">The SNP firmware.</param>
/// <param name="Microcode">The microcode.</param>
/// <param name="Fmc">The FMC, which Turin has; zero elsewhere.</param>
public readonly record struct SnpTcb(byte BootLoader, byte Tee, byte Snp, byte Microcode, byte Fmc = 0)
{
    /// <summary>No component is below the other's.</summary>
    internal bool IsAtLeast(SnpTcb least) =>
        BootLoader >= least.BootLoader && Tee >= least.Tee && Snp >= least.Snp && Microcode >= least.Microcode && Fmc >= least.Fmc;
}

/// <summary>A guest by its launch measurement, on firmware from some SVNs on. Immutable.</summary>
public sealed class TrustedSnpIdentity : TrustedIdentity
{
    private readonly byte[] _measurement;

    /// <summary>An identity.</summary>
    /// <param name="measurement">The launch digest, 48 bytes, copied.</param>
    /// <param name="minimumTcb">The least SVNs of the reported firmware.</param>
    public TrustedSnpIdentity(ReadOnlySpan<byte> measurement, SnpTcb minimumTcb)
        : base([], [])
    {
        _measurement = Measurement(measurement, SnpReport.MeasurementSize, nameof(measurement));
        MinimumTcb = minimumTcb;
    }

    /// <summary>The launch digest.</summary>
    public ReadOnlySpan<byte> LaunchMeasurement => _measurement;

    /// <summary>The least SVNs of the reported firmware.</summary>
    public SnpTcb MinimumTcb { get; }

    /// <summary>The privilege level that the guest's software runs at: 0, the highest, unless told otherwise.</summary>
    public uint Vmpl { get; init; }

    /// <summary>The least version of the guest.</summary>
    public uint MinimumGuestSvn { get; init; }

    /// <summary>What the host gave at launch, 32 bytes; null for anything.</summary>
    public byte[]? HostData { get; init => field = value is null ? null : Measurement(value, 32, nameof(HostData)); }

    /// <summary>The hash of the key that signed the guest's identity, 48 bytes; null for anything.</summary>
    public byte[]? IdKeyDigest { get; init => field = value is null ? null : Measurement(value, 48, nameof(IdKeyDigest)); }

    /// <inheritdoc/>
    public override string ToString() => "SNP measurement " + Convert.ToHexStringLower(_measurement);

    internal override string? Objection(SnpReport report) =>
        !report.Measurement.SequenceEqual(_measurement) ? "the measurement is another"
        : report.Vmpl != Vmpl ? $"the VMPL is {report.Vmpl}, not {Vmpl}"
        : !report.ReportedTcb.IsAtLeast(MinimumTcb) ? $"the firmware {report.ReportedTcb} is older than {MinimumTcb}"
        : report.GuestSvn < MinimumGuestSvn ? $"the guest's SVN is {report.GuestSvn}, less than {MinimumGuestSvn}"
        : HostData is not null && !report.HostData.SequenceEqual(HostData) ? "the host data is other"
        : IdKeyDigest is not null && !report.IdKeyDigest.SequenceEqual(IdKeyDigest) ? "the ID key is another"
        : null;
}
