// What peers would ask of a validator (fact sheet consensus §4.9).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.ConsensusPeer;

namespace MobileCoin.Consensus;

/// <summary>Says that this validator agrees with nobody but itself.</summary>
internal sealed class PeerService : ConsensusPeerAPI.ConsensusPeerAPIBase
{
    public override Task<ProposeTxResponse> PeerTxPropose(Message request, ServerCallContext context) => throw Refused();

    public override Task<ConsensusMsgResponse> SendConsensusMsg(ConsensusMsg request, ServerCallContext context) => throw Refused();

    public override Task<GetLatestMsgResponse> GetLatestMsg(Empty request, ServerCallContext context) => throw Refused();

    public override Task<GetTxsResponse> GetTxs(GetTxsRequest request, ServerCallContext context) => throw Refused();

    private static RpcException Refused() =>
        new(new Status(StatusCode.Unimplemented, "this validator's quorum is itself: it does not agree with peers"));
}
