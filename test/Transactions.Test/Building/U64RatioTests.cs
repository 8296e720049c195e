// Fractions at the ends of their range, against exact arithmetic.
using System.Numerics;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions.Test.Building;

public sealed class U64RatioTests
{
    private static readonly ulong[] Values =
        [0, 1, 2, 3, 1000, (1UL << 32) - 1, 1UL << 32, (1UL << 63) - 1, 1UL << 63, ulong.MaxValue - 1, ulong.MaxValue];

    [Fact]
    public void Create_OfADenominatorOfZero_IsNothing()
    {
        Assert.Null(U64Ratio.Create(1, 0));
        Assert.Null(default(U64Ratio).CheckedMultiplyRoundUp(1));
    }

    [Fact]
    public void IsLessThan_IsExact()
    {
        foreach ((ulong a, ulong b, ulong c, ulong d) in Quadruples())
        {
            if (b == 0 || d == 0) continue;
            bool expected = (BigInteger)a * d < (BigInteger)c * b;
            Assert.Equal(expected, U64Ratio.Create(a, b)!.Value.IsLessThan(U64Ratio.Create(c, d)!.Value).Reveal());
        }
    }

    [Fact]
    public void CheckedMultiplyRoundUp_IsExact()
    {
        foreach ((ulong value, ulong numerator, ulong denominator, _) in Quadruples())
        {
            if (denominator == 0) continue;
            BigInteger expected = (((BigInteger)value * numerator) + denominator - 1) / denominator;
            Assert.Equal(expected > ulong.MaxValue ? null : (ulong)expected, U64Ratio.Create(numerator, denominator)!.Value.CheckedMultiplyRoundUp(value));
        }
    }

    private static IEnumerable<(ulong A, ulong B, ulong C, ulong D)> Quadruples()
    {
        foreach (ulong a in Values)
        {
            foreach (ulong b in Values)
            {
                foreach (ulong c in Values)
                {
                    foreach (ulong d in Values) yield return (a, b, c, d);
                }
            }
        }
        RandomFill random = Samples.Random(1);
        byte[] bytes = new byte[32];
        for (int i = 0; i < 1000; i++)
        {
            random(bytes);
            yield return (BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes, 8), BitConverter.ToUInt64(bytes, 16), BitConverter.ToUInt64(bytes, 24));
        }
    }
}
