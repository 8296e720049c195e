// Integers modulo l: the laws of a field, and every operation against BigInteger (fact sheet crypto §0.1, §1.1).
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test;

public sealed class ScalarTests
{
    private static readonly BigInteger L = EdwardsModel.Order;

    [Fact]
    public void Laws_OfAField() => Prop.ForAll(Samples.Scalars, Samples.Scalars, Samples.Scalars, (a, b, c) =>
        a + b == b + a && (a + b) + c == a + (b + c) && a + Scalar.Zero == a && a + -a == Scalar.Zero && a - b == a + -b
        && a * b == b * a && a * b * c == a * (b * c) && a * Scalar.One == a && a * (b + c) == (a * b) + (a * c)
        && -(-a) == a && a * -b == -(a * b) && a * a.Invert() == (a == Scalar.Zero ? Scalar.Zero : Scalar.One)).QuickCheckThrowOnFailure();

    [Fact]
    public void Operators_OfEdgesAndRandom_AsBigInteger()
    {
        Scalar[] scalars = [.. Samples.EdgeScalars, .. Samples.RandomScalars(new Random(1), 20)];
        foreach (Scalar a in scalars)
        {
            BigInteger x = Samples.Integer(a);
            Assert.True(x < L);
            AssertIs(-x, -a);
            AssertIs(x.IsZero ? 0 : BigInteger.ModPow(x, L - 2, L), a.Invert());
            foreach (Scalar b in scalars)
            {
                BigInteger y = Samples.Integer(b);
                AssertIs(x + y, a + b);
                AssertIs(x - y, a - b);
                AssertIs(x * y, a * b);
                Assert.Equal(x == y, a == b);
                Assert.Equal(x != y, a != b);
                Assert.Equal(x == y, a.Equals((object)b));
            }
        }
    }

    [Fact]
    public void InnerProduct_OfAnyCount_AsBigInteger()
    {
        var random = new Random(11);
        foreach (int count in (int[])[0, 1, 2, 255, 256, 257, 600])
        {
            Scalar[] a = [.. Samples.RandomScalars(random, count)], b = [.. Samples.RandomScalars(random, count)];
            BigInteger sum = 0;
            for (int i = 0; i < count; i++) sum += Samples.Integer(a[i]) * Samples.Integer(b[i]);
            AssertIs(sum, Scalar.InnerProduct(a, b));
        }
        Scalar[] greatest = new Scalar[700];
        greatest.AsSpan().Fill(-Scalar.One);
        AssertIs(700, Scalar.InnerProduct(greatest, greatest));
        Errors.AssertNames("b", () => Scalar.InnerProduct(greatest, new Scalar[699]));
    }

    [Fact]
    public void InvertAll_AsOneByOne_ZerosToo()
    {
        foreach (int count in (int[])[0, 1, 2, 3, 64, 65, 130])
        {
            Scalar[] scalars = [.. Samples.EdgeScalars.Concat(Samples.RandomScalars(new Random(count), count)).Take(count)];
            for (int i = 5; i < count; i += 7) scalars[i] = Scalar.Zero;
            Scalar[] expected = Array.ConvertAll(scalars, s => s.Invert());
            Scalar.InvertAll(scalars);
            Assert.Equal(expected, scalars);
        }
    }

    [Fact]
    public void Halve_TwiceIsTheScalar() => Prop.ForAll(Samples.Scalars, a => a.Halve() + a.Halve() == a).QuickCheckThrowOnFailure();

    [Fact]
    public void Zero_IsItsOwnNegativeAndInverse()
    {
        Assert.Equal(new byte[32], (-Scalar.Zero).ToBytes());
        Assert.Equal(new byte[32], Scalar.Zero.Invert().ToBytes());
        Assert.Equal(new byte[32], (Scalar.One - Scalar.One).ToBytes());
        AssertIs(L - 1, -Scalar.One);
    }

    [Fact]
    public void TryFromCanonicalBytes_AcceptsBelowTheOrderOnly()
    {
        BigInteger max = (BigInteger.One << 256) - 1, word = BigInteger.One << 64, half = BigInteger.One << 128, top = BigInteger.One << 252;
        foreach (BigInteger k in (BigInteger[])[0, 1, L - 2, L - 1, top - 1, top, L - word, L - half])
        {
            Assert.True(Scalar.TryFromCanonicalBytes(FieldModel.ToBytes(k), out Scalar scalar));
            Assert.Equal(k, Samples.Integer(scalar));
        }
        foreach (BigInteger k in (BigInteger[])[L, L + 1, L + word, L + half, 2 * top, 2 * L, 8 * L, 8 * top, (8 * top) + 5, max])
        {
            Assert.False(Scalar.TryFromCanonicalBytes(FieldModel.ToBytes(k), out Scalar scalar));
            Assert.Equal(Scalar.Zero, scalar);
        }
        foreach (int length in (int[])[0, 1, 31, 33, 64]) Assert.False(Scalar.TryFromCanonicalBytes(new byte[length], out _));
    }

    [Fact]
    public void FromBytesModOrder_AsBigInteger()
    {
        BigInteger max = (BigInteger.One << 256) - 1;
        foreach (BigInteger k in (BigInteger[])[0, 1, L - 1, L, L + 1, 2 * L - 1, 2 * L, 15 * L - 1, 15 * L, max, max - 1, max / 2])
        {
            AssertIs(k, Scalar.FromBytesModOrder(FieldModel.ToBytes(k)));
        }
        Prop.ForAll(Gen.Choose(0, 255).ArrayOf(32).ToArbitrary(), ints =>
        {
            byte[] bytes = Array.ConvertAll(ints, i => (byte)i);
            return Samples.Integer(Scalar.FromBytesModOrder(bytes)) == FieldModel.FromBytes(bytes) % L;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FromBytesModOrderWide_AsBigInteger()
    {
        BigInteger max = (BigInteger.One << 512) - 1, low = (BigInteger.One << 256) - 1, high = max - low;
        BigInteger[] edges = [0, 1, L - 1, L, L + 1, L * L, (L * L) - 1, (L * L) + L, max, max - 1, high, high + L, low, low + 1, max / L * L];
        foreach (BigInteger k in edges)
        {
            AssertIs(k, Scalar.FromBytesModOrderWide(Wide(k)));
        }
        var random = new Random(7);
        for (int i = 0; i < 500; i++)
        {
            byte[] bytes = Samples.Bytes(random, 64);
            AssertIs(FieldModel.FromBytes(bytes), Scalar.FromBytesModOrderWide(bytes));
        }
    }

    [Fact]
    public void FromUInt64_AsBigInteger()
    {
        foreach (ulong k in (ulong[])[0, 1, 255, uint.MaxValue, ulong.MaxValue]) AssertIs(k, Scalar.FromUInt64(k));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void NonAdjacentForm_IsSparseAndSumsUp(int width) => Prop.ForAll(Samples.Scalars, scalar =>
    {
        var digits = new sbyte[Scalar.NafLength];
        digits.AsSpan().Fill(99);
        scalar.NonAdjacentFormVartime(digits, width);
        BigInteger sum = 0;
        bool ok = true;
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            sum = (2 * sum) + digits[i];
            ok &= digits[i] == 0 || ((digits[i] & 1) != 0 && Math.Abs(digits[i]) < 1 << (width - 1));
            if (digits[i] != 0) ok &= digits.Skip(i + 1).Take(width - 1).All(d => d == 0);
        }
        return ok && sum == Samples.Integer(scalar);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void NonAdjacentForm_OfEdges_SumsUp()
    {
        foreach (Scalar scalar in Samples.EdgeScalars)
        {
            var digits = new sbyte[Scalar.NafLength];
            scalar.NonAdjacentFormVartime(digits, 5);
            Assert.Equal(Samples.Integer(scalar), digits.Reverse().Aggregate(BigInteger.Zero, (sum, d) => (2 * sum) + d));
        }
    }

    [Fact]
    public void WrongLengths_NameTheParameter()
    {
        foreach (int length in (int[])[0, 31, 33, 64])
        {
            Errors.AssertNames("bytes", () => Scalar.FromBytesModOrder(new byte[length]));
            Errors.AssertNames("bytes", () => Scalar.One.CopyTo(new byte[length]));
        }
        foreach (int length in (int[])[0, 32, 63, 65]) Errors.AssertNames("bytes", () => Scalar.FromBytesModOrderWide(new byte[length]));
    }

    private static void AssertIs(BigInteger expected, in Scalar actual) => Assert.Equal(((expected % L) + L) % L, Samples.Integer(actual));

    private static byte[] Wide(BigInteger k)
    {
        byte[] bytes = new byte[64];
        Assert.True(k.TryWriteBytes(bytes, out _, isUnsigned: true));
        return bytes;
    }
}
