using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MobileCoin.Connections;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.External;
using MobileCoin.Wire.FogCommon;
using MobileCoin.Wire.IngestCommon;

namespace MobileCoin.Devnet;

internal sealed partial class DevnetNetwork
{
    private static readonly RetryPolicy IngestRetries = new(100, TimeSpan.FromMilliseconds(200));

    /// <summary>What ingest is at.</summary>
    internal Task<IngestSummary> IngestStatusAsync(CancellationToken cancellationToken) =>
        AskIngestAsync(async ingest => await ingest.CallAsync(static (api, call) => api.GetStatusAsync(new Empty(), call), cancellationToken).ConfigureAwait(false));

    /// <summary>Makes ingest active, if it is not.</summary>
    internal Task<IngestSummary> EnsureActiveAsync(CancellationToken cancellationToken) => AskIngestAsync(async ingest =>
    {
        IngestSummary summary = await ingest.CallAsync(static (api, call) => api.GetStatusAsync(new Empty(), call), cancellationToken).ConfigureAwait(false);
        if (summary.Mode == IngestControllerMode.Active) return summary;
        return await ingest.CallAsync(static (api, call) => api.ActivateAsync(new Empty(), call), cancellationToken).ConfigureAwait(false);
    });

    /// <summary>Tells users which blocks nobody will scan any more.</summary>
    internal Task ReportLostAsync(ByteString key, CancellationToken cancellationToken) => AskIngestAsync(async ingest =>
    {
        var request = new ReportLostIngressKeyRequest { Key = new CompressedRistretto { Data = key } };
        await ingest.CallAsync((api, call) => api.ReportLostIngressKeyAsync(request, call), cancellationToken).ConfigureAwait(false);
        return true;
    });

    /// <summary>Every ingress key that there was.</summary>
    internal Task<IReadOnlyList<IngressPublicKeyRecord>> IngressKeysAsync(CancellationToken cancellationToken) => AskIngestAsync<IReadOnlyList<IngressPublicKeyRecord>>(async ingest =>
    {
        var request = new GetIngressKeyRecordsRequest { ShouldIncludeLostKeys = true, ShouldIncludeRetiredKeys = true };
        return (await ingest.CallAsync((api, call) => api.GetIngressKeyRecordsAsync(request, call), cancellationToken).ConfigureAwait(false)).Records;
    });

    /// <summary>The blocks that nobody scanned.</summary>
    internal Task<IReadOnlyList<BlockRange>> MissedBlocksAsync(CancellationToken cancellationToken) => AskIngestAsync<IReadOnlyList<BlockRange>>(async ingest =>
        (await ingest.CallAsync(static (api, call) => api.GetMissedBlockRangesAsync(new Empty(), call), cancellationToken).ConfigureAwait(false)).MissedBlockRanges);

    private async Task<T> AskIngestAsync<T>(Func<ServiceConnection<AccountIngestAPI.AccountIngestAPIClient>, Task<T>> ask)
    {
        using ServiceConnection<AccountIngestAPI.AccountIngestAPIClient> ingest = OpenConnection.Ingest(IngestUri, new ConnectionOptions { Retries = IngestRetries });
        try
        {
            return await ask(ingest).ConfigureAwait(false);
        }
        catch (ConnectionException e)
        {
            throw new DevnetException($"ingest: {e.Message}", e);
        }
    }
}
