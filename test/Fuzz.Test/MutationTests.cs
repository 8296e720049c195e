using MobileCoin.Fuzz.Mutation;
using MobileCoin.Fuzz.Run;
using MobileCoin.Fuzz.Seeds;

namespace MobileCoin.Fuzz.Test;

/// <summary>A short run of every target, always the same; `./fog fuzz` makes the long ones.</summary>
public sealed class MutationTests
{
    private const long Seed = 20240229;
    private const int Inputs = 30;

    public static TheoryData<string> Kinds() => [.. Registry.All().Select(t => t.Name.Split('.')[0]).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ShortRun_BreaksNothing(string kind)
    {
        foreach (Target target in Registry.All().Where(t => t.Name.Split('.')[0] == kind))
        {
            SeedChoice.Choose(target);
            foreach (byte[] input in target.Seeds) Check(target, input, examine: true);
            for (int i = 0; i < Math.Max(2, Inputs / target.Share); i++) Check(target, Mutator.Input(target, Seed, i), examine: true);
            foreach (byte[] input in Giants.Of(target.Kind, Giants.Short)) Check(target, input, examine: false);
        }
    }

    [Fact]
    public void Inputs_DependOnSeedAndNumberAlone()
    {
        Target target = Registry.Matching("wire.TxOut").Single();
        SeedChoice.Choose(target);
        byte[] fifth = Mutator.Input(target, Seed, 5);
        _ = Mutator.Input(target, Seed, 6);
        Assert.Equal(fifth, Mutator.Input(target, Seed, 5));
        Assert.NotEqual(fifth, Mutator.Input(target, Seed + 1, 5));
    }

    private static void Check(Target target, byte[] input, bool examine)
    {
        if (Oracle.Check(target, input, examine).Broken is { } broken) Assert.Fail($"{target.Name}: {broken}\n{Convert.ToHexStringLower(input)}");
    }
}
