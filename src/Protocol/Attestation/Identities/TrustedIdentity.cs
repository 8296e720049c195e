// Which enclaves are trusted (fact sheet attestation §1.5, §3.6.3).
namespace MobileCoin.Attestation;

/// <summary>An enclave that is trusted, on platforms whose advisories it mitigates. Immutable.</summary>
public abstract class TrustedIdentity
{
    private readonly string[] _configAdvisories, _hardeningAdvisories;

    private protected TrustedIdentity(IReadOnlyList<string> configAdvisories, IReadOnlyList<string> hardeningAdvisories)
    {
        ArgumentNullException.ThrowIfNull(configAdvisories);
        ArgumentNullException.ThrowIfNull(hardeningAdvisories);
        _configAdvisories = [.. configAdvisories];
        _hardeningAdvisories = [.. hardeningAdvisories];
    }

    /// <summary>What the MobileCoin enclaves mitigate by how they are built: LVI, MMIO, xAPIC.</summary>
    public static IReadOnlyList<string> MobileCoinHardening { get; } = ["INTEL-SA-00334", "INTEL-SA-00615", "INTEL-SA-00657"];

    /// <summary>Advisories that the deployment's configuration mitigates.</summary>
    public IReadOnlyList<string> ConfigAdvisories => _configAdvisories;

    /// <summary>Advisories that the enclave's software mitigates.</summary>
    public IReadOnlyList<string> HardeningAdvisories => _hardeningAdvisories;

    /// <summary>Reads an identity as files of trusted measurements hold it. An unknown key is refused.</summary>
    /// <exception cref="EvidenceFormatException">Another form.</exception>
    public static TrustedIdentity FromJson(System.Text.Json.JsonElement json)
    {
        try
        {
            return IdentityJson.Read(json);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new EvidenceFormatException("an identity: " + e.Message, e);
        }
    }

    /// <summary>Writes the identity as <see cref="FromJson"/> reads it.</summary>
    public void WriteJson(System.Text.Json.Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        IdentityJson.Write(writer, this);
    }

    /// <summary>
    /// Whether the platform's advisories are all mitigated and its status is at best as bad as the lists allow. Worse than
    /// ConfigurationAndSWHardeningNeeded is never covered. As upstream: a configuration list alone also covers SWHardeningNeeded.
    /// </summary>
    public bool Covers(TcbStanding standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        TcbStatus allowed = (_configAdvisories.Length > 0, _hardeningAdvisories.Length > 0) switch
        {
            (true, true) => TcbStatus.ConfigurationAndSWHardeningNeeded,
            (true, false) => TcbStatus.ConfigurationNeeded,
            (false, true) => TcbStatus.SWHardeningNeeded,
            _ => TcbStatus.UpToDate,
        };
        return standing.Status >= allowed && Mitigates(standing.Advisories);
    }

    /// <summary>Whether each of the advisories is in one of the lists.</summary>
    internal bool Mitigates(IEnumerable<string> advisories) => advisories.All(a =>
        _configAdvisories.Contains(a, StringComparer.Ordinal) || _hardeningAdvisories.Contains(a, StringComparer.Ordinal));

    /// <summary>Why an SGX enclave's report is not this identity's; null if it is.</summary>
    internal virtual string? Objection(SgxReportBody report) => "it is for another kind of enclave";

    /// <summary>Why a trust domain's report is not this identity's; null if it is.</summary>
    internal virtual string? Objection(TdReportBody report) => "it is for another kind of enclave";

    /// <summary>Why an SNP guest's report is not this identity's; null if it is.</summary>
    internal virtual string? Objection(SnpReport report) => "it is for another kind of enclave";

    private protected static byte[] Measurement(ReadOnlySpan<byte> bytes, int size, string parameter) =>
        bytes.Length == size ? bytes.ToArray() : throw new ArgumentException($"Expected {size} bytes, got {bytes.Length}", parameter);
}

/// <summary>An enclave by its measurement. Immutable.</summary>
/// <param name="mrEnclave">32 bytes, copied.</param>
/// <param name="configAdvisories">Advisories that the deployment's configuration mitigates.</param>
/// <param name="hardeningAdvisories">Advisories that the enclave's software mitigates.</param>
public sealed class TrustedMrEnclaveIdentity(
    ReadOnlySpan<byte> mrEnclave, IReadOnlyList<string> configAdvisories, IReadOnlyList<string> hardeningAdvisories)
    : TrustedIdentity(configAdvisories, hardeningAdvisories)
{
    /// <summary>Bytes of a measurement.</summary>
    public const int Size = 32;

    private readonly byte[] _mrEnclave = Measurement(mrEnclave, Size, nameof(mrEnclave));

    /// <summary>The measurement.</summary>
    public ReadOnlySpan<byte> MrEnclave => _mrEnclave;

    /// <inheritdoc/>
    public override string ToString() => "MRENCLAVE " + Convert.ToHexStringLower(_mrEnclave);

    internal override string? Objection(SgxReportBody report) =>
        report.MrEnclave.SequenceEqual(_mrEnclave) ? null : "the MRENCLAVE is another";
}

/// <summary>An enclave by its signer, of a product, from a version on. Immutable.</summary>
/// <param name="mrSigner">32 bytes, copied.</param>
/// <param name="productId">The product.</param>
/// <param name="minimumSvn">The least security version.</param>
/// <param name="configAdvisories">Advisories that the deployment's configuration mitigates.</param>
/// <param name="hardeningAdvisories">Advisories that the enclave's software mitigates.</param>
public sealed class TrustedMrSignerIdentity(
    ReadOnlySpan<byte> mrSigner,
    ushort productId,
    ushort minimumSvn,
    IReadOnlyList<string> configAdvisories,
    IReadOnlyList<string> hardeningAdvisories)
    : TrustedIdentity(configAdvisories, hardeningAdvisories)
{
    /// <summary>Bytes of a signer's hash.</summary>
    public const int Size = 32;

    private readonly byte[] _mrSigner = Measurement(mrSigner, Size, nameof(mrSigner));

    /// <summary>The hash of the signer's key.</summary>
    public ReadOnlySpan<byte> MrSigner => _mrSigner;

    /// <summary>The product.</summary>
    public ushort ProductId { get; } = productId;

    /// <summary>The least security version.</summary>
    public ushort MinimumSvn { get; } = minimumSvn;

    /// <inheritdoc/>
    public override string ToString() => $"MRSIGNER {Convert.ToHexStringLower(_mrSigner)} product {ProductId} from SVN {MinimumSvn}";

    internal override string? Objection(SgxReportBody report) =>
        !report.MrSigner.SequenceEqual(_mrSigner) ? "the MRSIGNER is another"
        : report.IsvProductId != ProductId ? $"the product is {report.IsvProductId}, not {ProductId}"
        : report.IsvSvn < MinimumSvn ? $"the SVN is {report.IsvSvn}, less than {MinimumSvn}"
        : null;
}
