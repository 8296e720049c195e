// Ed25519 signing against RFC 8032 §5.1.5 and §5.1.6 over BigInteger, and where its buffers may be.
using System.Numerics;
using System.Security.Cryptography;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Edwards;

public sealed class SigningTests
{
    private static readonly BigInteger L = EdwardsModel.Order;

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    /// <summary>Around the lengths where the hash's input no longer fits the stack, which differ for the two hashes.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(959)]
    [InlineData(960)]
    [InlineData(961)]
    [InlineData(992)]
    [InlineData(993)]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(5000)]
    public void Sign_OfAnyLength_AsRfc8032(int length)
    {
        byte[] seed = Samples.Bytes(length, 32), message = Samples.Bytes(length + 1, length);
        byte[] publicKey = new byte[32], signature = new byte[64];
        Ed25519.PublicKey(seed, publicKey);
        Ed25519.Sign(seed, message, signature);
        (byte[] expectedKey, byte[] expected) = Reference(seed, message);
        Assert.Equal(expectedKey, publicKey);
        Assert.Equal(expected, signature);
        Assert.True(Ed25519.Verify(publicKey, message, signature));
        if (length == 0) return;
        message[^1] ^= 1;
        Assert.False(Ed25519.Verify(publicKey, message, signature));
    }

    [Theory]
    [InlineData(200, 0)]
    [InlineData(200, 7)]
    [InlineData(2000, 0)]
    [InlineData(2000, 1936)]
    [InlineData(64, 0)]
    public void Sign_IntoTheMessage_SignsWhatTheMessageWas(int length, int offset)
    {
        byte[] seed = Samples.Bytes(1, 32), buffer = Samples.Bytes(2, length), message = [.. buffer], expected = new byte[64];
        Ed25519.Sign(seed, message, expected);
        Ed25519.Sign(seed, buffer, buffer.AsSpan(offset, 64));
        Assert.Equal(expected, buffer.AsSpan(offset, 64).ToArray());
        Assert.Equal(message[..offset], buffer[..offset]);
        Assert.Equal(message[(offset + 64)..], buffer[(offset + 64)..]);
    }

    [Fact]
    public void PublicKey_IntoTheSeed()
    {
        byte[] seed = Samples.Bytes(3, 32), expected = new byte[32];
        Ed25519.PublicKey(seed, expected);
        Ed25519.PublicKey(seed, seed);
        Assert.Equal(expected, seed);
    }

    [Theory, MemberData(nameof(Levels))]
    public void EncodeEdwards_AsRfc8032(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(4);
        byte[] encoding = new byte[32];
        EdwardsModel[] points = [.. EdwardsModel.Torsion, .. Enumerable.Range(1, 10).Select(i => (BigInteger)i * EdwardsModel.Base)];
        foreach (EdwardsModel point in points)
        {
            backend.EncodeEdwards(point.Scaled(Samples.Integer(random)).ToPoint(), encoding);
            Assert.Equal(point.Encode(), encoding);
        }
    }

    private static (byte[] PublicKey, byte[] Signature) Reference(byte[] seed, byte[] message)
    {
        byte[] hash = SHA512.HashData(seed);
        BigInteger a = FieldModel.FromBytes(hash.AsSpan(0, 32));
        a &= ((BigInteger.One << 254) - 1) ^ 7;
        a |= BigInteger.One << 254;
        byte[] publicKey = (a * EdwardsModel.Base).Encode();
        BigInteger r = FieldModel.FromBytes(SHA512.HashData([.. hash.AsSpan(32), .. message])) % L;
        byte[] encodedR = (r * EdwardsModel.Base).Encode();
        BigInteger k = Signatures.Challenge(encodedR, publicKey, message);
        return (publicKey, Signatures.Join(encodedR, (r + (k * a)) % L));
    }
}
