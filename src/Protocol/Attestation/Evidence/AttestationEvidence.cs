// The evidence that an enclave gives of itself, in one of its kinds (fact sheet crypto §5.7, §9.5, attestation §1.2, §3.6.2).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// A <see cref="VerificationReport"/> (EPID), <see cref="DcapEvidence"/>, <see cref="TdxEvidence"/> or <see cref="SnpEvidence"/>, of which
/// upstream knows the first two. Which of them is told by the field it stands in; in digests the choice is transparent. These types are
/// data: nothing is verified.
/// </summary>
public abstract class AttestationEvidence : IDigestible
{
    private protected AttestationEvidence()
    {
    }

    /// <summary>What the report data commits to; null if the evidence does not say.</summary>
    public virtual EnclaveReportDataContents? ReportData => null;

    /// <inheritdoc/>
    public abstract void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context);

    /// <summary>Writes the fields of the evidence's message.</summary>
    public abstract void WriteTo(ProstWriter writer);
}

/// <summary>
/// Gathers the oneof of the kinds while a message is read: the member that comes last counts, and parts of one member merge.
/// </summary>
public ref struct AttestationEvidenceField
{
    private ReadOnlySpan<byte> _bytes;
    private Kind _kind;

    private enum Kind
    {
        None,
        Report,
        Dcap,
        Tdx,
        Snp,
    }

    /// <summary>The field of <see cref="TdxEvidence"/> in every message that holds evidence.</summary>
    public const int Tdx = 16;

    /// <summary>The field of <see cref="SnpEvidence"/> in every message that holds evidence.</summary>
    public const int Snp = 17;

    /// <summary>Takes a field that holds a verification report.</summary>
    public void AddVerificationReport(ref ProstReader reader) => Add(ref reader, Kind.Report);

    /// <summary>Takes a field that holds DCAP evidence.</summary>
    public void AddDcapEvidence(ref ProstReader reader) => Add(ref reader, Kind.Dcap);

    /// <summary>Takes a field that holds TDX evidence.</summary>
    public void AddTdxEvidence(ref ProstReader reader) => Add(ref reader, Kind.Tdx);

    /// <summary>Takes a field that holds SNP evidence.</summary>
    public void AddSnpEvidence(ref ProstReader reader) => Add(ref reader, Kind.Snp);

    /// <summary>The evidence; null if there was none.</summary>
    /// <exception cref="WireException">Bytes that are no such message.</exception>
    public readonly AttestationEvidence? Read(in ProstReader reader) => _kind switch
    {
        Kind.Report => reader.Message<VerificationReport>(_bytes),
        Kind.Dcap => reader.Message<DcapEvidence>(_bytes),
        Kind.Tdx => reader.Message<TdxEvidence>(_bytes),
        Kind.Snp => reader.Message<SnpEvidence>(_bytes),
        _ => null,
    };

    private void Add(ref ProstReader reader, Kind kind)
    {
        if (_kind != kind) _bytes = default;
        _kind = kind;
        reader.Merge(ref _bytes);
    }
}

/// <summary>Writing of the oneof.</summary>
public static class AttestationEvidenceWriting
{
    /// <summary>Writes evidence under the field of its kind; nothing if there is none.</summary>
    public static void AttestationEvidence(this ProstWriter writer, AttestationEvidence? evidence, int verificationReport, int dcapEvidence)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (evidence is null) return;
        int start = writer.Begin(evidence switch
        {
            DcapEvidence => dcapEvidence,
            TdxEvidence => AttestationEvidenceField.Tdx,
            SnpEvidence => AttestationEvidenceField.Snp,
            _ => verificationReport,
        });
        evidence.WriteTo(writer);
        writer.End(start);
    }
}
