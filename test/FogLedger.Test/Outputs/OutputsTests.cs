using Google.Protobuf;
using Grpc.Core;
using MobileCoin.Attestation;
using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using GetOutputsRequest = MobileCoin.Transactions.GetOutputsRequest;
using GetOutputsResponse = MobileCoin.Transactions.GetOutputsResponse;
using OutputResult = MobileCoin.Transactions.OutputResult;
using OutputResultCode = MobileCoin.Transactions.OutputResultCode;

namespace MobileCoin.FogLedger.Test;

/// <summary>Fact sheet fog §6.5: outputs with proofs, through the router's enclave.</summary>
public sealed class OutputsTests : IDisposable
{
    private readonly GrowingLedger _ledger = new();
    private readonly LedgerRouterEnclave _enclave = Samples.Attested(new LedgerRouterEnclave(Samples.RouterId, Samples.Platform(1)));
    private readonly FakeBlocks _blocks;
    private readonly MerkleProofService _service;

    public OutputsTests()
    {
        _ledger.Grow(10);
        _blocks = new FakeBlocks(_ledger.Provider);
        _service = new MerkleProofService(_enclave, _blocks, _ledger.Log);
    }

    public void Dispose()
    {
        _enclave.Dispose();
        _ledger.Dispose();
    }

    private async Task<EnclaveMessage> AskAsync(EnclaveMessage request)
    {
        var message = new Message { ChannelId = ByteString.CopyFrom(request.Session.Bytes), Aad = ByteString.CopyFrom(request.Aad.Span), Data = ByteString.CopyFrom(request.Data.Span) };
        Message answer = await _service.GetOutputs(message, Context.None);
        return new EnclaveMessage(ChannelId.Parse(answer.ChannelId.Span), answer.Aad.Memory, answer.Data.Memory);
    }

    private async Task FailsAsync(StatusCode code, string text, EnclaveMessage request)
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => AskAsync(request));
        Assert.True(code == e.StatusCode && e.Status.Detail.Contains(text, StringComparison.Ordinal), e.ToString());
    }

    private static EnclaveMessage Request(Wallet wallet, params ulong[] indices) => wallet.Message(new GetOutputsRequest(indices, 7).Encode(), []);

    [Fact]
    public async Task Outputs_ComeWithProofs_AndWhatIsNotThere_WithoutOne()
    {
        using var wallet = new Wallet(_enclave, Samples.Random(9));
        TxOut[] all = [.. _ledger.Blocks.SelectMany(b => b.Contents.Outputs.ToArray())];
        ulong[] indices = [3, 12, 0, 3, ulong.MaxValue, 11];
        GetOutputsResponse response = WireMessage.Decode<GetOutputsResponse>(wallet.Decrypt(await AskAsync(Request(wallet, indices))));
        Block latest = _ledger.Last.Block;
        Assert.Equal((11ul, 12ul, latest.Version, BlockVersion.MaxValue), (response.NumBlocks, response.GlobalTxoCount, response.LatestBlockVersion, response.MaxBlockVersion));
        Assert.Equal(indices, response.Results.Select(r => r.Index));
        foreach (OutputResult result in response.Results)
        {
            if (result.Index > 11)
            {
                Assert.Equal((OutputResultCode.DoesNotExist, default), (result.ResultCode, result.Proof.Index));
                continue;
            }
            Assert.Equal(OutputResultCode.Exists, result.ResultCode);
            Assert.Equal(all[result.Index], result.Output);
            Assert.Equal(_ledger.Ledger.GetTxOutProofOfMemberships([result.Index])[0], result.Proof);
        }
        Assert.Empty(WireMessage.Decode<GetOutputsResponse>(wallet.Decrypt(await AskAsync(Request(wallet)))).Results);
        // The last block was read first: the answer may have more than it tells, never less.
        _ledger.Grow(1);
        Assert.Equal(12ul, WireMessage.Decode<GetOutputsResponse>(wallet.Decrypt(await AskAsync(Request(wallet, 12)))).NumBlocks);
    }

    [Fact]
    public async Task WhatIsWrong_HasItsStatus_AndTheSessionGoesOn()
    {
        using var wallet = new Wallet(_enclave, Samples.Random(9));
        await FailsAsync(StatusCode.InvalidArgument, "Request size exceeds limit", Request(wallet, new ulong[2001]));
        await FailsAsync(StatusCode.InvalidArgument, "GetOutputs: the request does not decode", wallet.Message([0x0a, 5], []));
        EnclaveMessage good = Request(wallet, 1);
        await FailsAsync(StatusCode.PermissionDenied, "GetOutputs: ", good with { Session = default });
        await FailsAsync(StatusCode.PermissionDenied, "GetOutputs: ", good with { Data = good.Data[1..] });
        _blocks.Fault = new BlockProviderException("the disk is gone", isTransient: true);
        await FailsAsync(StatusCode.Internal, "Database Error: the disk is gone", good);
        _blocks.Fault = null;
        Assert.Equal(2000, WireMessage.Decode<GetOutputsResponse>(wallet.Decrypt(await AskAsync(Request(wallet, new ulong[2000])))).Results.Count);
    }

    [Fact]
    public async Task Handshakes_AreAnswered_OrDenied()
    {
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => _service.Auth(new AuthMessage { Data = ByteString.CopyFrom(1, 2, 3) }, Context.None));
        Assert.Equal((StatusCode.PermissionDenied, "Permission denied"), (e.StatusCode, e.Status.Detail));
        using AttestedInitiator initiator = AttestedInitiator.Client(Samples.RouterId, Samples.Random(10));
        AuthMessage answer = await _service.Auth(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) }, Context.None);
        using Crypto.NoiseSession session = initiator.Finish(answer.Data.Span, Samples.Policy, out _);
        Assert.Equal(1, _enclave.ClientCount);
    }
}
