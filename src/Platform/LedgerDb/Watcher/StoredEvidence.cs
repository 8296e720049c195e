// Evidence in the watcher's database (fact sheet ledger §6.4: watcher_db:verification_reports_by_hash).
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.LedgerDb;

/// <summary>
/// A verification report is its message's fields; every other kind is one field of that same message, of a number that the report does not use.
/// No bytes stand for evidence that the source does not have.
/// </summary>
internal sealed record StoredEvidence(AttestationEvidence? Evidence) : IWireMessage<StoredEvidence>
{
    private const int DcapField = 4;

    internal static byte[] Hash(ReadOnlySpan<byte> bytes)
    {
        var transcript = new MerlinTranscript("digestible"u8);
        transcript.DigestBytes("attestation_evidence"u8, bytes);
        byte[] hash = new byte[Digest.Size];
        transcript.Digest32(hash);
        return hash;
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        if (Evidence is VerificationReport report) report.WriteTo(writer);
        else writer.AttestationEvidence(Evidence, 0, DcapField);
    }

    /// <inheritdoc/>
    public static StoredEvidence ReadFrom(ref ProstReader reader)
    {
        ProstReader whole = reader;
        var evidence = default(AttestationEvidenceField);
        bool isReport = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case DcapField: evidence.AddDcapEvidence(ref reader); break;
                case AttestationEvidenceField.Tdx: evidence.AddTdxEvidence(ref reader); break;
                case AttestationEvidenceField.Snp: evidence.AddSnpEvidence(ref reader); break;
                default:
                    isReport |= field <= 3;
                    reader.Skip();
                    break;
            }
        }
        return new StoredEvidence(evidence.Read(reader) ?? (isReport ? VerificationReport.ReadFrom(ref whole) : null));
    }
}
