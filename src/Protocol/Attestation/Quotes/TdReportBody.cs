// What the TDX module says of a trust domain (fact sheet attestation §3.4.1, §3.4.2).
namespace MobileCoin.Attestation;

/// <summary>A TD report's body, 584 bytes, or 648 of TDX 1.5. Immutable.</summary>
public sealed class TdReportBody
{
    /// <summary>Bytes of a body of TDX 1.0.</summary>
    public const int Size10 = 584;

    /// <summary>Bytes of a body of TDX 1.5.</summary>
    public const int Size15 = 648;

    /// <summary>Bytes of a measurement.</summary>
    public const int MeasurementSize = 48;

    private const byte DebugFlag = 1;

    private readonly ReadOnlyMemory<byte> _bytes;

    internal TdReportBody(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>The SVNs of module (0), its major version (1) and of the platform's TDX parts, 16 bytes.</summary>
    public ReadOnlySpan<byte> TeeTcbSvn => Bytes[..16];

    /// <summary>Who signed the TDX module, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrSignerSeam => Bytes.Slice(64, MeasurementSize);

    /// <summary>The TDX module's attributes, 8 bytes.</summary>
    public ReadOnlySpan<byte> SeamAttributes => Bytes.Slice(112, 8);

    /// <summary>The trust domain's attributes, 8 bytes.</summary>
    public ReadOnlySpan<byte> TdAttributes => Bytes.Slice(120, 8);

    /// <summary>The measurement of what the domain started with: its firmware, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrTd => Bytes.Slice(136, MeasurementSize);

    /// <summary>What is not the owner's but of the configuration, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrConfigId => Bytes.Slice(184, MeasurementSize);

    /// <summary>The owner, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwner => Bytes.Slice(232, MeasurementSize);

    /// <summary>The owner's configuration, 48 bytes.</summary>
    public ReadOnlySpan<byte> MrOwnerConfig => Bytes.Slice(280, MeasurementSize);

    /// <summary>What the domain commits to, 64 bytes.</summary>
    public ReadOnlySpan<byte> ReportData => Bytes.Slice(520, 64);

    /// <summary>The service TD bound to it, 48 bytes; empty before TDX 1.5.</summary>
    public ReadOnlySpan<byte> MrServiceTd => Bytes.Length == Size15 ? Bytes.Slice(600, MeasurementSize) : [];

    /// <summary>The domain can be looked into.</summary>
    public bool IsDebug => (TdAttributes[0] & DebugFlag) != 0;

    /// <summary>A measurement that the domain extends as it runs, 0 to 3, 48 bytes.</summary>
    public ReadOnlySpan<byte> Rtmr(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)index, 3u, nameof(index));
        return Bytes.Slice(328 + (index * MeasurementSize), MeasurementSize);
    }
}
