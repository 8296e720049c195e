using MobileCoin.Crypto;

namespace MobileCoin.Transactions.Test.RangeProofs;

/// <summary>Random bytes of a test: recorded ones, in order, or endless ones that depend on a seed alone.</summary>
internal sealed class Draws(byte[] bytes)
{
    private int _used;

    public RandomFill Fill => destination =>
    {
        bytes.AsSpan(_used, destination.Length).CopyTo(destination);
        _used += destination.Length;
    };

    public void AssertUsedUp() => Assert.Equal(bytes.Length, _used);

    public static RandomFill Seeded(int seed)
    {
        var random = new Random(seed);
        return destination => random.NextBytes(destination);
    }
}
