// Handshakes (fact sheet consensus §3.3, §4.9, §4.10).
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Wire.Attest;

namespace MobileCoin.Consensus;

/// <summary>Begins sessions with clients.</summary>
internal sealed class AttestedClientService(IConsensusEnclave enclave, ILogger logger) : AttestedApi.AttestedApiBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) =>
        Task.FromResult(Handshake.Answer(logger, () => enclave.ClientAccept(request.Data.Span)));
}

/// <summary>Begins sessions with peers.</summary>
internal sealed class AttestedPeerService(IConsensusEnclave enclave, ILogger logger) : AttestedApi.AttestedApiBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) =>
        Task.FromResult(Handshake.Answer(logger, () => enclave.PeerAccept(request.Data.Span)));
}

internal static class Handshake
{
    internal static AuthMessage Answer(ILogger logger, Func<AcceptedSession> accept)
    {
        try
        {
            return new AuthMessage { Data = ByteString.CopyFrom(accept().Response.Span) };
        }
        catch (EnclaveException e)
        {
            // Whoever cannot be let in is not told why.
            ConsensusLog.Refused(logger, "Auth", e.Message);
            throw new RpcException(new Status(StatusCode.PermissionDenied, "Permission denied"));
        }
    }
}
