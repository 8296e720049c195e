// Fact sheet fog §6.5: outputs through the router's sessions.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave.Test;

public sealed class OutputsTests
{
    [Fact]
    public void TheHost_LearnsWhich_AndTheAnswerIsTheClientsAlone()
    {
        using World world = World.Single();
        using Wallet wallet = world.Wallet();
        ulong[] indices = [5, 0, ulong.MaxValue, 5];
        OutputsQuery query = world.Router.GetOutputs(wallet.Message(new GetOutputsRequest(indices, 9).Encode(), []));
        Assert.Equal(indices, query.Request.Indices);
        Assert.Equal(wallet.Id, query.Session);
        var response = new GetOutputsResponse { NumBlocks = 3, GlobalTxoCount = 4, LatestBlockVersion = 2, MaxBlockVersion = 4 };
        EnclaveMessage answer = world.Router.GetOutputsData(query.Session, response);
        Assert.True(answer.Aad.IsEmpty);
        Assert.Equal(response.Encode(), wallet.Decrypt(answer));
    }

    [Fact]
    public void WhatIsNoRequest_IsRefused_AndTheSessionGoesOn()
    {
        using World world = World.Single();
        using Wallet wallet = world.Wallet();
        Samples.Refused(EnclaveErrorKind.ProstDecode, () => world.Router.GetOutputs(wallet.Message([0x0a, 5], [])));
        Samples.Refused(
            EnclaveErrorKind.TooManyIndices,
            () => world.Router.GetOutputs(wallet.Message(new GetOutputsRequest(new ulong[GetOutputsRequest.MaxIndices + 1], 0).Encode(), [])));
        EnclaveMessage most = wallet.Message(new GetOutputsRequest(new ulong[GetOutputsRequest.MaxIndices], 0).Encode(), []);
        Assert.Equal(GetOutputsRequest.MaxIndices, world.Router.GetOutputs(most).Request.Indices.Count);
        Samples.Refused(AttestError.Cipher, () => world.Router.GetOutputs(most));
        Samples.Refused(AttestError.UnknownSession, () => world.Router.GetOutputsData(default, new GetOutputsResponse()));
    }
}
