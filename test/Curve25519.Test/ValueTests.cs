// What the types promise of their values: defaults that are valid, secrets that do not show, equality.
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test;

public sealed class ValueTests
{
    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Fact]
    public void DefaultScalar_IsZero()
    {
        Scalar scalar = default;
        Assert.Equal(Scalar.Zero, scalar);
        Assert.Equal(new byte[32], scalar.ToBytes());
        Assert.Equal(Scalar.One, scalar + Scalar.One);
        Assert.Equal(RistrettoPoint.Identity, RistrettoPoint.MultiplyBase(scalar));
    }

    [Theory, MemberData(nameof(Levels))]
    public void DefaultPoint_IsTheIdentity(SimdLevel level)
    {
        var backend = Backend.For(level);
        RistrettoPoint point = default;
        RistrettoPoint[] points = new RistrettoPoint[11];
        Assert.Equal(RistrettoPoint.Identity, point);
        Assert.True(EdwardsModel.FromPoint(point.Point).IsSame(EdwardsModel.Identity));
        Assert.Equal(new byte[32], point.ToBytes());
        Assert.Equal(new byte[32 * points.Length], backend.EncodeEach(points));
        Assert.Equal(new byte[32 * points.Length], backend.DoubleAndEncodeEach(points));
        Assert.Equal(RistrettoPoint.Generator, point + RistrettoPoint.Generator);
        Scalar k = Samples.RandomScalar(new Random(1));
        Assert.Equal(points, backend.MultiplyEach([.. points.Select(_ => k)], points));
        Assert.Equal(point, backend.Multiply(k, point));
        Assert.Equal(RistrettoPoint.MultiplyBase(k), backend.DoubleMultiplyBaseVartime(k, point, k));
        Assert.Equal(point, backend.Sum([k, k], [point, point]));
        Assert.Equal(point, backend.Sum([], []));
        Assert.Equal(point, backend.SumVartime([], []));
    }

    [Fact]
    public void DefaultCompressed_IsTheIdentitysEncoding()
    {
        CompressedRistretto compressed = default;
        Assert.Equal(new byte[32], compressed.ToBytes());
        Assert.True(compressed.TryDecompress(out RistrettoPoint point));
        Assert.Equal(RistrettoPoint.Identity, point);
        Assert.Equal(RistrettoPoint.Identity.Compress(), compressed);
    }

    [Fact]
    public void Compressed_HoldsAnyBytesAndComparesThem()
    {
        byte[] bytes = Samples.Bytes(2, 32);
        var a = new CompressedRistretto(bytes);
        Assert.Equal(bytes, a.ToBytes());
        Assert.True(a == new CompressedRistretto(bytes));
        Assert.True(a.Equals((object)new CompressedRistretto(bytes)));
        Assert.False(a.Equals((object)bytes));
        Assert.Equal(a.GetHashCode(), new CompressedRistretto(bytes).GetHashCode());
        for (int bit = 0; bit < 256; bit++)
        {
            byte[] other = [.. bytes];
            other[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.True(a != new CompressedRistretto(other));
            Assert.Equal(other, new CompressedRistretto(other).ToBytes());
        }
    }

    [Fact]
    public void Points_AsKeysOfTables_GoByElement()
    {
        RistrettoPoint p = Samples.Point(new Random(3)), same = Scalar.One * (p + RistrettoPoint.Identity);
        Assert.NotEqual(p.Point.X, same.Point.X);
        Assert.Contains(same, new HashSet<RistrettoPoint> { p });
        Assert.True(p.Equals((object)same));
        Assert.False(p.Equals((object)"p"));
        Assert.False(p != same);
        Assert.DoesNotContain(p + p, new HashSet<RistrettoPoint> { p });
    }

    [Fact]
    public void Scalars_HaveNoHashCode()
    {
        Assert.Throws<NotSupportedException>(() => Scalar.One.GetHashCode());
        Assert.Throws<NotSupportedException>(() => new HashSet<Scalar> { Scalar.One });
        Assert.False(Scalar.One.Equals("1"));
    }

    [Fact]
    public void Text_NeverShowsTheValue()
    {
        foreach (Scalar scalar in (Scalar[])[default, Scalar.One, Samples.RandomScalar(new Random(4))])
        {
            Assert.Equal("Scalar", scalar.ToString());
            Assert.Equal("Scalar", $"{scalar}");
        }
    }

    [Fact]
    public void Wipe_LeavesZero()
    {
        Scalar[] scalars = Samples.RandomScalars(new Random(5), 10);
        Scalar one = Scalar.FromUInt64(7);
        Scalar.Wipe(ref one);
        Scalar.Wipe(scalars.AsSpan(1, 8));
        Assert.Equal(Scalar.Zero, one);
        Assert.All(scalars[1..9], s => Assert.Equal(Scalar.Zero, s));
        Assert.Equal(Samples.RandomScalars(new Random(5), 10)[9], scalars[9]);
        Assert.Equal(Samples.RandomScalars(new Random(5), 10)[0], scalars[0]);
    }
}
