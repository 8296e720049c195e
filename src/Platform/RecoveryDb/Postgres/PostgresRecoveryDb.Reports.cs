// Reports on PostgreSQL (fact sheet fog §3.4).
using MobileCoin.Attestation;
using MobileCoin.Curve25519;
using Npgsql;

namespace MobileCoin.RecoveryDb;

public sealed partial class PostgresRecoveryDb
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<PublishedReport>> GetAllReportsAsync(CancellationToken cancellation = default)
    {
        const string select = "SELECT fog_report_id, ingest_invocation_id, report, pubkey_expiry FROM reports ORDER BY id";
        return await ReadAsync(
            connection => connection.Command(select).RowsAsync(
                row =>
                {
                    string id = row.GetString(0);
                    return new PublishedReport(id, new ReportData((long?)row.MaybeUInt64(1), StoredEvidence.Decode(row.Bytes(2), id), row.UInt64(3)));
                },
                cancellation),
            cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IngressPublicKeyStatus> SetReportAsync(
        CompressedRistretto ingressKey, string fogReportId, ReportData data, CancellationToken cancellation = default)
    {
        Bounds.RequireReportId(fogReportId, nameof(fogReportId));
        ArgumentNullException.ThrowIfNull(data);
        byte[] evidence = EvidenceKind.Encode(data.Evidence);
        ulong expiry = Math.Min(data.PubkeyExpiry, long.MaxValue);
        const string publish =
            $"""
            WITH published AS (
                UPDATE ingress_keys SET pubkey_expiry = GREATEST(pubkey_expiry, $2) WHERE ingress_public_key = $1 AND NOT retired
                RETURNING {StatusColumns}, ingress_public_key),
            entered AS (
                INSERT INTO reports (ingress_public_key, ingest_invocation_id, fog_report_id, report, pubkey_expiry)
                SELECT ingress_public_key, $3, $4, $5, $2 FROM published
                ON CONFLICT (fog_report_id) DO UPDATE SET ingress_public_key = EXCLUDED.ingress_public_key,
                    ingest_invocation_id = EXCLUDED.ingest_invocation_id, report = EXCLUDED.report, pubkey_expiry = EXCLUDED.pubkey_expiry)
            SELECT {StatusColumns} FROM published
            """;
        return ReadAsync(
            async connection =>
            {
                // Unretired between the two looks, the key is published at the next turn.
                while (true)
                {
                    try
                    {
                        NpgsqlCommand command = connection.Command(publish, ingressKey, expiry, data.IngestInvocationId, fogReportId, evidence);
                        if (await command.RowsAsync(StatusOf, cancellation).ConfigureAwait(false) is [var published]) return published;
                    }
                    catch (PostgresException e) when (PostgresFailure.IsForeignKeyViolation(e))
                    {
                        throw NoInvocation(data.IngestInvocationId ?? 0);
                    }
                    IngressPublicKeyStatus status = await StatusAsync(connection, ingressKey, cancellation).ConfigureAwait(false) ?? throw NoIngressKey(ingressKey);
                    if (status.Retired) return status;
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task RemoveReportAsync(string fogReportId, CancellationToken cancellation = default)
    {
        Bounds.RequireReportId(fogReportId, nameof(fogReportId));
        return ReadAsync(connection => connection.Command("DELETE FROM reports WHERE fog_report_id = $1", fogReportId).ExecuteAsync(cancellation), cancellation);
    }
}
