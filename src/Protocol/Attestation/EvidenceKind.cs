// Evidence in a message of its own that tells its kind, as the responder of a handshake sends it (fact sheet crypto §9.5, §6.2).
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// The container of evidence: DCAP evidence stands in field 4, a verification report's own fields, 1 to 3, stand in the container itself.
/// </summary>
public static class EvidenceKind
{
    private const int Dcap = 4;

    /// <summary>The container of evidence.</summary>
    public static byte[] Encode(AttestationEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        using var writer = new ProstWriter();
        if (evidence is DcapEvidence dcap) writer.Message(Dcap, dcap);
        else evidence.WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>The evidence in a container: DCAP evidence if there is any, else a verification report.</summary>
    /// <exception cref="WireException">Bytes that are no container.</exception>
    public static AttestationEvidence Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProstReader(bytes);
        var dcap = default(AttestationEvidenceField);
        while (reader.TryReadField(out int field))
        {
            if (field == Dcap) dcap.AddDcapEvidence(ref reader);
            else reader.Skip();
        }
        return dcap.Read(reader) ?? WireMessage.Decode<VerificationReport>(bytes);
    }
}
