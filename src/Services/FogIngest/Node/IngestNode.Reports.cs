// Publishing of reports (fact sheet fog §2.11).
using MobileCoin.Attestation;
using MobileCoin.RecoveryDb;

namespace MobileCoin.FogIngest;

public sealed partial class IngestNode
{
    /// <summary>Publishes the ingress key as good until a block.</summary>
    /// <returns>The key's state: nothing was published if it is retired.</returns>
    private async Task<IngressPublicKeyStatus> PublishAsync(ulong pubkeyExpiry, CancellationToken cancellation)
    {
        IngestState state = _state;
        AttestationEvidence evidence = await EvidenceAsync(state, cancellation).ConfigureAwait(false);
        var report = new ReportData(state.InvocationId, evidence, pubkeyExpiry);
        IngressPublicKeyStatus status = await AskDbAsync(
            () => _db.SetReportAsync(state.IngressKey.Encoding, _config.FogReportId, report, cancellation)).ConfigureAwait(false);
        if (!status.Retired) _metrics.LastPublishedPubkeyExpiry(pubkeyExpiry);
        return status;
    }

    /// <summary>Evidence of the ingress key: a key without it is never published.</summary>
    private async Task<AttestationEvidence> EvidenceAsync(IngestState state, CancellationToken cancellation)
    {
        if (Current() is { } current) return current;
        await RefreshEvidenceAsync(cancellation).ConfigureAwait(false);
        return Current() ?? throw new IngestException(IngestError.Evidence, $"the evidence is not of the ingress key {state.IngressKey.Encoding}");

        AttestationEvidence? Current() => _evidence.Current is { ReportData: { } data } evidence && data.CustomIdentity.SequenceEqual(state.IngressKey.ToBytes()) ? evidence : null;
    }

    private async Task RefreshEvidenceAsync(CancellationToken cancellation)
    {
        try
        {
            await _evidence.RefreshAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new IngestException(IngestError.Evidence, e.Message, e);
        }
    }

    /// <summary>The block up to which the ingress key may be used while one is scanned.</summary>
    private static ulong Expiry(ulong block, ulong window) => window > ulong.MaxValue - block ? ulong.MaxValue : block + window;
}
