// The evidence of a report as it is stored (fact sheet fog §3.5).
using MobileCoin.Attestation;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDb;

internal static class StoredEvidence
{
    internal static AttestationEvidence Decode(ReadOnlySpan<byte> bytes, string fogReportId)
    {
        try
        {
            return EvidenceKind.Decode(bytes);
        }
        catch (WireException e)
        {
            throw new RecoveryDbException(RecoveryDbError.Decode, $"the evidence of report '{fogReportId}': {e.Message}", e);
        }
    }
}
