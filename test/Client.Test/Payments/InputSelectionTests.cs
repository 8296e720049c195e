using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Client.Test.Payments;

public sealed class InputSelectionTests
{
    [Theory]
    [InlineData(new ulong[] { 5, 10, 20 }, 15, 3, new[] { 0, 1 })]
    [InlineData(new ulong[] { 5, 10, 20 }, 16, 3, new[] { 0, 1, 2 })]
    [InlineData(new ulong[] { 5, 10, 20 }, 21, 2, new[] { 0, 2 })]
    [InlineData(new ulong[] { 5, 10, 20 }, 26, 2, new[] { 1, 2 })]
    [InlineData(new ulong[] { 5, 10, 20 }, 20, 1, new[] { 2 })]
    [InlineData(new ulong[] { 0, 0, 20 }, 1, 3, new[] { 2 })]
    [InlineData(new ulong[] { 1 }, 0, 3, new int[0])]
    public void Select_PrefersTheOldest(ulong[] values, int sum, int maxInputs, int[] expected)
    {
        Selection selection = InputSelection.Select(values, (UInt128)sum, maxInputs);
        Assert.Equal(SelectionOutcome.Selected, selection.Outcome);
        Assert.Equal(expected, selection.Indices);
    }

    [Fact]
    public void Select_BeyondReach_TellsHowFarItReaches()
    {
        ulong[] values = [4, 3, 2, 1];
        Assert.Equal((SelectionOutcome.NeedsDefragmentation, (UInt128)7, (UInt128)10), Result(8, 2));
        Assert.Equal((SelectionOutcome.InsufficientFunds, (UInt128)7, (UInt128)10), Result(11, 2));
        Assert.Equal((SelectionOutcome.InsufficientFunds, (UInt128)0, (UInt128)0), Outcome(InputSelection.Select([], 1, 16)));
        // Beyond 64 bits.
        Assert.Equal((SelectionOutcome.InsufficientFunds, UInt128.One * 2 * ulong.MaxValue, UInt128.One * 2 * ulong.MaxValue), Outcome(InputSelection.Select([ulong.MaxValue, ulong.MaxValue], UInt128.MaxValue, 16)));
        Assert.Equal([0, 1], InputSelection.Select([ulong.MaxValue, ulong.MaxValue], (UInt128)ulong.MaxValue + 1, 16).Indices);

        (SelectionOutcome, UInt128, UInt128) Result(UInt128 sum, int maxInputs) => Outcome(InputSelection.Select(values, sum, maxInputs));
        static (SelectionOutcome, UInt128, UInt128) Outcome(Selection s) => (s.Outcome, s.Reachable, s.Total);
    }

    [Fact]
    public void Select_IsWhatTryingEverythingFinds()
    {
        Gen<ulong> value = Gen.Frequency((4, Gen.Choose(0, 20).Select(v => (ulong)v)), (1, Gen.Constant(ulong.MaxValue)), (1, Gen.Choose(0, 3).Select(v => ulong.MaxValue - (ulong)v)));
        Gen<(ulong[], UInt128, int)> cases =
            from values in Gen.Choose(0, 9).SelectMany(n => Gen.ArrayOf(value, n))
            from sum in Gen.OneOf(Gen.Choose(1, 100).Select(s => (UInt128)s), value.Select(v => (UInt128)v + 1), Gen.Choose(0, 9).Select(n => Sum(values.Take(n)) is var s && s > 0 ? s : 1))
            from maxInputs in Gen.Choose(1, 9)
            select (values, sum, maxInputs);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            (ulong[] values, UInt128 sum, int maxInputs) = c;
            Selection selection = InputSelection.Select(values, sum, maxInputs);
            int[]? best = BruteForce(values, sum, maxInputs);
            return best is null
                ? selection.Outcome == (Sum(values) < sum ? SelectionOutcome.InsufficientFunds : SelectionOutcome.NeedsDefragmentation) && selection.Indices.Count == 0
                : selection.Outcome == SelectionOutcome.Selected && selection.Indices.SequenceEqual(best);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    // Among all choices that cover the sum, with none that could be left out at the end, the first by age.
    private static int[]? BruteForce(ulong[] values, UInt128 sum, int maxInputs)
    {
        int[]? best = null;
        for (int set = 1; set < 1 << values.Length; set++)
        {
            int[] chosen = [.. Enumerable.Range(0, values.Length).Where(i => (set >> i & 1) != 0)];
            if (chosen.Length > maxInputs || chosen.Any(i => values[i] == 0)) continue;
            UInt128 covered = Sum(chosen.Select(i => values[i]));
            if (covered < sum || covered - values[chosen[^1]] >= sum) continue;
            if (best is null || chosen.AsSpan().SequenceCompareTo(best) < 0) best = chosen;
        }
        return best;
    }

    private static UInt128 Sum(IEnumerable<ulong> values) => values.Aggregate(UInt128.Zero, (sum, v) => sum + v);
}
