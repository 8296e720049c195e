// Outputs with proofs of membership, for rings (fact sheet fog §6.5).
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.FogEnclave;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using GetOutputsResponse = MobileCoin.Transactions.GetOutputsResponse;
using OutputResult = MobileCoin.Transactions.OutputResult;
using OutputResultCode = MobileCoin.Transactions.OutputResultCode;

namespace MobileCoin.FogLedger;

/// <summary>
/// Answers wallets through the router's enclave. The host learns which outputs are wanted. Chain id and token are looked at before.
/// </summary>
/// <param name="enclave">The router's enclave.</param>
/// <param name="blocks">Where outputs come from.</param>
/// <param name="logger">The log.</param>
internal sealed class MerkleProofService(ILedgerRouterEnclave enclave, IBlockProvider blocks, ILogger logger) : FogMerkleProofAPI.FogMerkleProofAPIBase
{
    public override Task<AuthMessage> Auth(AuthMessage request, ServerCallContext context) => Task.FromResult(Handshake.Answer(
        logger, () => new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(enclave.ClientAccept(request.Data.Span).Response) }));

    public override async Task<Message> GetOutputs(Message request, ServerCallContext context)
    {
        try
        {
            OutputsQuery query = enclave.GetOutputs(new EnclaveMessage(ChannelId.Parse(request.ChannelId.Span), request.Aad.Memory, request.Data.Memory));
            GetOutputsResponse response = await AnswerAsync(query.Request.Indices, context.CancellationToken).ConfigureAwait(false);
            EnclaveMessage answer = enclave.GetOutputsData(query.Session, response);
            return new Message
            {
                ChannelId = request.ChannelId,
                Aad = UnsafeByteOperations.UnsafeWrap(answer.Aad),
                Data = UnsafeByteOperations.UnsafeWrap(answer.Data),
            };
        }
        catch (EnclaveException e)
        {
            throw Refused(e);
        }
        catch (BlockProviderException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }

    private async Task<GetOutputsResponse> AnswerAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken)
    {
        // First: what is told of the ledger is true of all that follows.
        Block latest = await blocks.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ProvidedOutput?> outputs = await blocks.GetOutputsAsync(indices, cancellationToken).ConfigureAwait(false);
        return new GetOutputsResponse
        {
            Results = [.. outputs.Select((output, i) => output is null
                ? OutputResult.DoesNotExist(indices[i])
                : new OutputResult(indices[i], OutputResultCode.Exists, output.Output, output.Proof))],
            NumBlocks = latest.Index + 1,
            GlobalTxoCount = latest.CumulativeTxoCount,
            LatestBlockVersion = latest.Version,
            MaxBlockVersion = Math.Max(latest.Version, BlockVersion.MaxValue),
        };
    }

    private RpcException Refused(EnclaveException e) => e.Kind switch
    {
        EnclaveErrorKind.Attest => RpcErrors.PermissionDenied(logger, "GetOutputs", e),
        EnclaveErrorKind.ProstDecode or EnclaveErrorKind.TooManyIndices => RpcErrors.InvalidArgument(logger, "GetOutputs", e),
        _ => RpcErrors.Internal(logger, "GetOutputs", e),
    };
}
