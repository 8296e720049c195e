using MobileCoin.Client.Test.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Swaps;

public sealed class SwapTests
{
    private static readonly SwapOffer TwoForTen = new(new Amount(2 * Mob, 0), new Amount(10_000, Other));

    [Fact]
    public async Task Offer_ThatIsTaken_ChangesBothBalances()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = Copy(await alice.Client.OfferAsync(TwoForTen, Token));
        SwapTerms terms = MobileCoinClient.ReadOffer(offer);
        Assert.Equal((new Amount(2 * Mob, 0), new Amount(10_000, Other), false), (terms.Receive, terms.Pay, terms.MayFillPartly));
        SentPayment sent = await bob.Client.AcceptAsync(offer, cancellationToken: Token);
        Assert.Equal(new Amount(OtherFee, Other), sent.Draft.Fee);
        Assert.Equal(PaymentState.Appeared, (await bob.Client.WaitAsync(sent, Token)).State);
        Assert.Equal((3 * Mob, 10_000UL), (await alice.BalanceAsync(), await alice.BalanceAsync(Other)));
        Assert.Equal(((2 * Mob) + Mob, 90_000 - OtherFee), (await bob.BalanceAsync(), await bob.BalanceAsync(Other)));
        await FailsAsync(ClientError.OfferGone, () => bob.Client.AcceptAsync(offer, cancellationToken: Token));
        await FailsAsync(ClientError.OfferGone, () => alice.Client.CancelOfferAsync(offer, Token));
    }

    [Fact]
    public async Task Offer_IsFilledInPart_RoundedUp()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = Copy(await alice.Client.OfferAsync(TwoForTen with { MayFillPartly = true, MinFill = Mob / 2 }, Token));
        SwapTerms terms = MobileCoinClient.ReadOffer(offer);
        Assert.Equal((true, Mob / 2), (terms.MayFillPartly, terms.MinFill));
        await FailsAsync(ClientError.InvalidAmount, () => bob.Client.AcceptAsync(offer, (Mob / 2) - 1, cancellationToken: Token));
        await FailsAsync(ClientError.InvalidAmount, () => bob.Client.AcceptAsync(offer, (2 * Mob) + 1, cancellationToken: Token));
        await bob.Client.AcceptAsync(offer, Mob + 1, TokenId.Mob, Token);
        Assert.Equal((4 * Mob - 1, 5_001UL), (await alice.BalanceAsync(), await alice.BalanceAsync(Other)));
        Assert.Equal(((2 * Mob) + 1 - Fee, 94_999UL), (await bob.BalanceAsync(), await bob.BalanceAsync(Other)));
    }

    [Fact]
    public async Task Offer_OfAllOfAnOutput_IsFilledEntirely()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = Copy(await alice.Client.OfferAsync(new SwapOffer(new Amount(5 * Mob, 0), new Amount(1, Other)) { MayFillPartly = true }, Token));
        await bob.Client.AcceptAsync(offer, cancellationToken: Token);
        Assert.Equal((0UL, 1UL), (await alice.BalanceAsync(), await alice.BalanceAsync(Other)));
        Assert.Equal(6 * Mob, await bob.BalanceAsync());
    }

    [Fact]
    public async Task Offer_ThatIsCancelled_CannotBeTaken()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = await alice.Client.OfferAsync(TwoForTen, Token);
        // Its output is kept: nothing else spends it, and no second offer does.
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), Token));
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.OfferAsync(TwoForTen, Token));
        await FailsAsync(ClientError.InvalidOffer, () => bob.Client.CancelOfferAsync(offer, Token));
        await FailsAsync(ClientError.InvalidOffer, () => alice.Client.AcceptAsync(offer, cancellationToken: Token));
        await alice.Client.CancelOfferAsync(offer, Token);
        await FailsAsync(ClientError.OfferGone, () => bob.Client.AcceptAsync(offer, cancellationToken: Token));
        Assert.Equal((5 * Mob) - Fee, await alice.BalanceAsync());
        await FailsAsync(ClientError.OfferGone, () => alice.Client.CancelOfferAsync(offer, Token));
    }

    [Fact]
    public async Task Cancelling_AfterFeesChanged_IsBuiltAgain()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = await alice.Client.OfferAsync(TwoForTen, Token);
        world.Fog.SetMinimumFees(new Dictionary<ulong, ulong> { [0] = 2 * Fee, [Other] = OtherFee });
        await alice.Client.CancelOfferAsync(offer, Token);
        Assert.Equal((5 * Mob) - (2 * Fee), await alice.BalanceAsync());
        await FailsAsync(ClientError.OfferGone, () => bob.Client.AcceptAsync(offer, cancellationToken: Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_ThatFails_LeavesTheOffersOutputKept(bool isForgotten)
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = await alice.Client.OfferAsync(TwoForTen, Token);
        if (isForgotten)
        {
            world.Fog.Faults.Forget = true;
            SentPayment sent = await alice.Client.CancelOfferAsync(offer, Token);
            world.Fog.MakeBlocks(60);
            Assert.Equal(PaymentState.Expired, (await alice.Client.WaitAsync(sent, Token)).State);
            world.Fog.Faults.Forget = false;
        }
        else
        {
            world.Fog.Faults.Reject = TxProposalResult.Ledger;
            Assert.Null((await FailsAsync(ClientError.Rejected, () => alice.Client.CancelOfferAsync(offer, Token))).Payment);
            world.Fog.Faults.Reject = null;
        }
        Assert.Equal(5 * Mob, await alice.BalanceAsync());
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), Token));
        await alice.Client.CancelOfferAsync(offer, Token);
        Assert.Equal((5 * Mob) - Fee, await alice.BalanceAsync());
    }

    [Fact]
    public async Task Offer_ThatIsOver_IsRefused_AndItsOutputFree()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = await alice.Client.OfferAsync(TwoForTen with { TombstoneBlocks = 3 }, Token);
        Assert.Equal(world.Fog.BlockCount + 3, MobileCoinClient.ReadOffer(offer).TombstoneBlock);
        world.Fog.MakeBlocks(3);
        await FailsAsync(ClientError.TombstonePassed, () => bob.Client.AcceptAsync(offer, cancellationToken: Token));
        await alice.BalanceAsync();
        await alice.Client.SendAsync(new Payment(bob.Account.Address, new Amount(1, 0)), Token);
    }

    [Fact]
    public async Task OffersThatCannotBe_SayWhatIsWrong()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        await FailsAsync(ClientError.InvalidAmount, () => alice.Client.OfferAsync(new SwapOffer(new Amount(0, 0), new Amount(1, Other)), Token));
        await FailsAsync(ClientError.InvalidAmount, () => alice.Client.OfferAsync(new SwapOffer(new Amount(1, 0), new Amount(0, Other)), Token));
        await FailsAsync(ClientError.InvalidOffer, () => alice.Client.OfferAsync(new SwapOffer(new Amount(1, 0), new Amount(1, 0)), Token));
        await FailsAsync(ClientError.InvalidOffer, () => alice.Client.OfferAsync(TwoForTen with { MinFill = 1 }, Token));
        await FailsAsync(ClientError.InvalidOffer, () => alice.Client.OfferAsync(TwoForTen with { MayFillPartly = true, MinFill = (2 * Mob) + 1 }, Token));
        await FailsAsync(ClientError.InsufficientFunds, () => alice.Client.OfferAsync(new SwapOffer(new Amount(6 * Mob, 0), new Amount(1, Other)), Token));
        world.Fog.Fund(alice.Account.Address, new Amount(5 * Mob, 0));
        await alice.BalanceAsync();
        await FailsAsync(ClientError.NeedsDefragmentation, () => alice.Client.OfferAsync(new SwapOffer(new Amount(6 * Mob, 0), new Amount(1, Other)), Token));
        // Nothing is left of it after the fee.
        SignedContingentInput poor = await alice.Client.OfferAsync(new SwapOffer(new Amount(Fee, 0), new Amount(1, Other)), Token);
        MobileCoinException e = await FailsAsync(ClientError.InvalidOffer, () => bob.Client.AcceptAsync(poor, null, TokenId.Mob, Token));
        Assert.Equal("the offer does not hold: it would bring nothing beside its fee", e.Message);
        await FailsAsync(ClientError.InvalidAmount, () => bob.Client.AcceptAsync(poor, 1, cancellationToken: Token));
        SignedContingentInput dear = await alice.Client.OfferAsync(new SwapOffer(new Amount(1, 0), new Amount(ulong.MaxValue, Other)), Token);
        await FailsAsync(ClientError.InvalidAmount, () => bob.Client.AcceptAsync(dear, cancellationToken: Token));
    }

    [Fact]
    public async Task OffersThatAreForged_AreRefused()
    {
        await using FakeWorld world = await WorldAsync();
        (Person alice, Person bob) = await PeopleAsync(world);
        SignedContingentInput offer = await alice.Client.OfferAsync(TwoForTen, Token);
        SignedContingentInput[] forged =
        [
            // Another place, another amount, another ring, another version.
            Of(offer, indices: [.. offer.TxOutGlobalIndices.Select((x, i) => i == 0 ? x ^ 1 : x)]),
            Of(offer, indices: [.. offer.TxOutGlobalIndices.Skip(1), ulong.MaxValue]),
            Of(offer, indices: [.. offer.TxOutGlobalIndices.Skip(1)]),
            Of(offer, amounts: [new UnmaskedAmount(1, Other, offer.RequiredOutputAmounts[0].Blinding), .. offer.RequiredOutputAmounts.Skip(1)]),
            Of(offer, input: new TxIn([.. offer.TxIn.Ring.Skip(1), offer.TxIn.Ring[0]], [], offer.TxIn.InputRules)),
            Of(offer, input: new TxIn(offer.TxIn.Ring, [], null)),
            Of(offer, version: 2),
        ];
        for (int i = 0; i < forged.Length; i++)
        {
            MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => bob.Client.AcceptAsync(forged[i], cancellationToken: Token));
            Assert.True(e.Error == ClientError.InvalidOffer, $"{i}: {e.Error}");
        }
        Assert.Equal(100_000UL, await bob.BalanceAsync(Other));
    }

    private static Task<FakeWorld> WorldAsync() => Task.FromResult(new FakeWorld());

    private static async Task<(Person Alice, Person Bob)> PeopleAsync(FakeWorld world)
    {
        Person alice = await world.PersonAsync(5 * Mob), bob = await world.PersonAsync(Mob);
        world.Fog.Fund(bob.Account.Address, new Amount(100_000, Other));
        await bob.BalanceAsync();
        return (alice, bob);
    }

    private static SignedContingentInput Copy(SignedContingentInput offer) => WireMessage.Decode<SignedContingentInput>(offer.Encode());

    private static SignedContingentInput Of(
        SignedContingentInput offer, uint? version = null, TxIn? input = null, IReadOnlyList<ulong>? indices = null, IReadOnlyList<UnmaskedAmount>? amounts = null) =>
        new(version ?? offer.BlockVersion, input ?? offer.TxIn, offer.Mlsag, offer.PseudoOutputAmount)
        {
            TxOutGlobalIndices = indices ?? offer.TxOutGlobalIndices,
            RequiredOutputAmounts = amounts ?? offer.RequiredOutputAmounts,
        };
}
