using MobileCoin.Accounts;
using MobileCoin.Client.Test.Testing;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

public sealed class SendTests
{
    [Fact]
    public async Task Payment_Arrives_AndBothSeeIt()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync();

        PaymentDraft draft = await alice.Client.PrepareAsync(new Payment(bob.Account.Address, new Amount(2 * Mob, 0)), Token);
        Assert.Equal((2, 1, new Amount(Fee, 0)), (draft.Tx.Prefix.Outputs.Count, draft.Inputs.Count, draft.Fee));
        Assert.Equal(world.Fog.BlockCount + 50, draft.TombstoneBlock);
        Assert.All(draft.Tx.Prefix.Inputs, i => Assert.Equal(11, i.Ring.Count));
        Assert.Equal([new Amount(2 * Mob, 0), new Amount((3 * Mob) - Fee, 0)], draft.Outputs.Select(o => o.Amount));
        Assert.Equal(5 * Mob, await alice.BalanceAsync());

        SentPayment sent = await alice.Client.SendAsync(PaymentDraft.Load(draft.Save()), Token);
        PaymentStatus status = await alice.Client.WaitAsync(sent, Token);
        Assert.Equal((PaymentState.Appeared, world.Fog.BlockCount - 1), (status.State, status.BlockIndex));
        Assert.Equal((3 * Mob) - Fee, await alice.BalanceAsync());
        Assert.Equal(2 * Mob, await bob.BalanceAsync());

        OwnedTxOut received = Assert.Single(bob.Client.Snapshot.Outputs);
        var memo = Assert.IsType<AuthenticatedSenderMemo>(received.Memo);
        Assert.Equal(alice.Account.Address.ShortAddressHash(), memo.SenderAddressHash);
        OwnedTxOut change = alice.Client.Snapshot.Outputs.Single(o => o.SubaddressIndex == SubaddressIndex.Change);
        var destination = Assert.IsType<DestinationMemo>(change.Memo);
        Assert.Equal((bob.Account.Address.ShortAddressHash(), (2 * Mob) + Fee, Fee), (destination.AddressHash, destination.TotalOutlay, destination.Fee));
    }

    [Fact]
    public async Task Payment_OfAnotherToken_PaysItsFeeInIt()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(), bob = await world.PersonAsync();
        world.Fog.Fund(alice.Account.Address, new Amount(100_000, Other));
        Assert.Equal(100_000UL, await alice.BalanceAsync(Other));
        Assert.Equal(100_000 - OtherFee, await alice.Client.GetSpendableAsync(Other, Token));
        Assert.Equal(new Amount(OtherFee, Other), await alice.Client.GetFeeAsync(Other, Token));

        // Everything: the change is there all the same.
        SentPayment sent = await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(100_000 - OtherFee, Other)), Token);
        Assert.Equal(0UL, sent.Draft.Outputs[1].Amount.Value);
        Assert.Equal((0UL, 100_000 - OtherFee), (await alice.BalanceAsync(Other), await bob.BalanceAsync(Other)));
    }

    [Fact]
    public async Task Payment_ToAnAddressWithoutFog_IsTakenAndSeenByItsOwner()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(5 * Mob);
        using AccountKey stranger = AccountKey.Random(world.Options.Random);
        SentPayment sent = await alice.Client.SendAsync(new Payment(stranger.DefaultSubaddress(), new Amount(Mob, 0)), Token);
        TxOut output = sent.Draft.Tx.Prefix.Outputs.Single(o => o.PublicKey == sent.Draft.Outputs[0].PublicKey);
        Assert.True(output.TryViewKeyMatch(stranger.ViewPrivateKey, out UnmaskedAmount amount, out _));
        Assert.Equal(Mob, amount.Value);
        Assert.Equal(PaymentState.Appeared, (await alice.Client.WaitAsync(sent, Token)).State);
    }

    [Fact]
    public async Task Memos_AreWhatWasAskedFor()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync([.. Enumerable.Repeat(Mob, 6)]), bob = await world.PersonAsync();
        var kinds = new Dictionary<PaymentMemo, (Type? Output, Type? Change)>
        {
            [PaymentMemo.ForRequest(7)] = (typeof(AuthenticatedSenderWithPaymentRequestIdMemo), typeof(DestinationWithPaymentRequestIdMemo)),
            [PaymentMemo.ForIntent(8)] = (typeof(AuthenticatedSenderWithPaymentIntentIdMemo), typeof(DestinationWithPaymentIntentIdMemo)),
            [PaymentMemo.Anonymous] = (null, typeof(DestinationMemo)),
            [PaymentMemo.None] = (null, null),
        };
        foreach ((PaymentMemo memo, (Type? output, Type? change)) in kinds)
        {
            SentPayment sent = await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)) { Memo = memo }, Token);
            await bob.BalanceAsync();
            await alice.BalanceAsync();
            Assert.Equal(output, bob.Client.Snapshot.Outputs.Single(o => o.PublicKey == sent.Draft.Outputs[0].PublicKey).Memo?.GetType());
            Assert.Equal(change, alice.Client.Snapshot.Outputs.Single(o => o.PublicKey == sent.Draft.Outputs[1].PublicKey).Memo?.GetType());
        }
        SentPayment burned = await alice.Client.SendAsync(
            new Payment(BurnAddress.Address, new Amount(Mob / 2, 0)) { Memo = PaymentMemo.BurnRedemption(new byte[64]) }, Token);
        Assert.Equal(PaymentState.Appeared, (await alice.Client.WaitAsync(burned, Token)).State);
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.PrepareAsync(
            new Payment(bob.Account.Address, new Amount(1, 0)) { Memo = PaymentMemo.BurnRedemption(new byte[64]) }, Token));
        Assert.Throws<ArgumentException>(() => PaymentMemo.BurnRedemption(new byte[63]));
    }

    [Fact]
    public async Task PaymentsThatCannotBe_SayWhatIsWrong()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync(), carol = await world.PersonAsync(Fee);
        PublicAddress to = bob.Account.Address;

        await FailsAsync(ClientError.InvalidAmount, () => alice.Client.PrepareAsync(new Payment(to, new Amount(0, 0)), Token));
        await FailsAsync(ClientError.InvalidAmount, () => alice.Client.PrepareAsync(new Payment(to, new Amount(ulong.MaxValue, 0)), Token));
        MobileCoinException e = await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.PrepareAsync(new Payment(to, new Amount(Mob, 0)), Token));
        Assert.Equal("the account can spend 1 MOB, and the payment takes 1.0004 MOB with its fee", e.Message);
        await FailsAsync(ClientError.UnknownToken, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 5)), Token));
        await FailsAsync(ClientError.UnknownToken, () => alice.Client.GetSpendableAsync(5, Token));
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, Other)), Token));
        await FailsAsync(ClientError.Dust, () => carol.Client.PrepareAsync(new Payment(to, new Amount(1, 0)), Token));
        await FailsAsync(ClientError.FeeTooLow, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { Fee = Fee - 128 }, Token));
        await FailsAsync(ClientError.FeeTooHigh, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { Fee = Memo.MaxFee + 1 }, Token));
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { MaxInputs = 0 }, Token));
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { MaxInputs = 17 }, Token));
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { TombstoneBlocks = 0 }, Token));
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.PrepareAsync(new Payment(to, new Amount(1, 0)) { TombstoneBlocks = 20_161 }, Token));
        var elsewhere = new PublicAddress(to.ViewPublicKey, to.SpendPublicKey, "fog://another.invalid", "", to.FogAuthoritySig);
        await FailsAsync(ClientError.NetworkUnreachable, () => alice.Client.PrepareAsync(new Payment(elsewhere, new Amount(1, 0)), Token));
        var noUrl = new PublicAddress(to.ViewPublicKey, to.SpendPublicKey, "not a url", "", to.FogAuthoritySig);
        await FailsAsync(ClientError.InvalidAddress, () => alice.Client.PrepareAsync(new Payment(noUrl, new Amount(1, 0)), Token));
        var otherId = new PublicAddress(to.ViewPublicKey, to.SpendPublicKey, to.FogReportUrl, "17", to.FogAuthoritySig);
        await FailsAsync(ClientError.FogReportMissing, () => alice.Client.PrepareAsync(new Payment(otherId, new Amount(1, 0)), Token));
        var unsigned = new PublicAddress(to.ViewPublicKey, to.SpendPublicKey, to.FogReportUrl, "", new byte[64]);
        await FailsAsync(ClientError.FogReportInvalid, () => alice.Client.PrepareAsync(new Payment(unsigned, new Amount(1, 0)), Token));
        Assert.Equal((Mob, Mob - Fee), (await alice.BalanceAsync(), await alice.Client.GetSpendableAsync(0, Token)));
        Assert.Equal(0UL, await carol.Client.GetSpendableAsync(0, Token));
    }

    [Fact]
    public async Task Reports_ThatAreUntrustedOrExpired_KeepPaymentsFromBeingMade()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        var payment = new Payment(bob.Account.Address, new Amount(1, 0));
        world.Fog.Faults.UntrustedReports = true;
        await FailsAsync(ClientError.FogReportInvalid, () => alice.Client.SendAsync(payment, Token));
        world.Fog.Faults.UntrustedReports = false;
        world.Fog.Faults.ReportExpiry = world.Fog.BlockCount;
        await FailsAsync(ClientError.FogReportExpired, () => alice.Client.SendAsync(payment, Token));
        world.Fog.Faults.ReportExpiry = world.Fog.BlockCount + 3;
        PaymentDraft draft = await alice.Client.PrepareAsync(payment, Token);
        Assert.Equal(world.Fog.BlockCount + 3, draft.TombstoneBlock);
        world.Fog.Faults.Unavailable = FakeServices.Reports;
        await FailsAsync(ClientError.ServiceUnavailable, () => alice.Client.SendAsync(payment, Token));
    }

    [Fact]
    public async Task FeesThatChanged_RebuildThePayment_OfTheSameInputs()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob, Mob, Mob), bob = await world.PersonAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        PaymentDraft draft = await alice.Client.PrepareAsync(payment, Token);
        world.Fog.SetMinimumFees(new Dictionary<ulong, ulong> { [0] = 2 * Fee });
        await FailsAsync(ClientError.FeesChanged, () => alice.Client.SendAsync(draft, Token));
        // What was learnt is forgotten once: the client asks again, and again when they changed again.
        SentPayment sent = await alice.Client.SendAsync(payment, Token);
        Assert.Equal(2 * Fee, sent.Draft.Fee.Value);
        world.Fog.SetMinimumFees(new Dictionary<ulong, ulong> { [0] = 3 * Fee });
        await alice.BalanceAsync();
        sent = await alice.Client.SendAsync(payment, Token);
        Assert.Equal(3 * Fee, sent.Draft.Fee.Value);
        Assert.Equal(Mob, await bob.BalanceAsync());
        Assert.Equal((2 * Mob) - (5 * Fee), await alice.BalanceAsync());
        world.Fog.SetMinimumFees(new Dictionary<ulong, ulong> { [0] = Fee, [7] = 1024 });
        await FailsAsync(ClientError.FeesChanged, () => alice.Client.SendAsync(payment with { Fee = 5 * Fee }, Token));
    }

    [Fact]
    public async Task Inputs_OfAPaymentOnItsWay_AreKeptFromOthers()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        Person alice = await world.PersonAsync(Mob, Mob), bob = await world.PersonAsync();
        world.Fog.MakeBlock();
        await alice.BalanceAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        SentPayment first = await alice.Client.SendAsync(payment, Token), second = await alice.Client.SendAsync(payment, Token);
        Assert.Empty(first.Draft.Inputs.Intersect(second.Draft.Inputs));
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.SendAsync(payment, Token));
        Assert.Equal(PaymentState.Unknown, (await alice.Client.GetStatusAsync(first, Token)).State);
        world.Fog.MakeBlock();
        Assert.Equal((PaymentState.Appeared, PaymentState.Appeared), ((await alice.Client.WaitAsync(first, Token)).State, (await alice.Client.WaitAsync(second, Token)).State));
        Assert.Equal(Mob - (2 * Fee), await alice.BalanceAsync());
        Assert.Equal(Mob, await bob.BalanceAsync());
    }

    [Fact]
    public async Task Payment_ThatNobodyPutsIntoABlock_Expires_AndItsInputsAreFreeAgain()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        world.Fog.Faults.Forget = true;
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0)) { TombstoneBlocks = 5 };
        SentPayment sent = await alice.Client.SendAsync(payment, Token);
        world.Fog.Faults.Forget = false;
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.SendAsync(payment, Token));
        world.Fog.MakeBlocks(4);
        Assert.Equal(PaymentState.Unknown, (await alice.Client.GetStatusAsync(sent, Token)).State);
        world.Fog.MakeBlock();
        Assert.Equal(PaymentState.Expired, (await alice.Client.WaitAsync(sent, Token)).State);
        await FailsAsync(ClientError.TombstonePassed, () => alice.Client.SendAsync(sent.Draft, Token));
        await alice.BalanceAsync();
        await alice.Client.SendAsync(payment, Token);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
    }

    [Fact]
    public async Task LostAnswer_IsNoSecondPayment()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob, Mob), bob = await world.PersonAsync();
        world.Fog.Faults.LoseAnswers = true;
        MobileCoinException e = await FailsAsync(ClientError.NetworkUnreachable, () => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token));
        Assert.NotNull(e.Payment);
        Assert.False(e.Payment.IsTaken);
        world.Fog.Faults.LoseAnswers = false;
        // It was taken at the first attempt: sending it again finds it there.
        Assert.True((await alice.Client.SendAsync(e.Payment.Draft, Token)).IsTaken);
        Assert.Equal(PaymentState.Appeared, (await alice.Client.WaitAsync(e.Payment, Token)).State);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
        Assert.Equal((2 * Mob) - (Mob / 2) - Fee, await alice.BalanceAsync());
    }

    // An app that was closed meanwhile: the draft was saved, and so was the state.
    [Fact]
    public async Task LostAnswer_IsNoSecondPayment_AfterARestart()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        world.Fog.MakeBlock();
        await alice.BalanceAsync();
        PaymentDraft draft = await alice.Client.PrepareAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token);
        byte[] saved = draft.Save();
        world.Fog.Faults.LoseAnswers = true;
        await FailsAsync(ClientError.NetworkUnreachable, () => alice.Client.SendAsync(draft, Token));
        byte[] state = alice.Client.SaveState();
        await using var again = MobileCoinClient.Restore(alice.Account, world.Fog.ChainId, world.Fog.Connect(), state, world.ClientOptions with { Trust = world.Fog.Trust });
        world.Fog.Faults.LoseAnswers = false;
        world.Fog.Faults.Reject = TxProposalResult.TxFeeError;
        await FailsAsync(ClientError.InsufficientFunds, () => again.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), Token));
        // The node that is asked now refuses what another took: that is no reason to let go of the inputs.
        MobileCoinException e = await FailsAsync(ClientError.FeeTooLow, () => again.SendAsync(PaymentDraft.Load(saved), Token));
        Assert.NotNull(e.Payment);
        world.Fog.Faults.Reject = null;
        await FailsAsync(ClientError.InsufficientFunds, () => again.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), Token));
        world.Fog.MakeBlock();
        Assert.Equal(PaymentState.Appeared, (await again.WaitAsync(new SentPayment(PaymentDraft.Load(saved)), Token)).State);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
    }

    [Fact]
    public async Task Wait_SendsAgain_WhatNoNodeTook()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        PaymentDraft draft = await alice.Client.PrepareAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token);
        world.Fog.Faults.Unavailable = FakeServices.Consensus;
        MobileCoinException e = await FailsAsync(ClientError.ServiceUnavailable, () => alice.Client.SendAsync(draft, Token));
        world.Fog.Faults.Unavailable = FakeServices.None;
        Assert.Equal(PaymentState.Appeared, (await alice.Client.WaitAsync(e.Payment!, Token)).State);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
    }

    [Fact]
    public async Task DraftsOfTheSameInputs_ArePaidOnce()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        world.Fog.MakeBlock();
        await alice.BalanceAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        PaymentDraft one = await alice.Client.PrepareAsync(payment, Token), two = await alice.Client.PrepareAsync(payment, Token);
        await alice.Client.SendAsync(one, Token);
        await FailsAsync(ClientError.InvalidPayment, () => alice.Client.SendAsync(two, Token));
        await alice.Client.SendAsync(one, Token);
        world.Fog.MakeBlock();
        Assert.True((await alice.Client.SendAsync(one, Token)).IsTaken);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
        await alice.BalanceAsync();
        world.Fog.MakeBlocks(60);
        await alice.BalanceAsync();
        await FailsAsync(ClientError.AlreadySpent, () => alice.Client.SendAsync(two, Token));
        Assert.Equal((Mob / 2) - Fee, await alice.BalanceAsync());
        Assert.Equal((Mob / 2) - (2 * Fee), await alice.Client.GetSpendableAsync(0, Token));
    }

    [Fact]
    public async Task Refusal_GivesTheInputsBack()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        var payment = new Payment(bob.Account.Address, new Amount(Mob / 2, 0));
        world.Fog.Faults.Reject = TxProposalResult.Ledger;
        MobileCoinException e = await FailsAsync(ClientError.Rejected, () => alice.Client.SendAsync(payment, Token));
        Assert.Equal("the network refused the payment: Ledger", e.Message);
        Assert.Null(e.Payment);
        world.Fog.Faults.Reject = null;
        await alice.Client.SendAsync(payment, Token);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
    }

    [Fact]
    public async Task SixteenInputs_AndNoMore()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Decoys = 300 });
        Person alice = await world.PersonAsync([.. Enumerable.Repeat(Mob, 20)]), bob = await world.PersonAsync();
        Assert.Equal((16 * Mob) - Fee, await alice.Client.GetSpendableAsync(0, Token));
        MobileCoinException e = await FailsAsync(ClientError.NeedsDefragmentation, () => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(16 * Mob, 0)), Token));
        Assert.Equal("the money is in too many small outputs: a transaction of 16 inputs pays 15.9996 MOB at most, beside its fee", e.Message);
        await FailsAsync(ClientError.NeedsDefragmentation, () => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(3 * Mob, 0)) { MaxInputs = 3 }, Token));
        SentPayment sent = await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount((16 * Mob) - Fee, 0)), Token);
        Assert.Equal(16, sent.Draft.Inputs.Count);
        Assert.Equal(16 * 11, sent.Draft.Tx.Prefix.Inputs.SelectMany(i => i.Ring).Select(o => o.PublicKey).Distinct().Count());
        Assert.Equal((16 * Mob) - Fee, await bob.BalanceAsync());
    }

    // What a round joins is kept from payments that are made while it is built and sent.
    [Fact]
    public async Task Defragment_GoesOn_WhileOthersPay()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Decoys = 300 });
        Person alice = await world.PersonAsync([.. Enumerable.Repeat(Mob, 40)]), bob = await world.PersonAsync();
        world.Fog.Faults.Delay = TimeSpan.FromMilliseconds(1);
        Task<int> joining = alice.Client.DefragmentAsync(0, null, null, Token);
        List<Task<SentPayment>> payments = [];
        for (int i = 0; i < 4; i++) payments.Add(alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token));
        int joined = await joining;
        foreach (Task<SentPayment> payment in payments) await payment;
        Assert.Equal(2 * Mob, await bob.BalanceAsync());
        Assert.Equal((38 * Mob) - ((ulong)(joined + 4) * Fee), await alice.BalanceAsync());
    }

    [Fact]
    public async Task MoreThanThereCanBeOfAToken_IsPaidAsFarAsThatGoes()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(), bob = await world.PersonAsync();
        world.Fog.Fund(alice.Account.Address, [new Amount(ulong.MaxValue, Other), new Amount(ulong.MaxValue, Other)]);
        Assert.Equal(ulong.MaxValue, await alice.BalanceAsync(Other));
        ulong most = await alice.Client.GetSpendableAsync(Other, Token);
        Assert.Equal(ulong.MaxValue - OtherFee, most);
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(most, Other)), Token);
        Assert.Equal((ulong.MaxValue, most), (await alice.BalanceAsync(Other), await bob.BalanceAsync(Other)));
    }

    [Fact]
    public async Task Defragment_MakesEverythingPayable()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Decoys = 300 });
        Person alice = await world.PersonAsync([.. Enumerable.Range(1, 40).Select(i => (ulong)i * Mob)]), bob = await world.PersonAsync();
        Assert.Equal(0, await alice.Client.DefragmentAsync(0, Mob, null, Token));
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.DefragmentAsync(0, 820 * Mob, null, Token));
        Assert.Equal(1, await alice.Client.DefragmentAsync(0, 600 * Mob, null, Token));
        List<DefragmentationProgress> progress = [];
        int done = await alice.Client.DefragmentAsync(0, null, new Collected<DefragmentationProgress>(progress), Token);
        ulong left = (820 * Mob) - ((ulong)(done + 1) * Fee);
        Assert.Equal(left, await alice.BalanceAsync());
        Assert.Equal((0, left - Fee), (progress[^1].Outputs > 16 ? 1 : 0, progress[^1].Spendable));
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(left - Fee, 0)), Token);
        Assert.Equal(left - Fee, await bob.BalanceAsync());
    }

    [Fact]
    public async Task Receipts_ProveWhoPaid()
    {
        await using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        world.Fog.MakeBlock();
        await alice.BalanceAsync();
        SentPayment sent = await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)) { TombstoneBlocks = 9 }, Token);
        byte[] wire = Wire.WireMessage.Encode(Assert.Single(sent.Draft.Receipts));
        Receipt receipt = Wire.WireMessage.Decode<Receipt>(wire);
        Assert.Equal(sent.Draft.Receipts[0], receipt);
        Assert.Equal(new ReceiptStatus(ReceiptState.Pending, new Amount(Mob / 2, 0)), bob.Client.Verify(receipt));
        Assert.Equal(ReceiptState.Invalid, alice.Client.Verify(receipt).State);
        Assert.Equal(ReceiptState.Invalid, bob.Client.Verify(receipt with { Confirmation = new TxOutConfirmationNumber(new byte[32]) }).State);
        Assert.Equal(ReceiptState.Invalid, bob.Client.Verify(receipt with { MaskedAmount = null }).State);
        world.Fog.MakeBlock();
        await bob.BalanceAsync();
        ReceiptStatus received = bob.Client.Verify(receipt);
        Assert.Equal((ReceiptState.Received, receipt.PublicKey), (received.State, received.Output!.PublicKey));

        world.Fog.Faults.Forget = true;
        await alice.BalanceAsync();
        Receipt never = (await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 4, 0)) { TombstoneBlocks = 9 }, Token)).Draft.Receipts[0];
        world.Fog.MakeBlocks(9);
        await bob.BalanceAsync();
        Assert.Equal(ReceiptState.Expired, bob.Client.Verify(never).State);
    }

    [Fact]
    public async Task SlowServices_AreWaitedFor()
    {
        await using var world = new FakeWorld();
        Person alice = await world.PersonAsync(Mob), bob = await world.PersonAsync();
        world.Fog.Faults.Delay = TimeSpan.FromMilliseconds(5);
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(Mob / 2, 0)), Token);
        Assert.Equal(Mob / 2, await bob.BalanceAsync());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), cancelled.Token));
    }

    private sealed class Collected<T>(List<T> values) : IProgress<T>
    {
        public void Report(T value) => values.Add(value);
    }
}
