using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Client.Test.Payments;

public sealed class DefragmentationPlanTests
{
    [Fact]
    public void NextRound_WhereEverythingFits_IsEmpty()
    {
        Assert.Empty(DefragmentationPlan.NextRound([5, 5, 5], 1, 3, null));
        Assert.Empty(DefragmentationPlan.NextRound([5, 5, 5, 5], 1, 3, 15));
        Assert.Empty(DefragmentationPlan.NextRound([], 1, 16, null));
    }

    [Fact]
    public void NextRound_JoinsTheLargest_AsFewAsWillDo()
    {
        Assert.Equal([[1, 2]], DefragmentationPlan.NextRound([3, 9, 8, 7], 1, 3, null));
        Assert.Equal([[1, 2]], DefragmentationPlan.NextRound([3, 9, 8, 7], 1, 3, 26));
        // What would be gained is not worth the fee.
        Assert.Empty(DefragmentationPlan.NextRound([3, 9, 8, 7], 3, 3, null));
    }

    [Fact]
    public void Rounds_ComeToAnEnd_WithEverythingThatIsWorthItsFee()
    {
        Gen<(ulong[], ulong, int, UInt128?)> cases =
            from values in Gen.Choose(0, 60).SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 50).Select(v => (ulong)v), n))
            from fee in Gen.Choose(1, 20)
            from maxInputs in Gen.Choose(2, 6)
            from wanted in Gen.OneOf(Gen.Constant((UInt128?)null), Gen.Choose(1, 600).Select(w => (UInt128?)(UInt128)w))
            select (values, (ulong)fee, maxInputs, wanted);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            (ulong[] values, ulong fee, int maxInputs, UInt128? wanted) = c;
            UInt128 reachable = InputSelection.Reachable(values, maxInputs);
            for (int round = 0; ; round++)
            {
                IReadOnlyList<int[]> groups = DefragmentationPlan.NextRound(values, fee, maxInputs, wanted);
                if (groups.Count == 0) return true;
                if (round > 60) throw new InvalidOperationException("no end");
                if (wanted is { } sum && reachable >= sum) throw new InvalidOperationException("it was enough");
                int[] joined = [.. groups.SelectMany(g => g)];
                if (joined.Distinct().Count() != joined.Length || groups.Any(g => g.Length < 2 || g.Length > maxInputs)) throw new InvalidOperationException("groups");
                values = [.. values.Where((_, i) => !joined.Contains(i)), .. groups.Select(g => g.Aggregate(0UL, (s, i) => s + values[i]) - fee)];
                UInt128 after = InputSelection.Reachable(values, maxInputs);
                if (after <= reachable) throw new InvalidOperationException($"a round gained nothing: {reachable} before, {after} after");
                reachable = after;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }
}
