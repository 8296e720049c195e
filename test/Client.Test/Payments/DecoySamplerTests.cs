using MobileCoin.Testing;

namespace MobileCoin.Client.Test.Payments;

public sealed class DecoySamplerTests
{
    [Fact]
    public void Sample_GivesEachInputARing_AndNoPlaceTwice()
    {
        var random = new SeededBytes(1);
        for (ulong count = 40; count < 60; count++)
        {
            ulong[][] rings = DecoySampler.Sample([3, 7, 39], [1, 2], count, random.Fill);
            ulong[] all = [.. rings.SelectMany(r => r)];
            Assert.Equal([3, 7, 39], rings.Select(r => r[0]));
            Assert.All(rings, r => Assert.Equal(11, r.Length));
            Assert.Equal(33, all.Distinct().Count());
            Assert.DoesNotContain(all, i => i is 1 or 2 || i >= count);
        }
    }

    [Fact]
    public void Sample_OfALedgerThatIsTooSmall_IsRefused()
    {
        var random = new SeededBytes(1);
        Assert.Single(DecoySampler.Sample([0], [], 11, random.Fill));
        Assert.Contains("11 are needed", Assert.Throws<MobileCoinException>(() => DecoySampler.Sample([0], [], 10, random.Fill)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_IsUniform()
    {
        var random = new SeededBytes(2);
        int[] counts = new int[7];
        for (int i = 0; i < 7000; i++) counts[DecoySampler.Below(7, random.Fill)]++;
        // Six standard deviations.
        Assert.All(counts, c => Assert.InRange(c, 1000 - 176, 1000 + 176));
        Assert.Equal(0UL, DecoySampler.Below(1, random.Fill));
        // The numbers above the last multiple are drawn again.
        Queue<byte[]> draws = new([[255, 255, 255, 255, 255, 255, 255, 255], [9, 0, 0, 0, 0, 0, 0, 0]]);
        Assert.Equal(9UL, DecoySampler.Below((1UL << 63) + 1, bytes => draws.Dequeue().CopyTo(bytes)));
    }
}
