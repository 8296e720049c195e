// Evidence in the first message of a peer's handshake (fact sheets attestation §1.2, §3.6.2; crypto §6.2).
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>
/// The initiator's evidence: DCAP evidence stands bare, unlike in the responder's message; of other kinds the container, which is told by
/// its fields.
/// </summary>
internal static class PeerEvidence
{
    internal static byte[] Encode(AttestationEvidence evidence) =>
        evidence is DcapEvidence dcap ? dcap.Encode() : EvidenceKind.Encode(evidence);

    /// <exception cref="WireException">Bytes that are neither.</exception>
    internal static AttestationEvidence Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProstReader(bytes);
        while (reader.TryReadField(out int field))
        {
            if (field is AttestationEvidenceField.Tdx or AttestationEvidenceField.Snp) return EvidenceKind.Decode(bytes);
            reader.Skip();
        }
        return WireMessage.Decode<DcapEvidence>(bytes);
    }
}
