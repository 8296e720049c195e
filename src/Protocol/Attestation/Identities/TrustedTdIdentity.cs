// A trust domain that is trusted (fact sheet attestation §3.4.3, §3.6.3).
namespace MobileCoin.Attestation;

/// <summary>A trust domain by its measurements, 48 bytes each; what is null may be anything. Immutable.</summary>
public sealed class TrustedTdIdentity : TrustedIdentity
{
    private readonly byte[] _mrTd;
    private readonly byte[]?[] _rtmrs = new byte[]?[4];

    /// <summary>An identity. Pin RTMR0 to RTMR2 too, or kernel and command line are anybody's.</summary>
    /// <param name="mrTd">The firmware's measurement.</param>
    /// <param name="configAdvisories">Advisories that the deployment's configuration mitigates.</param>
    /// <param name="hardeningAdvisories">Advisories that the domain's software mitigates.</param>
    public TrustedTdIdentity(ReadOnlySpan<byte> mrTd, IReadOnlyList<string> configAdvisories, IReadOnlyList<string> hardeningAdvisories)
        : base(configAdvisories, hardeningAdvisories) => _mrTd = Measurement(mrTd, TdReportBody.MeasurementSize, nameof(mrTd));

    /// <summary>The firmware's measurement.</summary>
    public ReadOnlySpan<byte> MrTd => _mrTd;

    /// <summary>The firmware's configuration.</summary>
    public byte[]? Rtmr0 { get => _rtmrs[0]; init => _rtmrs[0] = Copy(value, nameof(Rtmr0)); }

    /// <summary>The kernel, with most ways to boot.</summary>
    public byte[]? Rtmr1 { get => _rtmrs[1]; init => _rtmrs[1] = Copy(value, nameof(Rtmr1)); }

    /// <summary>The initial RAM disk and the command line, with most ways to boot.</summary>
    public byte[]? Rtmr2 { get => _rtmrs[2]; init => _rtmrs[2] = Copy(value, nameof(Rtmr2)); }

    /// <summary>What the domain itself extends.</summary>
    public byte[]? Rtmr3 { get => _rtmrs[3]; init => _rtmrs[3] = Copy(value, nameof(Rtmr3)); }

    /// <summary>MRCONFIGID.</summary>
    public byte[]? MrConfigId { get; init => field = Copy(value, nameof(MrConfigId)); }

    /// <summary>MROWNER.</summary>
    public byte[]? MrOwner { get; init => field = Copy(value, nameof(MrOwner)); }

    /// <summary>MROWNERCONFIG.</summary>
    public byte[]? MrOwnerConfig { get; init => field = Copy(value, nameof(MrOwnerConfig)); }

    /// <inheritdoc/>
    public override string ToString() => "MRTD " + Convert.ToHexStringLower(_mrTd);

    internal override string? Objection(TdReportBody report)
    {
        if (!report.MrTd.SequenceEqual(_mrTd)) return "the MRTD is another";
        for (int i = 0; i < _rtmrs.Length; i++)
        {
            if (_rtmrs[i] is { } rtmr && !report.Rtmr(i).SequenceEqual(rtmr)) return $"RTMR{i} is another";
        }
        if (MrConfigId is not null && !report.MrConfigId.SequenceEqual(MrConfigId)) return "MRCONFIGID is another";
        if (MrOwner is not null && !report.MrOwner.SequenceEqual(MrOwner)) return "MROWNER is another";
        return MrOwnerConfig is not null && !report.MrOwnerConfig.SequenceEqual(MrOwnerConfig) ? "MROWNERCONFIG is another" : null;
    }

    private static byte[]? Copy(byte[]? value, string parameter) =>
        value is null ? null : Measurement(value, TdReportBody.MeasurementSize, parameter);
}
