// Reports in the embedded database (fact sheet fog §3.4).
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<PublishedReport>> GetAllReportsAsync(CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<PublishedReport>>(transaction =>
        {
            List<PublishedReport> reports = [];
            using LmdbCursor cursor = transaction.OpenCursor(_tables.Reports);
            while (cursor.MoveNext())
            {
                StoredReport stored = StoredReport.Decode(cursor.Value);
                reports.Add(new PublishedReport(
                    stored.FogReportId, new ReportData(stored.InvocationId, StoredEvidence.Decode(stored.Evidence, stored.FogReportId), stored.PubkeyExpiry)));
            }
            return reports;
        }, cancellation);

    /// <inheritdoc/>
    public Task<IngressPublicKeyStatus> SetReportAsync(
        CompressedRistretto ingressKey, string fogReportId, ReportData data, CancellationToken cancellation = default)
    {
        Bounds.RequireReportId(fogReportId, nameof(fogReportId));
        ArgumentNullException.ThrowIfNull(data);
        byte[] evidence = EvidenceKind.Encode(data.Evidence);
        ulong expiry = Math.Min(data.PubkeyExpiry, long.MaxValue);
        return WriteAsync(transaction =>
        {
            IngressPublicKeyStatus status = RequireIngressKey(transaction, ingressKey);
            if (status.Retired) return status;
            if (data.IngestInvocationId is { } run) RequireInvocation(transaction, run);
            if (status.PubkeyExpiry < expiry)
            {
                status = status with { PubkeyExpiry = expiry };
                PutIngressKey(transaction, ingressKey, status);
            }
            byte[] key = StoredReport.KeyOf(fogReportId);
            byte[] id = transaction.TryGet(_tables.ReportById, key, out ReadOnlySpan<byte> known) ? known.ToArray() : BigEndian.Of(NextId(transaction, _tables.Reports));
            transaction.Put(_tables.ReportById, key, id);
            transaction.Put(_tables.Reports, id, new StoredReport(ingressKey, data.IngestInvocationId, expiry, fogReportId, evidence).Encode());
            return status;
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task RemoveReportAsync(string fogReportId, CancellationToken cancellation = default)
    {
        Bounds.RequireReportId(fogReportId, nameof(fogReportId));
        return WriteAsync(transaction =>
        {
            byte[] key = StoredReport.KeyOf(fogReportId);
            if (!transaction.TryGet(_tables.ReportById, key, out ReadOnlySpan<byte> known)) return;
            byte[] id = known.ToArray();
            transaction.Delete(_tables.ReportById, key);
            transaction.Delete(_tables.Reports, id);
        }, cancellation);
    }
}
