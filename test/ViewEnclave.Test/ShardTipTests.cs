// What a router's host is told beside the answer: how far each shard is, and whose answer is at fault.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave.Test;

public sealed class ShardTipTests
{
    [Fact]
    public void Tips_AreWhatStoresHostsSay_InTheOrderOfAnswers()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        world.Untrusted[0] = new UntrustedQueryResponse { HighestProcessedBlockCount = 10, LastKnownBlockCount = 17 };
        world.Untrusted[1] = new UntrustedQueryResponse { HighestProcessedBlockCount = 15, LastKnownBlockCount = 16 };
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(1)));
        ShardQueryResponse[] answers = world.AskAll(world.Router.CreateMultiViewStoreQuery(query));
        EnclaveMessage message = world.Router.CollateShardQueryResponses(query, [answers[1], answers[0]], out IReadOnlyList<ShardTip> tips);
        Assert.Equal([new ShardTip(15, 16), new ShardTip(10, 17)], tips);
        Assert.Equal(15UL, wallet.Read(message).HighestProcessedBlockCount);
    }

    [Fact]
    public void AStoreWhoseAnswerDoesNotDecrypt_IsNamed_AndAClientWithoutASessionIsNot()
    {
        using World world = new(new BlockRange(0, 10), new BlockRange(10, 20));
        using Wallet wallet = world.Wallet();
        SealedQuery query = world.Router.DecryptAndSealQuery(wallet.Query(Samples.Key(1)));
        ShardQueryResponse[] answers = world.AskAll(world.Router.CreateMultiViewStoreQuery(query));
        answers[1] = answers[1] with { Message = answers[1].Message with { Data = new byte[50] } };
        Assert.Equal(World.Id(1), Assert.Throws<EnclaveException>(() => world.Router.CollateShardQueryResponses(query, answers)).Store);
        answers = world.AskAll(world.Router.CreateMultiViewStoreQuery(query));
        world.Router.ClientClose(wallet.Id);
        EnclaveException e = Assert.Throws<EnclaveException>(() => world.Router.CollateShardQueryResponses(query, answers));
        Assert.Equal((AttestError.UnknownSession, null), (e.Attest, e.Store));
    }
}
