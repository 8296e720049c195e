// X25519 beyond RFC 7748's vectors: clamping, public keys of every kind, batches (fact sheet crypto §1.1).
using System.Numerics;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test;

public sealed class X25519Tests
{
    // The u-coordinates of the points of order 1, 2, 4 and 8 on the curve and on its twist.
    private static readonly BigInteger[] SmallOrder =
    [
        0, 1, FieldModel.P - 1,
        FieldModel.FromBytes(Samples.Hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")),
        FieldModel.FromBytes(Samples.Hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")),
    ];

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory, MemberData(nameof(Levels))]
    public void Agree_OfAnyKeys_AsTheModel(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(1);
        foreach (int count in (int[])[1, 17])
        {
            for (int round = 0; round < 2; round++)
            {
                byte[] privateKeys = Samples.Bytes(random, 32 * count), publicKeys = Samples.Bytes(random, 32 * count);
                byte[] shared = new byte[32 * count];
                backend.AgreeX25519(privateKeys, publicKeys, shared);
                for (int i = 0; i < count; i++)
                {
                    byte[] expected = Ladder(privateKeys.AsSpan(32 * i, 32), publicKeys.AsSpan(32 * i, 32));
                    Assert.Equal(expected, shared.AsSpan(32 * i, 32).ToArray());
                }
            }
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void AgreeBatch_OfEveryCount_AsOneAtATime(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(2);
        for (int count = 0; count <= 20; count++)
        {
            byte[] privateKeys = Samples.Bytes(random, 32 * count), publicKeys = Samples.Bytes(random, 32 * count);
            byte[] shared = new byte[32 * count];
            if (count > 3) publicKeys.AsSpan(64, 32).Clear();
            byte[] expected = new byte[32 * count];
            for (int i = 0; i < count; i++)
            {
                X25519.Agree(privateKeys.AsSpan(32 * i, 32), publicKeys.AsSpan(32 * i, 32), expected.AsSpan(32 * i, 32));
            }
            backend.AgreeX25519(privateKeys, publicKeys, shared);
            Assert.Equal(expected, shared);
            X25519.AgreeBatch(privateKeys, publicKeys, publicKeys);
            Assert.Equal(expected, publicKeys);
        }
    }

    [Fact]
    public void PublicKey_IsAgreementWithNine()
    {
        byte[] nine = new byte[32];
        nine[0] = 9;
        byte[][] keys = [new byte[32], [.. Enumerable.Repeat((byte)255, 32)], .. Enumerable.Range(0, 20).Select(i => Samples.Bytes(i, 32))];
        foreach (byte[] privateKey in keys)
        {
            byte[] publicKey = new byte[32];
            X25519.PublicKey(privateKey, publicKey);
            Assert.Equal(Agree(privateKey, nine), publicKey);
            X25519.PublicKey(privateKey, privateKey);
            Assert.Equal(publicKey, privateKey);
        }
    }

    [Fact]
    public void PrivateKeys_AreClampedWhenUsed()
    {
        byte[] key = Samples.Bytes(3, 32), u = Samples.Bytes(4, 32), kept = [.. key];
        byte[] expected = Agree(key, u);
        for (int bits = 0; bits < 32; bits++)
        {
            byte[] other = [.. key];
            other[0] = (byte)((other[0] & 0xF8) | (bits & 7));
            other[31] = (byte)((other[31] & 0x3F) | (bits >> 3 << 6));
            Assert.Equal(expected, Agree(other, u));
            byte[] a = new byte[32], b = new byte[32];
            X25519.PublicKey(key, a);
            X25519.PublicKey(other, b);
            Assert.Equal(a, b);
        }
        Assert.Equal(kept, key);
    }

    [Theory, MemberData(nameof(Levels))]
    public void PublicKeys_AreTakenModuloPWithoutTheTopBit(SimdLevel level)
    {
        var backend = Backend.For(level);
        byte[] key = Samples.Bytes(5, 32);
        var u = new List<byte[]>();
        var same = new List<byte[]>();
        for (int i = 0; i < 19; i++)
        {
            u.Add(FieldModel.ToBytes(FieldModel.P + i));
            same.Add(FieldModel.ToBytes(i));
        }
        for (int i = 0; i < 5; i++)
        {
            byte[] low = Samples.Bytes(i, 32), high = [.. low];
            low[31] &= 0x7F;
            high[31] |= 0x80;
            u.Add(high);
            same.Add(low);
        }
        byte[] shared = new byte[32 * u.Count], keys = [.. Enumerable.Repeat(key, u.Count).SelectMany(b => b)];
        backend.AgreeX25519(keys, u.SelectMany(b => b).ToArray(), shared);
        for (int i = 0; i < u.Count; i++)
        {
            byte[] expected = Agree(key, same[i]);
            Assert.Equal(expected, shared.AsSpan(32 * i, 32).ToArray());
            Assert.Equal(expected, Agree(key, u[i]));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void SmallOrderPublicKeys_GiveZerosAndAreNotRefused(SimdLevel level)
    {
        var backend = Backend.For(level);
        byte[][] u =
        [
            .. SmallOrder.Select(FieldModel.ToBytes),
            .. SmallOrder.Where(x => x < 19).Select(x => FieldModel.ToBytes(x + FieldModel.P)),
            .. SmallOrder.Select(x => FieldModel.ToBytes(x + (BigInteger.One << 255))),
        ];
        byte[] shared = new byte[32 * u.Length];
        shared.AsSpan().Fill(0xEE);
        backend.AgreeX25519(Samples.Bytes(6, shared.Length), u.SelectMany(b => b).ToArray(), shared);
        Assert.Equal(new byte[shared.Length], shared);
        foreach (byte[] x in u) Assert.Equal(new byte[32], Agree(Samples.Bytes(7, 32), x));
    }

    private static byte[] Agree(byte[] privateKey, byte[] publicKey)
    {
        byte[] shared = new byte[32];
        X25519.Agree(privateKey, publicKey, shared);
        return shared;
    }

    /// <summary>The ladder of RFC 7748 §5 over BigInteger.</summary>
    private static byte[] Ladder(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey)
    {
        BigInteger k = FieldModel.FromBytes(privateKey);
        k &= ((BigInteger.One << 255) - 1) ^ 7;
        k |= BigInteger.One << 254;
        BigInteger x1 = FieldModel.Mod(FieldModel.FromBytes(publicKey) & ((BigInteger.One << 255) - 1)), x2 = 1, z2 = 0, x3 = x1, z3 = 1;
        for (int bit = 254; bit >= 0; bit--)
        {
            bool one = !((k >> bit) & 1).IsZero;
            if (one) (x2, z2, x3, z3) = (x3, z3, x2, z2);
            BigInteger a = x2 + z2, b = x2 - z2, da = (x3 - z3) * a, cb = (x3 + z3) * b, aa = a * a, e = aa - (b * b);
            BigInteger sum = da + cb, difference = da - cb;
            x2 = FieldModel.Mod(aa * b * b);
            z2 = FieldModel.Mod(e * (aa + (121665 * e)));
            x3 = FieldModel.Mod(sum * sum);
            z3 = FieldModel.Mod(x1 * difference * difference);
            if (one) (x2, z2, x3, z3) = (x3, z3, x2, z2);
        }
        return FieldModel.ToBytes(FieldModel.Multiply(x2, FieldModel.Invert(z2)));
    }
}
