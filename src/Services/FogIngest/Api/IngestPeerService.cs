// The port for the cluster's other nodes (fact sheet fog §2.8 "Peer API", §8.1).
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.IngestEnclave;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.IngestPeer;

namespace MobileCoin.FogIngest;

/// <summary>Gives peers the ingress key, and takes it from them.</summary>
internal sealed class IngestPeerService(IngestNode node, ILogger logger) : AccountIngestPeerAPI.AccountIngestPeerAPIBase
{
    public override Task<IngestSummary> GetStatus(Empty request, ServerCallContext context) => Task.FromResult(node.GetStatus());

    public override Task<IngestSummary> SetPeers(SetPeersRequest request, ServerCallContext context) =>
        Statuses.AnswerAsync(logger, nameof(SetPeers), () => Task.FromResult(node.SetPeers(request.IngestPeerUris)));

    // Of whatever kind, INTERNAL: the caller shakes hands again.
    public override Task<Message> GetIngressPrivateKey(GetPrivateKeyRequest request, ServerCallContext context) => Statuses.AnswerAsync(
        logger, nameof(GetIngressPrivateKey),
        () =>
        {
            EnclaveMessage key = node.GetIngressPrivateKey(ChannelId.Parse(request.ChannelId.Span));
            return Task.FromResult(new Message
            {
                Aad = ByteString.CopyFrom(key.Aad.Span),
                ChannelId = ByteString.CopyFrom(key.Session.Bytes),
                Data = ByteString.CopyFrom(key.Data.Span),
            });
        },
        RpcErrors.Internal);

    public override Task<IngestSummary> SetIngressPrivateKey(Message request, ServerCallContext context)
    {
        var message = new EnclaveMessage(ChannelId.Parse(request.ChannelId.Span), request.Aad.Memory, request.Data.Memory);
        return Statuses.AnswerAsync(logger, nameof(SetIngressPrivateKey), () => node.SetIngressPrivateKeyAsync(message, context.CancellationToken));
    }
}

/// <summary>Begins sessions with peers.</summary>
internal sealed class AttestedPeerService(IIngestEnclave enclave, ILogger logger) : AttestedApi.AttestedApiBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context)
    {
        try
        {
            return Task.FromResult(new AuthMessage { Data = ByteString.CopyFrom(enclave.PeerAccept(request.Data.Span).Response.Span) });
        }
        catch (EnclaveException e)
        {
            // Whoever cannot be let in is not told why.
            IngestLog.AuthRefused(logger, e.Message);
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Permission denied"));
        }
    }
}
