// Equality of outputs as masks, and the search by them, against equality as everybody knows it.
using MobileCoin.Accounts;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test;

public sealed class TxOutMatchingTests
{
    private static readonly TxOut Output = Sample(1);

    /// <summary>The output, and others that differ in one field each; all but the first few differ in the amount alone.</summary>
    private static readonly TxOut[] Variants =
    [
        Output,
        new(Output.MaskedAmount, Sample(2).TargetKey, Output.PublicKey, Output.FogHint, Output.Memo),
        new(Output.MaskedAmount, Output.TargetKey, Sample(2).PublicKey, Output.FogHint, Output.Memo),
        new(Output.MaskedAmount, Output.TargetKey, Output.PublicKey, default, Output.Memo),
        new(Output.MaskedAmount, Output.TargetKey, Output.PublicKey, Output.FogHint, null),
        new(Output.MaskedAmount, Output.TargetKey, Output.PublicKey, Output.FogHint, default(EncryptedMemo)),
        new(Output.MaskedAmount, Output.TargetKey, Output.PublicKey, Output.FogHint, new EncryptedMemo(new byte[EncryptedMemo.Size])),
        With(null),
        With(new(MaskedAmountVersion.V1, Masked.Commitment, Masked.MaskedValue, Masked.MaskedTokenId)),
        With(new(MaskedAmountVersion.V2, default, Masked.MaskedValue, Masked.MaskedTokenId)),
        With(new(MaskedAmountVersion.V2, Masked.Commitment, Masked.MaskedValue ^ 1, Masked.MaskedTokenId)),
        With(new(MaskedAmountVersion.V2, Masked.Commitment, Masked.MaskedValue, new byte[TokenId.Size])),
        With(new(MaskedAmountVersion.V2, Masked.Commitment, Masked.MaskedValue, default)),
        With(new(MaskedAmountVersion.V2, Masked.Commitment, Masked.MaskedValue, new byte[40])),
    ];

    private const int FirstAmount = 7;

    private static MaskedAmount Masked => Output.MaskedAmount!;

    [Fact]
    public void Matches_IsEquality()
    {
        foreach (TxOut a in Variants)
        {
            foreach (TxOut b in Variants) Assert.Equal(a.Equals(b), a.Matches(b).Reveal());
        }
        Assert.True(Output.Matches(Sample(1)).Reveal());
    }

    [Fact]
    public void MatchesIgnoringAmount_LooksAtAllButTheAmount()
    {
        for (int i = 0; i < Variants.Length; i++)
        {
            bool expected = i is 0 or >= FirstAmount;
            Assert.Equal(expected, Output.MatchesIgnoringAmount(Variants[i]).Reveal());
            Assert.Equal(expected, Variants[i].MatchesIgnoringAmount(Output).Reveal());
        }
    }

    [Fact]
    public void FindAmount_TakesTheFirstThatMatches()
    {
        TxOut[] others = [Sample(2), Variants[1], Variants[2], Variants[3], Variants[4], Variants[5]];
        Assert.False(Output.FindAmount(others, out MaskedAmount? none).Reveal());
        Assert.Null(none);
        Assert.False(Output.FindAmount([], out _).Reveal());
        foreach (TxOut first in (TxOut[])[Output, .. Variants[FirstAmount..]])
        {
            foreach (TxOut second in (TxOut[])[Output, .. Variants[FirstAmount..]])
            {
                Assert.True(Output.FindAmount([.. others, first, .. others, second], out MaskedAmount? found).Reveal());
                MaskedAmount? expected = first.MaskedAmount;
                Assert.Equal(expected?.Version, found?.Version);
                Assert.Equal(expected?.Commitment, found?.Commitment);
                Assert.Equal(expected?.MaskedValue, found?.MaskedValue);
                Assert.Equal(expected?.MaskedTokenId.Length, found?.MaskedTokenId.Length);
                if (expected?.MaskedTokenId.Length == TokenId.Size) Assert.Equal(expected, found);
            }
        }
    }

    [Fact]
    public void Summary_TellsWhichOutputsRulesName_TheLastRuleCounts()
    {
        TxOut other = Sample(2), moved = Variants[1];
        var amount = new Amount(1, 0);
        Assert.Equal([false, false], Associated());
        Assert.Equal([true, false], Associated([Output]));
        Assert.Equal([false, true], Associated([Variants[2], other]));
        Assert.Equal([false, false], Associated([moved]));
        Assert.Equal([false, false], Associated([Output, moved]));
        Assert.Equal([true, true], Associated([moved, other, Output]));
        Assert.Equal([false, true], Associated([Output], [moved, other]));
        Assert.Equal([true, true], Associated([moved], [Output], [other]));

        bool[] Associated(params TxOut[][] rules)
        {
            TxIn[] inputs = [new([], [], null), .. rules.Select(r => new TxIn([], [], new InputRules { RequiredOutputs = r }))];
            TxSummary summary = TxSummary.Of(new TxPrefix(inputs, [Output, other], amount, 5), new CompressedRistretto[inputs.Length]);
            return [.. summary.Outputs.Select(o => o.AssociatedToInputRules)];
        }
    }

    private static TxOut Sample(int seed)
    {
        using AccountKey account = Samples.Account(seed);
        return Samples.Output(seed, BlockVersion.MaxValue, new Amount(7, 3), account);
    }

    private static TxOut With(MaskedAmount? amount) => new(amount, Output.TargetKey, Output.PublicKey, Output.FogHint, Output.Memo);
}
