using System.Numerics;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Test.Field;

/// <summary>Many inversions at once: any count, the tail padded inside, zeros left alone.</summary>
public sealed class InversionTests
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory]
    [MemberData(nameof(Levels))]
    public void Invert_OfAnyCountWithZeros_IsTheInverse(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(11);
        foreach (int count in (int[])[.. Enumerable.Range(0, 20), 63, 64, 65, 300])
        {
            BigInteger[] values = [.. Enumerable.Range(0, count).Select(i => i % 7 == 3 ? BigInteger.Zero : i % 7 == 5 ? P - i : Next(random))];
            FieldElement[] elements = [.. values.Select(ToElement)];
            backend.Invert(elements);
            for (int i = 0; i < count; i++) Assert.Equal(BigInteger.ModPow(values[i], P - 2, P), ToInteger(elements[i]));
        }
    }

    [Fact]
    public void CompressedRistretto_SortsAndPrintsAsItsBytes()
    {
        byte[] low = new byte[32], high = new byte[32];
        low[31] = 0xff;
        high[0] = 1;
        CompressedRistretto a = new(low), b = new(high);
        Assert.True(a.CompareTo(b) < 0 && b.CompareTo(a) > 0 && a.CompareTo(a) == 0);
        Assert.Equal(Convert.ToHexStringLower(high), b.ToString());
    }

    private static BigInteger Next(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % P;
    }

    private static FieldElement ToElement(BigInteger value)
    {
        byte[] bytes = new byte[32];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return FieldElement.FromBytes(bytes);
    }

    private static BigInteger ToInteger(in FieldElement element)
    {
        byte[] bytes = new byte[32];
        element.ToBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }
}
