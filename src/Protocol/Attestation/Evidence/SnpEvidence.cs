// Evidence of an AMD SEV-SNP guest (fact sheet attestation §3.6.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// An SNP report, the processor's certificates and what the report data commits to. Immutable. Upstream knows no such evidence.
/// </summary>
/// <param name="report">The report's bytes, copied.</param>
/// <param name="certificateChain">The certificates, DER: the processor's (VCEK) first, the root last.</param>
/// <param name="revocationList">The root's list of revoked certificates, DER; may be empty, which strict policies refuse.</param>
/// <param name="reportData">What the report data commits to.</param>
public sealed class SnpEvidence(
    ReadOnlySpan<byte> report, IReadOnlyList<byte[]> certificateChain, ReadOnlySpan<byte> revocationList, EnclaveReportDataContents? reportData)
    : AttestationEvidence, IEquatable<SnpEvidence>, IWireMessage<SnpEvidence>
{
    private readonly byte[] _report = report.ToArray();
    private readonly byte[][] _chain = ByteStrings.Copy(certificateChain);
    private readonly byte[] _list = revocationList.ToArray();

    /// <summary>The report's bytes.</summary>
    public ReadOnlySpan<byte> Report => _report;

    /// <summary>The certificates, DER; do not write to them.</summary>
    public IReadOnlyList<byte[]> CertificateChain => _chain;

    /// <summary>The root's list of revoked certificates, DER.</summary>
    public ReadOnlySpan<byte> RevocationList => _list;

    /// <summary>What the report data commits to.</summary>
    public override EnclaveReportDataContents? ReportData { get; } = reportData;

    internal ReadOnlyMemory<byte> ReportMemory => _report;

    internal ReadOnlyMemory<byte> RevocationListMemory => _list;

    /// <inheritdoc/>
    public override void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "SnpEvidence"u8);
        node.Bytes("report"u8, _report);
        node.List("cert_chain"u8, _chain);
        node.Bytes("crl"u8, _list);
        node.Optional("report_data"u8, ReportData);
    }

    /// <inheritdoc/>
    public bool Equals(SnpEvidence? other) =>
        other is not null && Report.SequenceEqual(other.Report) && ByteStrings.Equal(_chain, other._chain)
        && RevocationList.SequenceEqual(other.RevocationList) && Equals(ReportData, other.ReportData);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnpEvidence);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_report.Length, _chain.Length, ReportData);

    /// <inheritdoc/>
    public override void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Bytes(1, _report);
        writer.BytesList(2, _chain);
        writer.Bytes(3, _list);
        writer.Optional(4, ReportData);
    }

    /// <inheritdoc/>
    public static SnpEvidence ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> report = default, list = default, data = default;
        List<byte[]> chain = [];
        bool hasData = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: report = reader.Bytes(); break;
                case 2: chain.Add(reader.Bytes().ToArray()); break;
                case 3: list = reader.Bytes(); break;
                case 4: reader.Merge(ref data, ref hasData); break;
                default: reader.Skip(); break;
            }
        }
        return new SnpEvidence(report, chain, list, hasData ? reader.Message<EnclaveReportDataContents>(data) : null);
    }
}
