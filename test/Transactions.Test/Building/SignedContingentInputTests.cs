// Signed contingent inputs: made, checked, used whole and in part, and what is refused.
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.Building;

public sealed class SignedContingentInputTests
{
    [Theory]
    [InlineData(3u)]
    [InlineData(4u)]
    public void TakenWhole_Validates(uint version)
    {
        SampleSwap swap = new(10, version);
        SignedContingentInput sci = swap.Whole();
        Assert.Equal(sci, Codec.AssertRoundTrip<SignedContingentInput>(sci.Encode()));
        SignedContingentInputAmounts amounts = sci.Validate();
        Assert.Equal([new(0, 500), new(1, -1000)], amounts.BalanceSheet());
        Tx tx = swap.TakeWhole(sci);
        Assert.Equal("Ok", swap.Ledger.Verdict(tx));
        Assert.Contains(sci.KeyImage, tx.KeyImages());
        Codec.AssertRoundTrip<Tx>(tx.Encode());
    }

    [Theory]
    [InlineData(1000UL, 500UL)]
    [InlineData(999UL, 500UL)]
    [InlineData(301UL, 151UL)]
    [InlineData(300UL, 150UL)]
    [InlineData(10UL, 5UL)]
    public void TakenInPart_FillsTheSameFraction(ulong taken, ulong filled)
    {
        SampleSwap swap = new(20);
        SignedContingentInput sci = swap.Partial();
        SignedContingentInputAmounts amounts = sci.Validate();
        Assert.Equal(new Amount(SampleSwap.Offered, 1), amounts.PartialFillChange);
        Assert.Equal([new(0, (Int128)filled + 3), new(1, -(Int128)taken)], amounts.BalanceSheet(taken));
        using TransactionBuilder builder = swap.Take();
        Assert.Equal([new Amount(filled, 0)], builder.AddPresignedPartialFillInput(sci, new Amount(SampleSwap.Offered - taken, 1)));
        swap.Receive(builder, taken, filled + 3);
        Tx tx = swap.Build(builder);
        Assert.Equal("Ok", swap.Ledger.Verdict(tx));
        // The owner finds what was filled and what was not.
        ulong[] found = [.. tx.Prefix.Outputs.Select(o => o.TryViewKeyMatch(swap.Owner.ViewPrivateKey, out UnmaskedAmount a, out _) ? a.Value : ulong.MaxValue)
            .Where(v => v != ulong.MaxValue).Order()];
        Assert.Equal([.. new ulong[] { 3, filled, SampleSwap.Offered - taken }.Order()], found);
    }

    [Fact]
    public void Summary_OfASwap_TellsEachSideItsPart()
    {
        SampleSwap swap = new(30);
        SignedContingentInput sci = swap.Partial();
        using TransactionBuilder builder = swap.Take();
        builder.AddPresignedPartialFillInput(sci, new Amount(700, 1));
        swap.Receive(builder, 300, 153);
        using UnsignedTx unsigned = Codec.AssertRoundTrip<UnsignedTx>(builder.BuildUnsigned().Encode());
        using SigningData data = unsigned.GetSigningData(swap.Ledger.Random, out TxSummary summary, out TxSummaryUnblindingData unblinding, out byte[] extended);
        byte[] digest = new byte[32];
        TxSummaryReport report = TxSummaryVerifier.Verify(extended, summary, unblinding, swap.Taker.ViewPrivateKey, digest);
        Assert.Equal(data.MlsagSigningDigest.ToArray(), digest);
        Assert.Equal(
            [
                new(TransactionEntity.Ourself, 0, -153 - (long)SampleLedger.MinimumFee),
                new(TransactionEntity.Ourself, 1, 300),
                new(TransactionEntity.Swap, 0, 153),
                new(TransactionEntity.Swap, 1, -300),
            ],
            report.BalanceChanges);
        Tx tx = new(unsigned.TxPrefix, data.Sign(unsigned.Rings, new LocalRingSigner(swap.Taker), swap.Ledger.Random), []);
        Assert.Equal("Ok", swap.Ledger.Verdict(tx));
    }

    [Fact]
    public void Validate_NamesWhatIsWrongFirst()
    {
        SampleSwap swap = new(40);
        SignedContingentInput whole = swap.Whole(), partial = swap.Partial();
        Refuses("WrongNumberOfGlobalIndices", Change(whole, indices: [1]));
        Refuses("WrongNumberOfGlobalIndices", Change(whole, indices: [1], rules: _ => null));
        Refuses("MissingRules", Change(whole, rules: _ => null));
        Refuses("RingSignature(InvalidSignature)", Change(whole, rules: r => Rules(r!, tombstone: 7)));
        UnmaskedAmount pseudo = whole.PseudoOutputAmount;
        Refuses("RingSignature(InvalidSignature)", Change(whole, pseudo: new UnmaskedAmount(pseudo.Value + 1, pseudo.TokenId, pseudo.Blinding)));
        Refuses("WrongNumberOfRequiredOutputAmounts", Change(whole, required: []));
        UnmaskedAmount required = whole.RequiredOutputAmounts[0];
        Refuses("RequiredOutputMismatch", Change(whole, required: [new UnmaskedAmount(required.Value + 1, required.TokenId, required.Blinding)]));
        Assert.Null(Record.Exception(() => { partial.Validate(); }));
        RefusesOffer("MinPartialFillValueExceedsPartialChange", offer =>
        {
            offer.AddPartialFillChangeOutput(new Amount(9, 1), swap.OwnerAddresses, swap.Ledger.Random);
            offer.MinPartialFillValue = 10;
        });
        RefusesOffer("ZeroPartialFillChange", offer => offer.AddPartialFillChangeOutput(new Amount(0, 1), swap.OwnerAddresses, swap.Ledger.Random));
        RefusesOffer("ZeroPartialFillOutput", offer =>
        {
            offer.AddPartialFillChangeOutput(new Amount(9, 1), swap.OwnerAddresses, swap.Ledger.Random);
            offer.AddPartialFillOutput(new Amount(0, 1), swap.Owner.DefaultSubaddress(), swap.Ledger.Random);
        });
        RefusesOffer("MissingPartialFillChange", offer => offer.AddPartialFillOutput(new Amount(1, 1), swap.Owner.DefaultSubaddress(), swap.Ledger.Random));
        RefusesOffer("MissingPartialFillChange", offer => offer.MinPartialFillValue = 1);
        Assert.Equal("PartialFillValueTooLarge", Assert.Throws<SignedContingentInputException>(() => whole.Validate().BalanceSheet(1)).Message);
        Assert.Equal("PartialFillValueTooLarge", Assert.Throws<SignedContingentInputException>(() => partial.Validate().BalanceSheet(1001)).Message);

        void RefusesOffer(string error, Action<SignedContingentInputBuilder> fill)
        {
            using SignedContingentInputBuilder offer = swap.Offer();
            fill(offer);
            Refuses(error, swap.Sign(offer));
        }
    }

    [Fact]
    public void Rules_BrokenByTheTransaction_AreNamed()
    {
        SampleSwap swap = new(50);
        Tx whole = swap.TakeWhole(swap.Whole(tombstone: 150));
        Assert.Equal(150UL, whole.Prefix.TombstoneBlock);
        InputRules rules = Assert.Single(whole.Prefix.Inputs, i => i.InputRules is not null).InputRules!;
        Assert.Null(rules.Verify(whole.Prefix));
        Breaks("MaxTombstoneBlockExceeded", Rules(rules, tombstone: 149), whole.Prefix);
        Breaks("MissingRequiredOutput", rules, Without(whole.Prefix, rules.RequiredOutputs[0].PublicKey));
        Breaks("MinPartialFillValueNotExpected", Rules(rules, minimum: 1), whole.Prefix);

        Tx part = swap.TakePart(swap.Partial(), 300, 153);
        rules = Assert.Single(part.Prefix.Inputs, i => i.InputRules is not null).InputRules!;
        RevealedTxOut change = rules.PartialFillChange!, output = rules.PartialFillOutputs[0];
        Assert.Null(rules.Verify(part.Prefix));
        Breaks("PartialFillOutputsNotExpected", new InputRules { PartialFillOutputs = [output], MinPartialFillValue = 1 }, part.Prefix);
        Breaks("MinPartialFillValueExceedsPartialFillChange", Rules(rules, minimum: 1001), part.Prefix);
        Assert.Null(Rules(rules, minimum: 300).Verify(part.Prefix));
        Breaks("FractionalChangeOutputAmountExceedsLimit", Rules(rules, minimum: 301), part.Prefix);
        Breaks("MissingFractionalChangeOutput", rules, Without(part.Prefix, change.TxOut.PublicKey));
        Breaks("MissingFractionalOutput", rules, Without(part.Prefix, output.TxOut.PublicKey));
        Breaks("FractionalOutputTokenIdMismatch", rules, Remask(part.Prefix, change, new Amount(700, 2)));
        Breaks("FractionalOutputTokenIdMismatch", rules, Remask(part.Prefix, output, new Amount(150, 2)));
        Breaks("FractionalOutputAmountDoesNotRespectFillFraction", rules, Remask(part.Prefix, output, new Amount(149, 0)));
        Assert.Null(rules.Verify(Remask(part.Prefix, output, new Amount(151, 0))));
        Breaks("FractionalOutputAmountDoesNotRespectFillFraction", rules, Remask(part.Prefix, change, new Amount(699, 1)));
        Breaks("FractionalChangeOutputAmountExceedsLimit", rules, Remask(part.Prefix, change, new Amount(ulong.MaxValue, 1)));
        Breaks("ZeroPartialFillChange", Rules(rules, minimum: 0, change: Ideal(change, 0)), part.Prefix);
        Breaks("FractionalOutputAmountDoesNotRespectFillFraction", Rules(rules, output: Ideal(output, 0)), part.Prefix);
        Breaks("FractionalOutputAmountDoesNotRespectFillFraction", Rules(rules, output: Ideal(output, ulong.MaxValue)), part.Prefix);
        Breaks("RevealedTxOut(InvalidAmountSharedSecret)", Rules(rules, change: new RevealedTxOut(change.TxOut, new byte[31])), part.Prefix);
        Breaks("RevealedTxOut(Amount(InconsistentCommitment))", Rules(rules, change: new RevealedTxOut(change.TxOut, new byte[32])), part.Prefix);
        Breaks(
            "RevealedTxOut(TxOutConversion(UnknownMaskedAmountVersion))",
            Rules(rules, change: new RevealedTxOut(With(change.TxOut, null), change.AmountSharedSecret)), part.Prefix);
        MaskedAmount masked = change.TxOut.MaskedAmount!;
        MaskedAmount old = new(MaskedAmountVersion.V1, masked.Commitment, masked.MaskedValue, masked.MaskedTokenId);
        Breaks(
            "RevealedTxOut(Amount(AmountVersionTooOldForAmountSharedSecret))",
            Rules(rules, change: new RevealedTxOut(With(change.TxOut, old), change.AmountSharedSecret)), part.Prefix);
    }

    [Fact]
    public void Builder_RefusesWhatUpstreamRefuses()
    {
        SampleSwap swap = new(60);
        using SignedContingentInputBuilder offer = swap.Offer();
        offer.AddPartialFillChangeOutput(new Amount(9, 1), swap.OwnerAddresses, swap.Ledger.Random);
        Assert.Equal(
            TxBuilderError.AlreadyHavePartialFillChange,
            Assert.Throws<TxBuilderException>(() => offer.AddPartialFillChangeOutput(new Amount(9, 1), swap.OwnerAddresses, swap.Ledger.Random)).Error);
        SampleSwap early = new(61, version: 2);
        using SignedContingentInputBuilder old = early.Offer();
        old.AddRequiredOutput(new Amount(1, 0), early.Owner.DefaultSubaddress(), early.Ledger.Random);
        old.AddRequiredChangeOutput(new Amount(1, 1), early.OwnerAddresses, early.Ledger.Random);
        Assert.Equal("BlockVersionTooOld(2, 3)", Assert.Throws<TxBuilderException>(() => early.Sign(old)).Message);
        Assert.Equal(
            TxBuilderError.FeatureNotSupportedAtBlockVersion,
            Assert.Throws<TxBuilderException>(() => old.AddPartialFillOutput(new Amount(1, 0), early.Owner.DefaultSubaddress(), early.Ledger.Random)).Error);
        using InputCredentials whole = swap.Ledger.Credentials(0);
        using InputCredentials fewer = new(whole.Ring, [.. whole.MembershipProofs.Skip(1)], whole.RealIndex, 0, swap.Owner.ViewPrivateKey);
        Assert.Equal(
            "MissingProofs(11, 10)",
            Assert.Throws<TxBuilderException>(() => new SignedContingentInputBuilder(swap.Version, fewer, new NoFogResolver(), new EmptyMemoBuilder())).Message);
    }

    [Fact]
    public void Decoding_SurvivesAnything()
    {
        SampleSwap swap = new(70);
        Codec.AssertSurvives<SignedContingentInput>(swap.Whole().Encode()[..400], mutations: 200);
        using TransactionBuilder builder = swap.Take();
        using UnsignedTx unsigned = builder.BuildUnsigned();
        Codec.AssertSurvives<InputRing>(unsigned.Rings[0].Encode(), mutations: 200);
        Codec.AssertSurvives<TxOutSummaryUnblindingData>(
            new TxOutSummaryUnblindingData(new UnmaskedAmount(1, 2, Scalar.One), swap.Owner.DefaultSubaddress(), Samples.Key(1)).Encode());
    }

    internal static InputRules Rules(
        InputRules rules, ulong? tombstone = null, ulong? minimum = null, RevealedTxOut? change = null, RevealedTxOut? output = null) => new()
        {
            RequiredOutputs = rules.RequiredOutputs,
            MaxTombstoneBlock = tombstone ?? rules.MaxTombstoneBlock,
            PartialFillOutputs = output is null ? rules.PartialFillOutputs : [output],
            PartialFillChange = change ?? rules.PartialFillChange,
            MinPartialFillValue = minimum ?? rules.MinPartialFillValue,
        };

    internal static SignedContingentInput Change(
        SignedContingentInput sci, ulong[]? indices = null, UnmaskedAmount[]? required = null, Func<InputRules?, InputRules?>? rules = null,
        UnmaskedAmount? pseudo = null, uint? version = null) =>
        new(
            version ?? sci.BlockVersion, new TxIn(sci.TxIn.Ring, sci.TxIn.Proofs, rules is null ? sci.TxIn.InputRules : rules(sci.TxIn.InputRules)),
            sci.Mlsag, pseudo ?? sci.PseudoOutputAmount)
        {
            TxOutGlobalIndices = indices ?? sci.TxOutGlobalIndices,
            RequiredOutputAmounts = required ?? sci.RequiredOutputAmounts,
        };

    internal static TxOut With(TxOut output, MaskedAmount? amount) =>
        new(amount, output.TargetKey, output.PublicKey, output.FogHint, output.Memo);

    private static RevealedTxOut Ideal(RevealedTxOut output, ulong value)
    {
        Assert.Null(output.Reveal(out Amount amount));
        return new RevealedTxOut(
            With(output.TxOut, MaskedAmount.CreateV2(amount with { Value = value }, output.AmountSharedSecret)), output.AmountSharedSecret);
    }

    private static TxPrefix Without(TxPrefix prefix, CompressedRistretto key) =>
        new(prefix.Inputs, [.. prefix.Outputs.Where(o => o.PublicKey != key)], prefix.Fee, prefix.TombstoneBlock);

    private static TxPrefix Remask(TxPrefix prefix, RevealedTxOut rule, Amount amount) => new(
        prefix.Inputs,
        [.. prefix.Outputs.Select(o => o.PublicKey == rule.TxOut.PublicKey ? With(o, MaskedAmount.CreateV2(amount, rule.AmountSharedSecret)) : o)],
        prefix.Fee, prefix.TombstoneBlock);

    private static void Refuses(string error, SignedContingentInput sci) =>
        Assert.Equal(error, Assert.Throws<SignedContingentInputException>(() => sci.Validate()).Message);

    private static void Breaks(string error, InputRules rules, TxPrefix prefix) => Assert.Equal(error, rules.Verify(prefix)?.ToString());
}
