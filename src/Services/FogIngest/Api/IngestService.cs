// The operator's port (fact sheet fog §2.8, §8.1 AccountIngestAPI). It asks nobody who they are.
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.External;
using MobileCoin.Wire.IngestCommon;
using Fog = MobileCoin.Wire.FogCommon;
using Ingest = MobileCoin.Wire.AccountIngest;

namespace MobileCoin.FogIngest;

/// <summary>Has the node do what the operator wants.</summary>
internal sealed class IngestService(IngestNode node, ILogger logger) : AccountIngestAPI.AccountIngestAPIBase
{
    public override Task<IngestSummary> GetStatus(Empty request, ServerCallContext context) => Task.FromResult(node.GetStatus());

    public override Task<IngestSummary> NewKeys(Empty request, ServerCallContext context) =>
        AnswerAsync(nameof(NewKeys), () => node.NewKeysAsync(context.CancellationToken));

    public override Task<IngestSummary> SetPubkeyExpiryWindow(SetPubkeyExpiryWindowRequest request, ServerCallContext context) =>
        AnswerAsync(nameof(SetPubkeyExpiryWindow), () => Task.FromResult(node.SetPubkeyExpiryWindow(request.PubkeyExpiryWindow)));

    public override Task<IngestSummary> SetPeers(SetPeersRequest request, ServerCallContext context) =>
        AnswerAsync(nameof(SetPeers), () => Task.FromResult(node.SetPeers(request.IngestPeerUris)));

    public override Task<IngestSummary> Activate(Empty request, ServerCallContext context) =>
        AnswerAsync(nameof(Activate), () => node.ActivateAsync(context.CancellationToken));

    public override Task<IngestSummary> Retire(Empty request, ServerCallContext context) =>
        AnswerAsync(nameof(Retire), () => node.SetRetiredAsync(true, context.CancellationToken));

    public override Task<IngestSummary> Unretire(Empty request, ServerCallContext context) =>
        AnswerAsync(nameof(Unretire), () => node.SetRetiredAsync(false, context.CancellationToken));

    public override Task<Empty> ReportLostIngressKey(ReportLostIngressKeyRequest request, ServerCallContext context) => AnswerAsync(
        nameof(ReportLostIngressKey),
        async () =>
        {
            await node.ReportLostIngressKeyAsync(request.Key?.Data.Memory ?? default, context.CancellationToken).ConfigureAwait(false);
            return new Empty();
        });

    public override Task<GetMissedBlockRangesResponse> GetMissedBlockRanges(Empty request, ServerCallContext context) => AnswerAsync(
        nameof(GetMissedBlockRanges),
        async () =>
        {
            var answer = new GetMissedBlockRangesResponse();
            foreach (BlockRange range in await node.GetMissedBlockRangesAsync(context.CancellationToken).ConfigureAwait(false))
            {
                answer.MissedBlockRanges.Add(new Fog.BlockRange { StartBlock = range.StartBlock, EndBlock = range.EndBlock });
            }
            return answer;
        });

    public override Task<IngestSummary> SyncKeysFromRemote(SyncKeysFromRemoteRequest request, ServerCallContext context) =>
        AnswerAsync(nameof(SyncKeysFromRemote), () => node.SyncKeysFromRemoteAsync(request.PeerUri, context.CancellationToken));

    // Upstream's status of failures here is FAILED_PRECONDITION, whatever they are.
    public override Task<GetIngressKeyRecordsResponse> GetIngressKeyRecords(GetIngressKeyRecordsRequest request, ServerCallContext context) => Statuses.AnswerAsync(
        logger, nameof(GetIngressKeyRecords),
        async () =>
        {
            var filters = new IngressPublicKeyRecordFilters(
                request.ShouldIncludeLostKeys, request.ShouldIncludeRetiredKeys, request.ShouldOnlyIncludeUnexpiredKeys);
            var answer = new GetIngressKeyRecordsResponse();
            IReadOnlyList<RecoveryDb.IngressPublicKeyRecord> records =
                await node.GetIngressKeyRecordsAsync(request.StartBlockAtLeast, filters, context.CancellationToken).ConfigureAwait(false);
            answer.Records.AddRange(records.Select(Record));
            return answer;
        },
        RpcErrors.FailedPrecondition);

    private static Ingest.IngressPublicKeyRecord Record(RecoveryDb.IngressPublicKeyRecord record) => new()
    {
        IngressPublicKey = new CompressedRistretto { Data = ByteString.CopyFrom(record.Key.ToBytes()) },
        StartBlock = record.Status.StartBlock,
        PubkeyExpiry = record.Status.PubkeyExpiry,
        Retired = record.Status.Retired,
        Lost = record.Status.Lost,
        LastScannedBlock = record.LastScannedBlock ?? 0,
    };

    private Task<T> AnswerAsync<T>(string call, Func<Task<T>> answer) => Statuses.AnswerAsync(logger, call, answer);
}
