// Fact sheets consensus §3.5, §3.6, §3.8, ledger §3.6 step 3: fees, against plain arithmetic.
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave.Test;

public sealed class FeeTests
{
    [Fact]
    public void Division_IsThatOfWholeNumbers()
    {
        Prop.ForAll<ulong, ulong, int>((a, b, shift) =>
        {
            ulong numerator = a * 0x9e3779b97f4a7c15, denominator = Math.Max(1, (b * 0xbf58476d1ce4e5b9) >> (shift & 63));
            return FeeTable.Divide(numerator, denominator) == numerator / denominator;
        }).QuickCheckThrowOnFailure();
        ulong[] edges = [1, 2, 3, 127, 128, uint.MaxValue, 1UL << 32, (1UL << 63) - 1, 1UL << 63, (1UL << 63) + 1, ulong.MaxValue - 1, ulong.MaxValue];
        foreach (ulong a in edges.Append(0UL))
        {
            foreach (ulong b in edges) Assert.Equal(a / b, FeeTable.Divide(a, b));
        }
    }

    [Theory]
    [InlineData(400_000_000, 400_000_000, 128)]
    [InlineData(399_999_999, 400_000_000, 127)]
    [InlineData(1000, 128, 1000)]
    [InlineData(0, 1024, 0)]
    [InlineData(ulong.MaxValue, 128, ulong.MaxValue)]
    public void Priority_CountsPartsOfTheLeastFee(ulong fee, ulong minimum, ulong priority) => Assert.Equal(priority, FeeTable.Priority(fee, minimum));

    [Fact]
    public void Totals_AreSumsOf128Bits_WithZerosMovedAsTheProtocolSays() => Prop.ForAll<int, uint[]>((tokens, fees) =>
    {
        FeeMap map = Samples.Tokens(1 + ((tokens & int.MaxValue) % 7));
        using FeeTotals totals = new(map);
        UInt128[] model = new UInt128[map.Tokens.Length];
        ulong[] order = map.Tokens.ToArray();
        foreach (uint fee in fees ?? [])
        {
            ulong token = fee % 9, value = fee * (ulong.MaxValue / 1000);
            totals.Add(new Amount(value, token));
            if ((int)token < model.Length) model[token] += value;
        }
        totals.MoveZerosToTheEnd();
        for (int p = model.Length - 1; p > 0; p--)
        {
            for (int c = 0; c < p; c++)
            {
                if (model[c] != 0 || model[p] == 0) continue;
                (model[c], model[p]) = (model[p], model[c]);
                (order[c], order[p]) = (order[p], order[c]);
            }
        }
        return Enumerable.Range(0, model.Length).All(i => totals.Total(i) == model[i] && totals.Token(i) == order[i])
            && Enumerable.Range(1, model.Length - 1).All(i => model[i] == 0 || model[i - 1] != 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Taking_EmptiesATotal_InPartsOf64Bits() => Prop.ForAll<byte, ulong>((fees, last) =>
    {
        using FeeTotals totals = new(Samples.Tokens(2));
        for (int i = 0; i < fees; i++) totals.Add(new Amount(ulong.MaxValue - (ulong)i, 1));
        totals.Add(new Amount(last, 1));
        UInt128 left = totals.Total(1);
        while (left > ulong.MaxValue)
        {
            if (totals.Take(1) != ulong.MaxValue || totals.IsZero(1).Reveal()) return false;
            left -= ulong.MaxValue;
        }
        return totals.Take(1) == left && totals.IsZero(1).Reveal() && totals.Total(0) == 0;
    }).QuickCheckThrowOnFailure();
}
