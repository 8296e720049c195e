using Grpc.Core;
using MobileCoin.ConsensusEnclave.Test;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using External = MobileCoin.Wire.External;

namespace MobileCoin.Consensus.Test;

/// <summary>Full queues and validators that do not serve.</summary>
public sealed class CapacityTests
{
    [Fact]
    public async Task AFullValidator_RefusesInUpstreamsWords_AndSessionsGoOn()
    {
        using var world = new World(4, funded: 2);
        using Ledger ledger = Ledger.Open(world.OriginPath);
        await using VectorValidator validator = await VectorValidator.StartAsync(
            world.Version, Samples.Fees((0, World.Fee), (2, World.Fee)), ledger, new ValidatorLimits(1, 10, 1));
        Assert.Equal(ProposeTxResult.Ok, (await validator.Client.ProposeAsync(world.Pay(ledger, 0))).Result);
        RpcException e = await Assert.ThrowsAsync<RpcException>(() => validator.Client.ProposeAsync(world.Pay(ledger, 1)));
        Assert.Equal((StatusCode.Unavailable, "Temporarily over capacity"), (e.StatusCode, e.Status.Detail));
        e = await Assert.ThrowsAsync<RpcException>(async () => await validator.Client.Api.ProposeMintTxAsync(new External.MintTx()));
        Assert.Equal((StatusCode.Unavailable, "Temporarily over capacity"), (e.StatusCode, e.Status.Detail));

        // The worker makes room; the refused message was decrypted, so that the next one of its session is understood.
        Task worker = Task.Run(() => validator.Node.Worker.RunAsync(CancellationToken.None));
        ProposeTxResponse? answer = null;
        while (answer is null)
        {
            try
            {
                answer = await validator.Client.ProposeAsync(world.Pay(ledger, 1));
            }
            catch (RpcException busy) when (busy.StatusCode == StatusCode.Unavailable)
            {
                await Task.Yield();
            }
        }
        Assert.Equal(ProposeTxResult.Ok, answer.Result);
        validator.Node.Worker.Complete();
        await worker;
        Assert.Equal(0, validator.Node.Worker.PendingCount);
        Assert.Equal(3UL, ledger.NumBlocks);
        e = await Assert.ThrowsAsync<RpcException>(() => validator.Client.ProposeAsync(world.Pay(ledger, 1)));
        Assert.Equal(StatusCode.Unavailable, e.StatusCode);
        Assert.Equal("Temporarily not serving requests", e.Status.Detail);
    }

    [Fact]
    public async Task ValuesOfOneSpentOutput_MakeOneBlock_AndTheOtherIsDropped()
    {
        using var world = new World(4, funded: 2);
        using Ledger ledger = Ledger.Open(world.OriginPath);
        await using VectorValidator validator = await VectorValidator.StartAsync(world.Version, Samples.Fees((0, World.Fee)), ledger, ValidatorLimits.Solo);
        Assert.Equal(ProposeTxResult.Ok, (await validator.Client.ProposeAsync(world.Pay(ledger, 0))).Result);
        Assert.Equal(ProposeTxResult.Ok, (await validator.Client.ProposeAsync(world.Pay(ledger, 0, fee: 4 * World.Fee))).Result);
        Assert.Equal(ProposeTxResult.Ok, (await validator.Client.ProposeAsync(world.Pay(ledger, 1))).Result);
        Assert.Equal(3, validator.Node.Worker.PendingCount);
        validator.Node.Worker.Complete();
        await validator.Node.Worker.RunAsync(CancellationToken.None);
        Assert.Equal(2UL, ledger.NumBlocks);
        // The higher fee won.
        Assert.Equal([new Amount(5 * World.Fee, 0)], World.Read(Samples.FeeAccount, ledger.GetBlockContents(1).Outputs.ToArray()));
        Assert.Equal(0, validator.Node.Worker.PendingCount);
        Assert.Equal(2, ledger.GetBlockContents(1).KeyImages.Length);
    }

    [Fact]
    public async Task ATransactionThatNoBlockCanHold_IsGivenUp_AndTheOthersGetIn()
    {
        using var world = new World(4, funded: 4);
        using Ledger real = Ledger.Open(world.OriginPath);
        KeyImage? cursed = null;
        var ledger = new FaultyLedger(real, block => block.Contents.KeyImages.ToArray().Any(i => i == cursed) ? LedgerError.KeyImageAlreadySpent : null);
        await using VectorValidator validator = await VectorValidator.StartAsync(world.Version, Samples.Fees((0, World.Fee)), ledger, ValidatorLimits.Solo);
        Tx[] txs = [.. Enumerable.Range(0, 4).Select(i => world.Pay(real, i))];
        cursed = txs[2].KeyImages().First();
        foreach (Tx tx in txs) Assert.Equal(ProposeTxResult.Ok, (await validator.Client.ProposeAsync(tx)).Result);
        validator.Node.Worker.Complete();
        await validator.Node.Worker.RunAsync(CancellationToken.None);
        Assert.Equal(0, validator.Node.Worker.PendingCount);
        Assert.Equal([true, true, false, true], txs.Select(tx => real.ContainsKeyImage(tx.KeyImages().First())));
    }
}
