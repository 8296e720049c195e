// The API of wallets (fact sheet consensus §4.10).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.ConsensusEnclave;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.ConsensusClient;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.ConsensusConfig;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Consensus;

/// <summary>Takes proposals. Chain id and token are looked at before.</summary>
internal sealed class ClientService(ValidatorNode node, ClientSessions sessions, ILogger logger) : ConsensusClientAPI.ConsensusClientAPIBase
{
    public override async Task<ProposeTxResponse> ClientTxPropose(Message request, ServerCallContext context)
    {
        ChannelId session = ChannelId.Parse(request.ChannelId.Span);
        sessions.Touch(session);
        node.Metrics.Count("add_tx_initiated");
        long received = node.Time.GetTimestamp();
        var message = new EnclaveMessage(session, request.Aad.Memory, request.Data.Memory);
        try
        {
            if (Refusal() is { } refusal)
            {
                // The session's counters must stay in step with the client's.
                node.Enclave.ClientDiscardMessage(message);
                throw Unavailable(nameof(ClientTxPropose), refusal);
            }
            TxContext tx = node.Enclave.ClientTxPropose(message);
            CheckedProposal proposal = await node.Checker.CheckAsync(tx).ConfigureAwait(false);
            if (proposal.Error is { } error) return Refused(error, session);
            long start = node.Time.GetTimestamp();
            TransactionValidationError? invalid = node.Transactions.Validate(proposal.Tx!.Context);
            node.Metrics.ValidateTxTime(node.Time.GetElapsedTime(start));
            if (invalid is not null) return Refused(new EnclaveError(EnclaveErrorKind.MalformedTx, Tx: invalid), session);
            Submit(nameof(ClientTxPropose), ConsensusValue.Of(tx.TxHash), received);
            node.Metrics.Count("add_tx");
            return new ProposeTxResponse { Result = ProposeTxResult.Ok, BlockCount = node.Ledger.NumBlocks, BlockVersion = node.Config.BlockVersion.Value };
        }
        catch (EnclaveException e)
        {
            return Refused(e.Error, session, e);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Internal(nameof(ClientTxPropose), e);
        }
    }

    public override Task<ProposeMintConfigTxResponse> ProposeMintConfigTx(External.MintConfigTx request, ServerCallContext context)
    {
        node.Metrics.Count("propose_mint_config_tx_initiated");
        (MintValidationResult result, ulong blocks) = Propose<MintConfigTx>(nameof(ProposeMintConfigTx), request, node.Mintings.Validate, ConsensusValue.Of);
        if (result.Code == MintValidationResultCode.Ok) node.Metrics.Count("propose_mint_config_tx");
        return Task.FromResult(new ProposeMintConfigTxResponse { Result = result, BlockCount = blocks, BlockVersion = node.Config.BlockVersion.Value });
    }

    public override Task<ProposeMintTxResponse> ProposeMintTx(External.MintTx request, ServerCallContext context)
    {
        node.Metrics.Count("propose_mint_tx_initiated");
        (MintValidationResult result, ulong blocks) = Propose<MintTx>(nameof(ProposeMintTx), request, node.Mintings.Validate, ConsensusValue.Of);
        if (result.Code == MintValidationResultCode.Ok) node.Metrics.Count("propose_mint_tx");
        return Task.FromResult(new ProposeMintTxResponse { Result = result, BlockCount = blocks, BlockVersion = node.Config.BlockVersion.Value });
    }

    public override Task<ConsensusNodeConfig> GetNodeConfig(Empty request, ServerCallContext context)
    {
        try
        {
            return Task.FromResult(NodeConfig.Of(node));
        }
        catch (LedgerException e)
        {
            throw Internal(nameof(GetNodeConfig), e);
        }
    }

    private (MintValidationResult Result, ulong Blocks) Propose<T>(
        string call, Google.Protobuf.IMessage request, Func<T, MintValidationError> validate, Func<T, ConsensusValue> value)
        where T : IWireMessage<T>
    {
        if (Refusal() is { } refusal) throw Unavailable(call, refusal);
        long received = node.Time.GetTimestamp();
        try
        {
            T tx = WireMessage.Decode<T>(Google.Protobuf.MessageExtensions.ToByteArray(request));
            MintValidationError error = validate(tx);
            if (error.IsOk) Submit(call, value(tx), received);
            else ConsensusLog.Refused(logger, call, error.ToString());
            return (ProposalResults.Of(error), node.Ledger.NumBlocks);
        }
        catch (Exception e) when (e is not RpcException)
        {
            // Upstream answers so to what does not decode, too.
            throw Internal(call, e);
        }
    }

    /// <summary>Why no proposal is taken now; null: one is.</summary>
    private string? Refusal() => node.IsFull ? Admission.OverCapacity : node.IsServing ? null : Admission.NotServing;

    private void Submit(string call, ConsensusValue value, long received)
    {
        if (!node.Worker.TrySubmit(value, received)) throw Unavailable(call, Admission.NotServing);
    }

    private ProposeTxResponse Refused(EnclaveError error, ChannelId session, EnclaveException? exception = null)
    {
        ProposeTxResult code;
        string text;
        switch (error)
        {
            case { Kind: EnclaveErrorKind.MalformedTx, Tx: { } invalid }:
                node.Metrics.ValidationError(invalid);
                (code, text) = (ProposalResults.Of(invalid), invalid.ToString());
                break;
            case { Kind: EnclaveErrorKind.FeeMapDigestMismatch }:
                (code, text) = (ProposeTxResult.FeeMapDigestMismatch, "Fee map digest mismatch");
                break;
            case { Kind: EnclaveErrorKind.Attest }:
                ConsensusLog.Refused(logger, nameof(ClientTxPropose), error.ToString());
                throw new RpcException(new Status(StatusCode.PermissionDenied, "Permission Denied (attestation)"));
            default:
                throw Internal(nameof(ClientTxPropose), (Exception?)exception ?? new InvalidOperationException(error.ToString()));
        }
        sessions.Failed(session);
        ConsensusLog.Refused(logger, nameof(ClientTxPropose), text);
        return new ProposeTxResponse { Result = code, ErrMsg = text, BlockCount = node.Ledger.NumBlocks, BlockVersion = node.Config.BlockVersion.Value };
    }

    private RpcException Unavailable(string call, string reason)
    {
        ConsensusLog.Refused(logger, call, reason);
        return new RpcException(new Status(StatusCode.Unavailable, reason));
    }

    private RpcException Internal(string call, Exception e)
    {
        ConsensusLog.CallFailed(logger, call, e);
        return new RpcException(new Status(StatusCode.Internal, $"{call}: {e.Message}"));
    }
}
