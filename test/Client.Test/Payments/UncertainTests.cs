using MobileCoin.Client.Test.Testing;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

/// <summary>What may be on its way is never said to be refused, and its inputs are not given to another payment: else it would be paid twice.</summary>
public sealed class UncertainTests
{
    [Fact]
    public async Task CancelledAfterALostAnswer_ARefusalIsNotBelieved()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        using var cancellation = new CancellationTokenSource();
        sender.Transport.Propose = async (tx, _) =>
        {
            await sender.Honest.ProposeAsync(tx, Token);
            await cancellation.CancelAsync();
            throw new MobileCoinException(ClientError.NetworkUnreachable, "the answer is lost");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.Client.SendAsync(draft, cancellation.Token));
        await sender.ExpectUncertainAsync(draft, TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    [Fact]
    public async Task RefusedAfterALostAnswer_ASecondRefusalIsNotBelievedEither()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        int attempts = 0;
        sender.Transport.Propose = async (tx, _) =>
        {
            if (++attempts > 1) return sender.Refusal(TxProposalResult.TxFeeError);
            await sender.Honest.ProposeAsync(tx, Token);
            throw new MobileCoinException(ClientError.NetworkUnreachable, "the answer is lost");
        };
        Assert.NotNull((await FailsAsync(ClientError.FeeTooLow, () => sender.Client.SendAsync(draft, Token))).Payment);
        await sender.ExpectUncertainAsync(draft, TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    [Fact]
    public async Task RefusedByASecondNodeOfOneCall_ASecondRefusalIsNotBelievedEither()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        sender.Transport.Propose = async (tx, _) =>
        {
            await sender.Honest.ProposeAsync(tx, Token);
            return sender.Refusal(TxProposalResult.TxFeeError) with { WasTriedBefore = true };
        };
        Assert.NotNull((await FailsAsync(ClientError.FeeTooLow, () => sender.Client.SendAsync(draft, Token))).Payment);
        await sender.ExpectUncertainAsync(draft, TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    [Fact]
    public async Task Taken_ARefusalOfTheSameIsNotBelieved()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        Assert.True((await sender.Client.SendAsync(draft, Token)).IsTaken);
        await sender.ExpectUncertainAsync(draft, TxProposalResult.FeeMapDigestMismatch, ClientError.FeesChanged);
    }

    // An app that was ended in between: the draft was saved before it was sent, the state was not saved since.
    [Fact]
    public async Task SentByAnEarlierRun_OfWhichTheStateTellsNothing_ARefusalIsNotBelieved()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        byte[] saved = draft.Save(), state = sender.Client.SaveState();
        await sender.Honest.ProposeAsync(draft.Tx, Token);
        await using var again = MobileCoinClient.Restore(
            sender.Account, sender.World.Fog.ChainId, sender.Transport, state, sender.World.ClientOptions with { Trust = sender.World.Fog.Trust });
        await (sender with { Client = again }).ExpectUncertainAsync(PaymentDraft.Load(saved), TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    // Of two of the same inputs one would be waited for in vain, and taken for expired, when the other is paid.
    [Fact]
    public async Task FeesChangedAfterALostAnswer_NoOtherIsBuilt()
    {
        await using Sender sender = await Sender.NewAsync();
        int attempts = 0;
        sender.Transport.Propose = async (tx, _) =>
        {
            if (++attempts > 1) return sender.Refusal(TxProposalResult.FeeMapDigestMismatch);
            await sender.Honest.ProposeAsync(tx, Token);
            throw new MobileCoinException(ClientError.NetworkUnreachable, "the answer is lost");
        };
        MobileCoinException e = await FailsAsync(ClientError.FeesChanged, () => sender.Client.SendAsync(sender.Payment, Token));
        Assert.NotNull(e.Payment);
        Assert.Single(sender.Transport.Proposed.Distinct());
        await sender.ExpectUncertainAsync(e.Payment.Draft, TxProposalResult.FeeMapDigestMismatch, ClientError.FeesChanged);
    }

    [Fact]
    public async Task SpentAfterALostAnswer_AndNoLookup_IsToldToBePerhapsPaid()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        int attempts = 0;
        sender.Transport.Propose = async (tx, _) =>
        {
            if (++attempts > 1) return sender.Refusal(TxProposalResult.ContainsSpentKeyImage);
            await sender.Honest.ProposeAsync(tx, Token);
            throw new MobileCoinException(ClientError.NetworkUnreachable, "the answer is lost");
        };
        sender.Transport.Lookup = static _ => throw new MobileCoinException(ClientError.Unauthorized, "the token is over");
        Assert.NotNull((await FailsAsync(ClientError.AlreadySpent, () => sender.Client.SendAsync(draft, Token))).Payment);
        sender.Transport.Lookup = static lookup => lookup;
        await sender.ExpectUncertainAsync(draft, TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    // A node that lies of its ledger, after another took the payment.
    [Theory]
    [InlineData(TxProposalResult.TombstoneBlockExceeded, ClientError.TombstonePassed)]
    [InlineData(TxProposalResult.ContainsSpentKeyImage, ClientError.AlreadySpent)]
    [InlineData(TxProposalResult.ContainsExistingOutputPublicKey, ClientError.AlreadySpent)]
    public async Task ALieAfterALostAnswer_IsNotBelieved(TxProposalResult lie, ClientError error)
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        int attempts = 0;
        sender.Transport.Propose = async (tx, _) =>
        {
            if (++attempts > 1) return sender.Refusal(lie) with { BlockCount = 1 };
            await sender.Honest.ProposeAsync(tx, Token);
            throw new MobileCoinException(ClientError.NetworkUnreachable, "the answer is lost");
        };
        Assert.NotNull((await FailsAsync(error, () => sender.Client.SendAsync(draft, Token))).Payment);
        await sender.ExpectUncertainAsync(draft, TxProposalResult.TxFeeError, ClientError.FeeTooLow);
    }

    // What another wallet of the same account spent meanwhile is known to be spent by another payment.
    [Fact]
    public async Task SpentByAnother_AfterALostAnswer_IsCertain()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync(), other = await sender.PrepareAsync();
        int attempts = 0;
        sender.Transport.Propose = async (tx, _) =>
        {
            if (++attempts == 1) throw new MobileCoinException(ClientError.NetworkUnreachable, "it is not even there");
            if (attempts == 2)
            {
                await sender.Honest.ProposeAsync(other.Tx, Token);
                sender.World.Fog.MakeBlock();
            }
            return await sender.Honest.ProposeAsync(tx, Token);
        };
        Assert.Null((await FailsAsync(ClientError.AlreadySpent, () => sender.Client.SendAsync(draft, Token))).Payment);
    }

    [Fact]
    public async Task CancelledBeforeItIsProposed_KeepsNoInput()
    {
        await using Sender sender = await Sender.NewAsync();
        using var cancellation = new CancellationTokenSource();
        // The last that is asked for before it is signed.
        sender.Transport.Outputs = answer =>
        {
            cancellation.Cancel();
            return answer;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.Client.SendAsync(sender.Payment, cancellation.Token));
        sender.Transport.Outputs = static answer => answer;
        Assert.Empty(sender.Transport.Proposed);
        Assert.True((await sender.Client.SendAsync(sender.Payment, Token)).IsTaken);
    }

    // What is refused is told, also to who gave up meanwhile, and at once: its inputs are kept as long as nobody says what became of them.
    [Fact]
    public async Task CancelledAfterARefusal_NobodyIsWaitedFor()
    {
        await using Sender sender = await Sender.NewAsync();
        PaymentDraft draft = await sender.PrepareAsync();
        using var cancellation = new CancellationTokenSource();
        sender.Transport.Propose = (_, _) => Task.FromResult(sender.Refusal(TxProposalResult.ContainsSpentKeyImage));
        sender.Transport.Lookup = lookup =>
        {
            cancellation.Cancel();
            sender.World.Fog.Faults.Delay = TimeSpan.FromDays(1);
            return lookup;
        };
        await FailsAsync(ClientError.AlreadySpent, () => sender.Client.SendAsync(draft, cancellation.Token).WaitAsync(TimeSpan.FromSeconds(20), Token));
        sender.World.Fog.Faults.Delay = TimeSpan.Zero;
        await FailsAsync(ClientError.InsufficientFunds, () => sender.Client.SendAsync(sender.Payment, Token));
    }

    [Fact]
    public async Task Waiting_ThatFails_TellsThatItMayBePaid()
    {
        await using Sender sender = await Sender.NewAsync();
        SentPayment sent = await sender.Client.SendAsync(sender.Payment, Token);
        sender.Transport.Lookup = static _ => throw new MobileCoinException(ClientError.Unauthorized, "the token is over");
        Assert.Same(sent, (await FailsAsync(ClientError.Unauthorized, () => sender.Client.WaitAsync(sent, Token))).Payment);
        Assert.Same(sent, (await FailsAsync(ClientError.Unauthorized, () => sender.Client.GetStatusAsync(sent, Token))).Payment);
    }

    private sealed record Sender(FakeWorld World, Account Account, Person Friend, IFogTransport Honest, TamperedTransport Transport, MobileCoinClient Client) : IAsyncDisposable
    {
        internal Payment Payment => new(Friend.Account.Address, new Amount(Mob / 2, 0));

        internal static async Task<Sender> NewAsync()
        {
            var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
            Person friend = await world.PersonAsync();
            Account account = world.Fog.CreateAccount();
            world.Fog.Fund(account.Address, new Amount(Mob, 0));
            world.Fog.MakeBlock();
            IFogTransport honest = world.Fog.Connect();
            var transport = new TamperedTransport(honest);
            var client = new MobileCoinClient(account, world.Fog.ChainId, transport, world.ClientOptions with { Trust = world.Fog.Trust });
            await client.UpdateAsync(cancellationToken: Token);
            return new Sender(world, account, friend, honest, transport, client);
        }

        internal Task<PaymentDraft> PrepareAsync() => Client.PrepareAsync(Payment, Token);

        internal TxProposal Refusal(TxProposalResult result) => new(result, World.Fog.BlockCount, 4, "");

        /// <summary>A refusal of the payment tells that it may be paid, no other payment gets its inputs, and it is paid.</summary>
        internal async Task ExpectUncertainAsync(PaymentDraft draft, TxProposalResult refusal, ClientError error)
        {
            Transport.Propose = (_, _) => Task.FromResult(Refusal(refusal));
            MobileCoinException e = await FailsAsync(error, () => Client.SendAsync(draft, Token));
            Assert.NotNull(e.Payment);
            await FailsAsync(ClientError.InsufficientFunds, () => Client.SendAsync(Payment, Token));
            Transport.Propose = null;
            World.Fog.MakeBlock();
            Assert.Equal(PaymentState.Appeared, (await Client.WaitAsync(e.Payment, Token)).State);
            await Client.UpdateAsync(cancellationToken: Token);
            Assert.Equal(Mob / 2, await Friend.BalanceAsync());
        }

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            Account.Dispose();
            await World.DisposeAsync();
        }
    }
}
