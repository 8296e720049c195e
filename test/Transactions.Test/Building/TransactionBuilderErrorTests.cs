// Everything that the builder of transactions and the signing refuse, by name.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.Building;

public sealed class TransactionBuilderErrorTests
{
    private static readonly RandomFill Random = Samples.Random(12);

    [Fact]
    public void AddOutput_Refuses()
    {
        using TransactionBuilder early = Builder(2, token: 4);
        PublicAddress recipient = Samples.Account(1).DefaultSubaddress();
        Refuses("MixedTransactionsNotAllowed(TokenId(4), TokenId(5))", () => early.AddOutput(new Amount(1, 5), recipient, Random));
        Assert.Equal(
            TxBuilderError.FogPublicKey,
            Refuses(() => early.AddOutput(new Amount(1, 5), Samples.FogAccount(1).DefaultSubaddress(), Random)).Error);
        using TransactionBuilder first = Builder(0, token: 1);
        Assert.Equal(
            AmountError.TokenIdNotSupportedAtBlockVersion,
            Assert.Throws<AmountException>(() => first.AddOutput(new Amount(1, 1), recipient, Random)).Error);
    }

    [Fact]
    public void Build_Refuses()
    {
        SampleSwap swap = new(100), early = new(101, version: 2);
        using TransactionBuilder first = Builder(1, token: 1);
        Assert.Equal(TxBuilderError.FeatureNotSupportedAtBlockVersion, Refuses(() => first.BuildUnsigned()).Error);
        using TransactionBuilder empty = Builder(3);
        Refuses("NoInputs", () => empty.BuildUnsigned());
        using TransactionBuilder unequal = swap.Take();
        unequal.AddInput(swap.Ledger.Credentials(0, ringSize: 5));
        Refuses("InvalidRingSize(5)", () => unequal.BuildUnsigned());
        using TransactionBuilder mixed = early.Take(withInput: false);
        mixed.AddInput(early.Ledger.Credentials(0));
        Refuses("MixedTransactionsNotAllowed(TokenId(0), TokenId(1))", () => mixed.BuildUnsigned());
        using InputCredentials whole = swap.Ledger.Credentials(0);
        using TransactionBuilder unproven = swap.Take(withInput: false);
        unproven.AddInput(new InputCredentials(whole.Ring, [], whole.RealIndex, 0, swap.Owner.ViewPrivateKey));
        Refuses("MissingMembershipProofs", () => unproven.BuildUnsigned());
        using TransactionBuilder presigned = early.Take();
        SignedContingentInput sci = SignedContingentInputTests.Change(
            swap.Whole(), version: 2, pseudo: new UnmaskedAmount(1, 0, Scalar.One));
        presigned.AddPresignedInput(sci);
        Refuses("SignedInputRulesNotAllowed", () => presigned.BuildUnsigned());
    }

    [Fact]
    public void Sign_Refuses()
    {
        SampleSwap swap = new(110);
        using TransactionBuilder unbalanced = swap.Take();
        unbalanced.AddOutput(new Amount(1, 0), swap.Owner.DefaultSubaddress(), Random);
        LocalRingSigner signer = new(swap.Taker);
        Assert.Equal("ValueNotConserved", Assert.Throws<RingCtException>(() => unbalanced.Build(signer, Random)).Message);
        using TransactionBuilder alone = swap.Take(withInput: false);
        alone.AddPresignedInput(swap.Whole());
        Assert.Equal("AllRingsPresigned", Assert.Throws<RingCtException>(() => alone.Build(signer, Random)).Message);

        using TransactionBuilder good = swap.Take();
        swap.Receive(good, 0, 0);
        Assert.Equal(
            RingSignerError.TrueInputNotOwned,
            Assert.Throws<RingSignerException>(() => good.Build(new LocalRingSigner(swap.Owner), Random)).Error);
        Assert.Equal(
            RingSignerError.NoPathToSpendKey, Assert.Throws<RingSignerException>(() => good.Build(new NoKeysRingSigner(), Random)).Error);
        using UnsignedTx unsigned = good.BuildUnsigned();
        var ring = (SignableInputRing)unsigned.Rings[0];
        TxPrefix prefix = unsigned.TxPrefix;
        OutputSecret[] outputs = [.. unsigned.TxOutUnblindingData.Select(o => new OutputSecret(o.UnmaskedAmount))];
        Amount token1 = prefix.Fee with { TokenId = 1 };
        SignRefuses("TokenIdNotAllowed", 1, WithFee(prefix, token1), []);
        SignRefuses("MixedTransactionsNotAllowed", 2, WithFee(prefix, token1), [ring]);
        PresignedInputRing presigned = new(swap.Whole().Mlsag, new OutputSecret(new Amount(1, 0), Scalar.One));
        SignRefuses("SignedInputRulesNotAllowed", 2, prefix, [presigned], single: true);
        SignRefuses("NoInputs", 3, prefix, []);
        SignRefuses("AllRingsPresigned", 3, prefix, [presigned]);
        SignRefuses("InvalidRingSize(0)", 3, prefix, [new SignableInputRing([], 0, ring.InputSecret)]);
        SignRefuses("InvalidRingSize(10)", 3, prefix, [ring, new SignableInputRing(ring.Members[1..], 0, ring.InputSecret)]);
        SignRefuses("IndexOutOfBounds", 3, prefix, [new SignableInputRing(ring.Members, 11, ring.InputSecret)]);
        SignRefuses("LengthMismatch(1, 2)", 3, prefix, [ring, ring]);
        SignRefuses("NoCommitmentsForTokenId(TokenId(77))", 3, WithFee(prefix, prefix.Fee with { TokenId = 77 }), [ring]);
        SignRefuses("ValueNotConserved", 3, WithFee(prefix, prefix.Fee with { Value = 1 }), [ring]);
        Assert.Equal(
            RingSignerError.RealInputIndexOutOfBounds,
            Assert.Throws<RingSignerException>(() => signer.Sign([], new SignableInputRing(ring.Members, 11, ring.InputSecret), Scalar.One, Random)).Error);

        void SignRefuses(string error, uint version, TxPrefix what, InputRing[] rings, bool single = false) => Assert.Equal(
            error,
            Assert.Throws<RingCtException>(() => SignatureRctBulletproofs.Sign(
                BlockVersion.FromUInt32(version), what, rings, single ? [new OutputSecret(new Amount(1, 0), Scalar.One)] : outputs, signer, Random)).Message);
    }

    [Fact]
    public void AddPresignedInput_Refuses()
    {
        SampleSwap swap = new(120), later = new(121, version: 4);
        SignedContingentInput whole = swap.Whole(), partial = swap.Partial();
        using TransactionBuilder builder = swap.Take(), other = later.Take();
        Refuses("PartialFillInputNotAllowedHere", () => other.AddPresignedInput(partial));
        Refuses("BlockVersionMismatch(4, 3)", () => other.AddPresignedInput(whole.WithProofs([])));
        Refuses("MissingProofs(11, 0)", () => builder.AddPresignedInput(SignedContingentInputTests.Change(whole, rules: _ => null).WithProofs([])));
        Refuses("MissingRules", () => builder.AddPresignedInput(SignedContingentInputTests.Change(whole, rules: _ => null, required: [])));
        Refuses("WrongNumberOfRequiredOutputAmounts", () => builder.AddPresignedInput(SignedContingentInputTests.Change(whole, required: [])));
        builder.AddPresignedInput(whole);
    }

    [Fact]
    public void AddPresignedPartialFillInput_Refuses()
    {
        SampleSwap swap = new(130), early = new(131, version: 2), later = new(132, version: 4);
        SignedContingentInput whole = swap.Whole(), partial = swap.Partial();
        using TransactionBuilder builder = swap.Take(), first = early.Take(), last = later.Take();
        Amount change = new(500, 1);
        Assert.Equal(
            TxBuilderError.FeatureNotSupportedAtBlockVersion, Refuses(() => first.AddPresignedPartialFillInput(partial, change)).Error);
        Refuses("MissingProofs(11, 0)", () => builder.AddPresignedPartialFillInput(partial.WithProofs([]), change));
        Refuses("MissingRules", () => builder.AddPresignedPartialFillInput(SignedContingentInputTests.Change(partial, rules: _ => null), change));
        Refuses("MissingPartialFillChange", () => builder.AddPresignedPartialFillInput(whole, change));
        Refuses("ZeroPartialFillChange", () => builder.AddPresignedPartialFillInput(swap.Partial(returned: 0), change));
        Refuses("MinPartialFillValueExceedsPartialChange", () => builder.AddPresignedPartialFillInput(swap.Partial(1001), change));
        Refuses("TokenIdMismatch", () => builder.AddPresignedPartialFillInput(partial, new Amount(500, 0)));
        Refuses("ChangeLimitExceeded", () => builder.AddPresignedPartialFillInput(partial, new Amount(991, 1)));
        Refuses("BlockVersionMismatch(4, 3)", () => last.AddPresignedPartialFillInput(partial, change));
        Refuses(
            "WrongNumberOfRequiredOutputAmounts",
            () => builder.AddPresignedPartialFillInput(SignedContingentInputTests.Change(partial, required: []), change));
        Refuses(
            "RevealedTxOut(InvalidAmountSharedSecret)",
            () => builder.AddPresignedPartialFillInput(
                SignedContingentInputTests.Change(partial, rules: r => SignedContingentInputTests.Rules(r!, change: new RevealedTxOut(r!.PartialFillChange!.TxOut, []))),
                change));
        Assert.Equal([new Amount(250, 0)], builder.AddPresignedPartialFillInput(partial, change));
    }

    [Fact]
    public void InputCredentials_Refuse()
    {
        SampleSwap swap = new(140);
        using InputCredentials whole = swap.Ledger.Credentials(0);
        RistrettoPrivate view = swap.Owner.ViewPrivateKey;
        Refuses("InvalidRingSize(0)", () => new InputCredentials([], [], 0, 0, view));
        Refuses("NoInputs", () => new InputCredentials(whole.Ring, whole.MembershipProofs, 11, 0, view));
        Refuses("NoInputs", () => new InputCredentials(whole.Ring, whole.MembershipProofs, -1, 0, view));
        Assert.Equal(
            AmountError.InconsistentCommitment,
            Assert.Throws<AmountException>(() => new InputCredentials(whole.Ring, whole.MembershipProofs, whole.RealIndex, 0, swap.Taker.ViewPrivateKey)).Error);
        TxOut real = whole.Ring[0];
        Refuses("UnknownMaskedAmountVersion", () => new InputCredentials([SignedContingentInputTests.With(real, null)], [], 0, 0, view));
        byte[] bad = new byte[32];
        bad.AsSpan().Fill(0xff);
        Refuses(
            "KeyError",
            () => new InputCredentials([new TxOut(real.MaskedAmount, real.TargetKey, new CompressedRistretto(bad), real.FogHint, real.Memo)], [], 0, 0, view));
    }

    private static TransactionBuilder Builder(uint version, ulong token = 0) =>
        new(BlockVersion.FromUInt32(version), new Amount(400, token), new NoFogResolver(), new EmptyMemoBuilder());

    private static TxPrefix WithFee(TxPrefix prefix, Amount fee) => new(prefix.Inputs, prefix.Outputs, fee, prefix.TombstoneBlock);

    private static TxBuilderException Refuses(Func<object?> action) => Assert.Throws<TxBuilderException>(action);

    private static void Refuses(string error, Func<object?> action) => Assert.Equal(error, Refuses(action).Message);

    private static void Refuses(string error, Action action) => Assert.Equal(error, Assert.Throws<TxBuilderException>(action).Message);
}
