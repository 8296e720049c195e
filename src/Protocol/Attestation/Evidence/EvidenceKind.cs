// Evidence in a message of its own that tells its kind, as the responder of a handshake sends it (fact sheet crypto §9.5, §6.2).
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// The container of evidence: DCAP evidence stands in field 4, a verification report's own fields, 1 to 3, stand in the container itself;
/// TDX and SNP evidence, which upstream does not know, in fields 16 and 17.
/// </summary>
public static class EvidenceKind
{
    private const int Dcap = 4;

    /// <summary>The container of evidence.</summary>
    public static byte[] Encode(AttestationEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        using var writer = new ProstWriter();
        if (evidence is VerificationReport report) report.WriteTo(writer);
        else writer.AttestationEvidence(evidence, 0, Dcap);
        return writer.ToArray();
    }

    /// <summary>The evidence in a container: what stands in a field of its own if there is any, else a verification report.</summary>
    /// <exception cref="WireException">Bytes that are no container.</exception>
    public static AttestationEvidence Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProstReader(bytes);
        var evidence = default(AttestationEvidenceField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case Dcap: evidence.AddDcapEvidence(ref reader); break;
                case AttestationEvidenceField.Tdx: evidence.AddTdxEvidence(ref reader); break;
                case AttestationEvidenceField.Snp: evidence.AddSnpEvidence(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return evidence.Read(reader) ?? WireMessage.Decode<VerificationReport>(bytes);
    }
}
