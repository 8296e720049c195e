// What a fog report server says of one ingest enclave (fact sheet crypto §5.7, §9.8).
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Attestation;

/// <summary>The evidence of an ingest enclave under the name by which addresses ask for it.</summary>
/// <param name="FogReportId">The name; may be empty.</param>
/// <param name="Evidence">The evidence.</param>
/// <param name="PubkeyExpiry">The block from which on the enclave's key is not to be used.</param>
public sealed record Report(string FogReportId, AttestationEvidence? Evidence, ulong PubkeyExpiry) : IDigestible, IWireMessage<Report>
{
    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Report"u8);
        node.TextAlways("fog_report_id"u8, FogReportId);
        node.Optional("report"u8, Evidence);
        node.UInt64("pubkey_expiry"u8, PubkeyExpiry);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Text(1, FogReportId);
        writer.AttestationEvidence(Evidence, 2, 4);
        writer.Fixed64(3, PubkeyExpiry);
    }

    /// <inheritdoc/>
    public static Report ReadFrom(ref ProstReader reader)
    {
        string id = "";
        ulong expiry = 0;
        var evidence = default(AttestationEvidenceField);
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: id = reader.Text(); break;
                case 2: evidence.AddVerificationReport(ref reader); break;
                case 3: expiry = reader.Fixed64(); break;
                case 4: evidence.AddDcapEvidence(ref reader); break;
                case AttestationEvidenceField.Tdx: evidence.AddTdxEvidence(ref reader); break;
                case AttestationEvidenceField.Snp: evidence.AddSnpEvidence(ref reader); break;
                default: reader.Skip(); break;
            }
        }
        return new Report(id, evidence.Read(reader), expiry);
    }
}
