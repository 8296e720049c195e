// A good transaction with one thing changed is refused for that thing. The order of the checks is part of what is tested: a change that
// breaks several is refused for the first.
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.Building;

public sealed class MutationTests
{
    private static readonly SampleLedger Ledger = new(900, 3);
    private static readonly Tx Good = Make(Ledger, 3);
    private static readonly SampleSwap Swap = new(950);
    private static readonly Tx Swapped = Swap.TakePart(Swap.Partial(), 300, 153);

    private static readonly Dictionary<string, (string Error, Func<Tx, Tx> Change)> Changes = new(StringComparer.Ordinal)
    {
        ["no inputs"] = ("NoInputs", t => With(t, inputs: [])),
        ["17 inputs"] = ("TooManyInputs", t => With(t, inputs: [.. Enumerable.Repeat(t.Prefix.Inputs[0], 17)])),
        ["no outputs"] = ("NoOutputs", t => With(t, outputs: [])),
        ["17 outputs"] = ("TooManyOutputs", t => With(t, outputs: [.. Enumerable.Repeat(t.Prefix.Outputs[0], 17)])),
        ["ring of 10"] = ("InsufficientRingSize", t => WithInput(t, i => new TxIn([.. i.Ring.Skip(1)], i.Proofs, null))),
        ["ring of 12"] = ("ExcessiveRingSize", t => WithInput(t, i => new TxIn([.. i.Ring, i.Ring[0]], i.Proofs, null))),
        ["ring member twice"] = ("DuplicateRingElements", t => WithInput(t, i => new TxIn([.. i.Ring.Skip(1), i.Ring[1]], i.Proofs, null))),
        ["same ring twice"] = ("DuplicateRingElements", t => With(t, inputs: [t.Prefix.Inputs[0], t.Prefix.Inputs[0]])),
        ["ring reversed"] = ("UnsortedRingElements", t => WithInput(t, i => new TxIn([.. i.Ring.Reverse()], i.Proofs, null))),
        ["inputs reversed"] = ("UnsortedInputs", t => With(t, inputs: [.. t.Prefix.Inputs.Reverse()])),
        ["proof missing"] = ("MissingTxOutMembershipProof", t => WithInput(t, i => new TxIn(i.Ring, [.. i.Proofs.Skip(1)], null))),
        ["proof of another root"] = ("InvalidTxOutMembershipProof", t => WithInput(t, i => new TxIn(i.Ring, [OfAnotherRoot(i.Proofs[0]), .. i.Proofs.Skip(1)], null))),
        ["proofs exchanged"] = ("MembershipProofValidationError", t => WithInput(t, i => new TxIn(i.Ring, [i.Proofs[1], i.Proofs[0], .. i.Proofs.Skip(2)], null))),
        ["key image twice"] = (
            "InvalidTransactionSignature(DuplicateKeyImage)", t => With(t, rings: [t.Signature.RingSignatures[0], t.Signature.RingSignatures[0]])),
        ["ring signature missing"] = ("InvalidTransactionSignature(LengthMismatch(2, 1))", t => With(t, rings: [t.Signature.RingSignatures[0]])),
        ["rings exchanged"] = ("InvalidTransactionSignature(RingSignature(InvalidSignature))", t => With(t, rings: [.. t.Signature.RingSignatures.Reverse()])),
        ["pseudo-output missing"] = ("InvalidTransactionSignature(LengthMismatch(2, 1))", t => With(t, pseudo: [t.Signature.PseudoOutputCommitments[0]])),
        ["pseudo-output undecodable"] = ("InvalidTransactionSignature(RingSignature(InvalidCurvePoint))", t => With(t, pseudo: [Bad, t.Signature.PseudoOutputCommitments[1]])),
        ["pseudo-output token missing"] = ("InvalidTransactionSignature(MissingPseudoOutputTokenIds)", t => With(t, pseudoTokens: [0])),
        ["output token missing"] = ("InvalidTransactionSignature(MissingOutputTokenIds)", t => With(t, outputTokens: [0])),
        ["output of another token"] = ("InvalidTransactionSignature(MissingRangeProofs(2, 1))", t => With(t, outputTokens: [0, 9, 0])),
        ["range proof missing"] = ("InvalidTransactionSignature(MissingRangeProofs(1, 0))", t => With(t, proofs: [])),
        ["range proof cut"] = ("InvalidTransactionSignature(RangeProofDeserialization)", t => With(t, proofs: [t.Signature.RangeProofs[0][1..]])),
        ["range proof changed"] = (
            "InvalidTransactionSignature(RangeProof(\"ProofError: `VerificationError`\"))", t => With(t, proofs: [Flip(t.Signature.RangeProofs[0])])),
        ["range proof of old"] = ("InvalidTransactionSignature(UnexpectedRangeProof)", t => With(t, old: t.Signature.RangeProofs[0])),
        ["fee changed"] = ("InvalidTransactionSignature(ValueNotConserved)", t => With(t, fee: new Amount(t.Prefix.Fee.Value + 1, 0))),
        ["fee token changed"] = ("InvalidTransactionSignature(MissingRangeProofs(2, 1))", t => With(t, fee: new Amount(t.Prefix.Fee.Value, 1))),
        ["tombstone changed"] = ("InvalidTransactionSignature(RingSignature(InvalidSignature))", t => With(t, tombstone: 201)),
        ["output without amount"] = ("UnknownMaskedAmountVersion", t => WithOutput(t, o => new TxOut(null, o.TargetKey, o.PublicKey, o.FogHint, o.Memo))),
        ["output's target changed"] = (
            "InvalidTransactionSignature(RingSignature(InvalidSignature))",
            t => WithOutput(t, o => new TxOut(o.MaskedAmount, o.PublicKey, o.PublicKey, o.FogHint, o.Memo))),
        ["output's memo gone"] = (
            "InvalidTransactionSignature(RingSignature(InvalidSignature))",
            t => WithOutput(t, o => new TxOut(o.MaskedAmount, o.TargetKey, o.PublicKey, o.FogHint, null))),
        ["output's hint changed"] = (
            "InvalidTransactionSignature(RingSignature(InvalidSignature))",
            t => WithOutput(t, o => new TxOut(o.MaskedAmount, o.TargetKey, o.PublicKey, default, o.Memo))),
        ["output's masked value changed"] = (
            "InvalidTransactionSignature(RingSignature(InvalidSignature))",
            t => WithOutput(t, o => new TxOut(
                new MaskedAmount(o.MaskedAmount!.Version, o.MaskedAmount.Commitment, o.MaskedAmount.MaskedValue ^ 1, o.MaskedAmount.MaskedTokenId),
                o.TargetKey, o.PublicKey, o.FogHint, o.Memo))),
        ["outputs reversed"] = (
            "InvalidTransactionSignature(RangeProof(\"ProofError: `VerificationError`\"))", t => With(t, outputs: [.. t.Prefix.Outputs.Reverse()])),
    };

    private static CompressedRistretto Bad { get; } = new(Enumerable.Repeat((byte)0xff, 32).ToArray());

    public static TheoryData<string> Names() => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Changed_IsRefusedForIt(string name)
    {
        (string error, Func<Tx, Tx> change) = Changes[name];
        Assert.Equal(error, Ledger.Verdict(change(Good)));
    }

    [Fact]
    public void Unchanged_IsGood()
    {
        Assert.Equal("Ok", Ledger.Verdict(Good));
        Assert.Equal("Ok", Ledger.Verdict(Good, version: 4));
        Assert.Equal("Ok", Swap.Ledger.Verdict(Swapped));
    }

    [Fact]
    public void Circumstances_AreLookedAt()
    {
        Assert.Equal("TxFeeError", Ledger.Verdict(Good, minimumFee: SampleLedger.MinimumFee + 1));
        Assert.Equal("TombstoneBlockExceeded", Ledger.Verdict(Good, block: SampleLedger.Tombstone));
        Assert.Equal("Ok", Ledger.Verdict(Good, block: SampleLedger.Tombstone - 1));
        Assert.Equal("InvalidTransactionSignature(PseudoOutputTokenIdsNotAllowed)", Ledger.Verdict(Good, version: 2));
        SampleLedger ledger = new(901, 3);
        Assert.Equal("TombstoneBlockTooFar", ledger.Verdict(Make(ledger, 3, tombstone: 100 + 20160 + 1)));
        SampleLedger first = new(902, 0);
        Assert.Equal("MissingMemo", first.Verdict(Make(first, 0), version: 1));
        SampleLedger second = new(903, 1);
        Assert.Equal("MemosNotAllowed", second.Verdict(Make(second, 1), version: 0));
    }

    [Fact]
    public void Rules_AreLookedAt()
    {
        int ruled = Swapped.Prefix.Inputs[0].InputRules is null ? 1 : 0;
        InputRules rules = Swapped.Prefix.Inputs[ruled].InputRules!;
        // Rules are what their owner has signed.
        Assert.Equal(
            "InvalidTransactionSignature(RingSignature(InvalidSignature))",
            Swap.Ledger.Verdict(WithRules(Swapped, ruled, SignedContingentInputTests.Rules(rules, minimum: 1))));
        Assert.Equal("InvalidTransactionSignature(RingSignature(InvalidSignature))", Swap.Ledger.Verdict(WithRules(Swapped, ruled, null)));

        // A taker who builds by hand, and gives less than the fraction.
        SignedContingentInput sci = Swap.Partial();
        using TransactionBuilder builder = Swap.Take();
        builder.AddPresignedInput(SignedContingentInputTests.Change(sci, rules: r => new InputRules { RequiredOutputs = r!.RequiredOutputs }));
        Swap.Receive(builder, 1000, 3);
        using UnsignedTx unsigned = builder.BuildUnsigned();
        int index = unsigned.TxPrefix.Inputs[0].InputRules is null ? 1 : 0;
        TxPrefix prefix = WithRules(new Tx(unsigned.TxPrefix, new SignatureRctBulletproofs(), []), index, sci.TxIn.InputRules).Prefix;
        using UnsignedTx cheating = new(prefix, unsigned.Rings, unsigned.TxOutUnblindingData, 3);
        Assert.Equal(
            "InputRule(MissingFractionalChangeOutput)", Swap.Ledger.Verdict(cheating.Sign(new LocalRingSigner(Swap.Taker), Swap.Ledger.Random)));
    }

    private static Tx Make(SampleLedger ledger, uint version, ulong tombstone = SampleLedger.Tombstone)
    {
        Accounts.AccountKey account = Samples.Account(4);
        for (int i = 0; i < 2; i++) ledger.Fund(account, new Amount(10_000, 0));
        using TransactionBuilder builder = new(
            BlockVersion.FromUInt32(version), new Amount(SampleLedger.MinimumFee, 0), new NoFogResolver(), new EmptyMemoBuilder());
        builder.SetTombstoneBlock(tombstone);
        for (int i = 0; i < 2; i++) builder.AddInput(ledger.Credentials(i));
        builder.AddOutput(new Amount(5_000, 0), account.DefaultSubaddress(), ledger.Random);
        builder.AddOutput(new Amount(6_000, 0), account.Subaddress(9), ledger.Random);
        builder.AddChangeOutput(new Amount(9_000 - SampleLedger.MinimumFee, 0), new Accounts.ReservedSubaddresses(account), ledger.Random);
        return builder.Build(new LocalRingSigner(account), ledger.Random);
    }

    private static byte[] Flip(byte[] proof)
    {
        byte[] changed = [.. proof];
        changed[4 * 32] ^= 1;
        return changed;
    }

    private static TxOutMembershipProof OfAnotherRoot(TxOutMembershipProof proof) => new(
        proof.Index, proof.HighestIndex, [.. proof.Elements[..^1], new TxOutMembershipElement(proof.Elements[^1].Range, MerkleHash.Nil)]);

    private static Tx WithInput(Tx tx, Func<TxIn, TxIn> change) => With(tx, inputs: [change(tx.Prefix.Inputs[0]), .. tx.Prefix.Inputs.Skip(1)]);

    private static Tx WithOutput(Tx tx, Func<TxOut, TxOut> change) => With(tx, outputs: [change(tx.Prefix.Outputs[0]), .. tx.Prefix.Outputs.Skip(1)]);

    private static Tx WithRules(Tx tx, int index, InputRules? rules) => With(
        tx, inputs: [.. tx.Prefix.Inputs.Select((input, i) => i == index ? new TxIn(input.Ring, input.Proofs, rules) : input)]);

    private static Tx With(
        Tx tx, IReadOnlyList<TxIn>? inputs = null, IReadOnlyList<TxOut>? outputs = null, Amount? fee = null, ulong? tombstone = null,
        IReadOnlyList<RingMlsag>? rings = null, IReadOnlyList<CompressedRistretto>? pseudo = null, IReadOnlyList<byte[]>? proofs = null,
        byte[]? old = null, IReadOnlyList<ulong>? pseudoTokens = null, IReadOnlyList<ulong>? outputTokens = null)
    {
        SignatureRctBulletproofs signature = tx.Signature;
        return new Tx(
            new TxPrefix(inputs ?? tx.Prefix.Inputs, outputs ?? tx.Prefix.Outputs, fee ?? tx.Prefix.Fee, tombstone ?? tx.Prefix.TombstoneBlock),
            new SignatureRctBulletproofs
            {
                RingSignatures = rings ?? signature.RingSignatures,
                PseudoOutputCommitments = pseudo ?? signature.PseudoOutputCommitments,
                RangeProofBytes = old ?? signature.RangeProofBytes,
                RangeProofs = proofs ?? signature.RangeProofs,
                PseudoOutputTokenIds = pseudoTokens ?? signature.PseudoOutputTokenIds,
                OutputTokenIds = outputTokens ?? signature.OutputTokenIds,
            },
            tx.FeeMapDigest);
    }
}
