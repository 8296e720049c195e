// What the verifier of summaries refuses, by name.
using MobileCoin.Accounts;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.Building;

public sealed class TxSummaryTests
{
    private static readonly BlockVersion Version = BlockVersion.Max;
    private static readonly AccountKey Us = Samples.Account(201), Them = Samples.Account(202);
    private static readonly byte[] Extended = new byte[32];

    [Fact]
    public void Parts_OutOfOrder_AreRefused()
    {
        (TxOutSummary ours, TxOutSummaryUnblindingData told) = Output(Us, new Amount(5, 0));
        (TxInSummary input, UnmaskedAmount opened) = Input(new Amount(5, 0));
        byte[] digest = new byte[32];
        TxSummaryVerifier verifier = new(Extended, Version, 1, 1, Us.ViewPrivateKey);
        Refuses(TxSummaryError.StillExpectingMoreOutputs, () => verifier.AddInput(input, opened));
        Refuses(TxSummaryError.StillExpectingMoreOutputs, () => verifier.Finish(default, 0, digest));
        verifier.AddOutput(ours, told);
        Refuses(TxSummaryError.UnexpectedOutput, () => verifier.AddOutput(ours, told));
        Refuses(TxSummaryError.StillExpectingMoreInputs, () => verifier.Finish(default, 0, digest));
        verifier.AddInput(input, opened);
        Refuses(TxSummaryError.UnexpectedInput, () => verifier.AddInput(input, opened));
        TxSummaryReport report = verifier.Finish(new Amount(1, 2), 3, digest);
        Assert.Equal([new BalanceChange(TransactionEntity.Ourself, 0, 0)], report.BalanceChanges);
        Assert.Equal(new Amount(1, 2), report.NetworkFee);
        Assert.Equal(3UL, report.TombstoneBlock);
        Assert.Throws<ArgumentException>(() => new TxSummaryVerifier(new byte[31], Version, 1, 1, Us.ViewPrivateKey));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 2)]
    [InlineData(3, 0)]
    [InlineData(2, 1)]
    public void Digest_IsThatOfTheSummary(int outputs, int inputs)
    {
        (TxOutSummary Summary, TxOutSummaryUnblindingData Told)[] made = [.. Enumerable.Range(0, outputs).Select(i => Output(Them, new Amount(5, 0), i))];
        (TxInSummary Summary, UnmaskedAmount Opened)[] used = [.. Enumerable.Range(0, inputs).Select(_ => Input(new Amount(5, 0)))];
        TxSummary summary = new()
        {
            Outputs = [.. made.Select(m => m.Summary)],
            Inputs = [.. used.Select(u => u.Summary)],
            Fee = new Amount(7, 8),
            TombstoneBlock = 9,
        };
        MerlinTranscript transcript = new("mc_extended_message_and_tx_summary"u8);
        transcript.DigestBytes("extended_message"u8, Extended);
        summary.AppendTo(ref transcript, "tx_summary"u8);
        byte[] expected = new byte[32], digest = new byte[32];
        transcript.Digest32(expected);
        using TxSummaryUnblindingData unblinding = new(Version.Value, [.. made.Select(m => m.Told)], used.Select(u => u.Opened).ToArray());
        TxSummaryVerifier.Verify(Extended, summary, unblinding, Us.ViewPrivateKey, digest);
        Assert.Equal(expected, digest);
        Assert.Throws<ArgumentException>(
            () => TxSummaryVerifier.Verify(Extended, new TxSummary { Outputs = [.. summary.Outputs, Output(Us, default).Summary] }, unblinding, Us.ViewPrivateKey, digest));
    }

    [Fact]
    public void Outputs_ThatAreNotWhatIsSaid_AreRefused()
    {
        (TxOutSummary theirs, TxOutSummaryUnblindingData told) = Output(Them, new Amount(5, 1));
        UnmaskedAmount amount = told.UnmaskedAmount, more = new(6, 1, amount.Blinding);
        PublicAddress address = Them.DefaultSubaddress();
        Refuses(TxSummaryError.MissingMaskedAmount, theirs with { MaskedAmount = null }, told);
        Refuses(TxSummaryError.Key, theirs with { PublicKey = new CompressedRistretto(Enumerable.Repeat((byte)0xff, 32).ToArray()) }, told);
        Refuses(TxSummaryError.MissingTxPrivateKey, theirs, new(amount, address, null));
        Refuses(TxSummaryError.AddressVerificationFailed, theirs, new(amount, Them.Subaddress(1), told.TxPrivateKey));
        Refuses(TxSummaryError.AddressVerificationFailed, theirs, new(amount, address, Samples.Key(8)));
        Refuses(TxSummaryError.AddressVerificationFailed, theirs, new(more, address, told.TxPrivateKey));
        Refuses(TxSummaryError.AddressVerificationFailed, theirs with { AssociatedToInputRules = true }, told);
        Refuses(TxSummaryError.MissingDataRequiredToVerifyTxOutRecipient, theirs, new(amount, null, null));
        Refuses(TxSummaryError.AmountVerificationFailed, theirs with { AssociatedToInputRules = true }, new(more, null, null));
        TxSummaryVerifier verifier = new(Extended, Version, 2, 0, Us.ViewPrivateKey);
        verifier.AddOutput(theirs, told);
        verifier.AddOutput(theirs with { AssociatedToInputRules = true }, new(amount, null, null));
        Assert.Equal(
            [new(TransactionEntity.Address(address.ShortAddressHash()), 1, 5), new(TransactionEntity.Swap, 1, 5)],
            verifier.Finish(default, 0, new byte[32]).BalanceChanges);

        // At the versions without token ids nobody can have made it.
        TxSummaryVerifier first = new(Extended, default, 1, 0, Us.ViewPrivateKey);
        Assert.Equal(TxSummaryError.AddressVerificationFailed, Assert.Throws<TxSummaryException>(() => first.AddOutput(theirs, told)).Error);
    }

    [Fact]
    public void Inputs_ThatAreNotWhatIsSaid_AreRefused()
    {
        (TxInSummary input, UnmaskedAmount opened) = Input(new Amount(5, 1));
        TxSummaryVerifier verifier = new(Extended, Version, 0, 2, Us.ViewPrivateKey);
        Refuses(TxSummaryError.AmountVerificationFailed, () => verifier.AddInput(input, new UnmaskedAmount(6, 1, opened.Blinding)));
        Refuses(TxSummaryError.AmountVerificationFailed, () => verifier.AddInput(input, new UnmaskedAmount(5, 2, opened.Blinding)));
        verifier.AddInput(input, opened);
        verifier.AddInput(new TxInSummary(input.PseudoOutputCommitment, new byte[32]), opened);
        Assert.Equal(
            [new(TransactionEntity.Ourself, 1, -5), new(TransactionEntity.Swap, 1, -5)], verifier.Finish(default, 0, new byte[32]).BalanceChanges);
    }

    [Fact]
    public void Balances_HaveTheirLimits()
    {
        (TxInSummary largest, UnmaskedAmount opened) = Input(new Amount(long.MaxValue, 0));
        (TxInSummary tooLarge, UnmaskedAmount openedTooLarge) = Input(new Amount(1UL << 63, 0));
        (TxInSummary two, UnmaskedAmount openedTwo) = Input(new Amount(2, 0));
        TxSummaryVerifier verifier = new(Extended, Version, 0, 100, Us.ViewPrivateKey);
        Refuses(TxSummaryError.NumericOverflow, () => verifier.AddInput(tooLarge, openedTooLarge));
        verifier.AddInput(largest, opened);
        Refuses(TxSummaryError.NumericOverflow, () => verifier.AddInput(two, openedTwo));
        for (ulong token = 1; token < TxSummaryReport.MaxRecords; token++)
        {
            (TxInSummary input, UnmaskedAmount of) = Input(new Amount(1, token));
            verifier.AddInput(input, of);
        }
        (TxInSummary last, UnmaskedAmount openedLast) = Input(new Amount(1, 99));
        Refuses(TxSummaryError.BufferOverflow, () => verifier.AddInput(last, openedLast));
    }

    private static (TxOutSummary Summary, TxOutSummaryUnblindingData Told) Output(AccountKey recipient, Amount amount, int seed = 1)
    {
        RistrettoPrivate key = Samples.Key(300 + seed);
        PublicAddress address = recipient.DefaultSubaddress();
        TxOut output = TxOut.Create(Version, amount, address, key, default, null, out CompressedRistretto shared);
        return (
            new TxOutSummary(output.MaskedAmount, output.TargetKey, output.PublicKey, false),
            new TxOutSummaryUnblindingData(output.MaskedAmount!.Unmask(shared), address, key));
    }

    private static (TxInSummary Summary, UnmaskedAmount Opened) Input(Amount amount)
    {
        UnmaskedAmount opened = new(amount.Value, amount.TokenId, Samples.Key(5).Scalar);
        return (new TxInSummary(opened.Commitment(), []), opened);
    }

    private static void Refuses(TxSummaryError error, TxOutSummary output, TxOutSummaryUnblindingData told) =>
        Refuses(error, () => new TxSummaryVerifier(Extended, Version, 1, 0, Us.ViewPrivateKey).AddOutput(output, told));

    private static void Refuses(TxSummaryError error, Action action) =>
        Assert.Equal(error, Assert.Throws<TxSummaryException>(action).Error);
}
