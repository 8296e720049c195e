using MobileCoin.Accounts;
using MobileCoin.Client.Test.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

public sealed class GiftCodeTests
{
    [Fact]
    public async Task GiftCode_IsFunded_AndTakenOnce()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync(), carol = await world.PersonAsync();
        await alice.Client.FundGiftCodeAsync(new Amount(2 * Mob, 0), "for a friend", Token);
        await alice.BalanceAsync();
        OwnedTxOut output = alice.Client.Snapshot.Outputs.Single(o => o.SubaddressIndex == SubaddressIndex.GiftCode);
        Assert.Equal("for a friend", alice.Client.Snapshot.Outputs.Select(o => o.Memo).OfType<GiftCodeFundingMemo>().Single().FundingNote);
        Assert.Equal((3 * Mob) - (2 * Fee), await alice.Client.GetSpendableAsync(0, Token));
        using PaymentCode code = PaymentCode.Parse(alice.Client.GetGiftCode(output).ToUri());

        SentPayment sent = await bob.Client.ClaimAsync(code, "from Alice", Token);
        Assert.Equal(PaymentState.Appeared, (await bob.Client.WaitAsync(sent, Token)).State);
        Assert.Equal((2 * Mob) - Fee, await bob.BalanceAsync());
        Assert.Equal("from Alice", bob.Client.Snapshot.Outputs.Select(o => o.Memo).OfType<GiftCodeSenderMemo>().Single().SenderNote);
        await FailsAsync(ClientError.AlreadySpent, () => carol.Client.ClaimAsync(code, "", Token));
        await FailsAsync(ClientError.AlreadySpent, () => alice.Client.CancelGiftCodeAsync(output, Token));
    }

    [Fact]
    public async Task GiftCode_IsTakenBack()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync();
        await alice.Client.FundGiftCodeAsync(new Amount(2 * Mob, 0), "", Token);
        await alice.BalanceAsync();
        OwnedTxOut output = alice.Client.Snapshot.Outputs.Single(o => o.SubaddressIndex == SubaddressIndex.GiftCode);
        using PaymentCode code = alice.Client.GetGiftCode(output);
        await alice.Client.CancelGiftCodeAsync(output, Token);
        Assert.Equal((5 * Mob) - (2 * Fee), await alice.BalanceAsync());
        await FailsAsync(ClientError.AlreadySpent, () => bob.Client.ClaimAsync(code, "", Token));
        Assert.Throws<MobileCoinException>(() => alice.Client.GetGiftCode(alice.Client.Snapshot.Outputs[0]));
        using PaymentCode address = PaymentCode.Of(bob.Account.Address);
        await FailsAsync(ClientError.InvalidCode, () => bob.Client.ClaimAsync(address, "", Token));
    }

    [Fact]
    public async Task Transfer_IsTakenByWhoeverHasItsCode()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync();
        TransferDraft transfer = await alice.Client.PrepareTransferAsync(new Amount(2 * Mob, 0), "lunch", Token);
        using PaymentCode code = PaymentCode.Parse(transfer.Code.ToBase58());
        Assert.Equal("lunch", code.Transfer!.Memo);
        await FailsAsync(ClientError.InvalidCode, () => bob.Client.ClaimAsync(code, "", Token));
        await alice.Client.SendAsync(transfer.Draft, Token);
        await bob.Client.ClaimAsync(code, "", Token);
        Assert.Equal((2 * Mob) - Fee, await bob.BalanceAsync());
        Assert.Equal((3 * Mob) - Fee, await alice.BalanceAsync());
        await FailsAsync(ClientError.AlreadySpent, () => bob.Client.ClaimAsync(code, "", Token));
    }

    [Fact]
    public async Task GiftThatIsNotWorthItsFee_IsLeft()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync();
        TransferDraft transfer = await alice.Client.PrepareTransferAsync(new Amount(Fee, 0), "", Token);
        await alice.Client.SendAsync(transfer.Draft, Token);
        await FailsAsync(ClientError.Dust, () => bob.Client.ClaimAsync(transfer.Code, "", Token));
    }
}
