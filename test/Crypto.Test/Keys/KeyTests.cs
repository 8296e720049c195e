// What the key types refuse, what their defaults are, how they compare and what they do not tell.
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class KeyTests
{
    private static readonly byte[] Order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");

    [Theory]
    [InlineData(0), InlineData(31), InlineData(33), InlineData(63), InlineData(65)]
    public void Parse_OfAnotherLength_NamesBothLengths(int length)
    {
        byte[] bytes = new byte[length];
        Action[] parsers =
        [
            () => RistrettoPrivate.Parse(bytes), () => RistrettoPublic.Parse(bytes), () => X25519Private.Parse(bytes),
            () => X25519Public.Parse(bytes), () => Ed25519Private.Parse(bytes), () => Ed25519Public.Parse(bytes),
        ];
        Action[] signatureParsers = [() => RistrettoSignature.Parse(bytes), () => Ed25519Signature.Parse(bytes)];
        Assert.All(parsers, parse => AssertLength(parse, length, 32));
        Assert.All(signatureParsers, parse => AssertLength(parse, length, 64));
        Assert.False(RistrettoPrivate.TryParse(bytes, out _));
        Assert.False(RistrettoPublic.TryParse(bytes, out _));
        Assert.False(X25519Private.TryParse(bytes, out _));
        Assert.False(X25519Public.TryParse(bytes, out _));
        Assert.False(Ed25519Private.TryParse(bytes, out _));
        Assert.False(Ed25519Public.TryParse(bytes, out _));
        Assert.False(RistrettoSignature.TryParse(bytes, out _));
        Assert.False(Ed25519Signature.TryParse(bytes, out _));
    }

    [Fact]
    public void ParseDer_OfAnotherHeaderOrLength_Fails()
    {
        using var key = X25519Private.Parse(Samples.Bytes(1, 32));
        byte[] der = new byte[X25519Private.DerSize], publicDer = new byte[X25519Public.DerSize];
        key.WriteDer(der);
        key.PublicKey().WriteDer(publicDer);
        AssertLength(() => X25519Private.ParseDer(der.AsSpan(..^1)), 47, 48);
        AssertLength(() => X25519Private.ParseDer([.. der, 0]), 49, 48);
        for (int i = 0; i < 16; i++)
        {
            byte[] changed = [.. der];
            changed[i] ^= 1;
            Assert.Equal(KeyError.InvalidDer, Assert.Throws<KeyException>(() => X25519Private.ParseDer(changed)).Error);
        }
        Assert.Equal(KeyError.InvalidDer, Assert.Throws<KeyException>(() => Ed25519Private.ParseDer(der)).Error);
        Assert.Equal(KeyError.InvalidDer, Assert.Throws<KeyException>(() => Ed25519Public.ParseDer(publicDer)).Error);
        AssertLength(() => Ed25519Signature.ParseDer(publicDer), 44, 76);
    }

    [Fact]
    public void RistrettoPrivate_AtTheOrder_IsRefusedAndReducesToZero()
    {
        Assert.Equal(KeyError.InvalidPrivateKey, Assert.Throws<KeyException>(() => RistrettoPrivate.Parse(Order)).Error);
        using var reduced = RistrettoPrivate.FromBytesModOrder(Order);
        using var zero = new RistrettoPrivate(Scalar.Zero);
        Assert.Equal(zero, reduced);
        byte[] below = [.. Order];
        below[0]--;
        Assert.True(RistrettoPrivate.TryParse(below, out _));
    }

    [Fact]
    public void Defaults_AreThoseOfAbsentMessages()
    {
        Assert.Equal(new byte[32], default(RistrettoPublic).ToBytes());
        Assert.Equal(RistrettoPoint.Identity, default(RistrettoPublic).Point);
        Assert.Equal(default, RistrettoPublic.Parse(new byte[32]));
        Assert.Equal([1, .. new byte[31]], default(Ed25519Public).ToBytes());
        Assert.Equal(default, Ed25519Public.Parse([1, .. new byte[31]]));
        Assert.False(default(Ed25519Public).Verify([], default));
        Assert.Equal(new byte[64], default(Ed25519Signature).ToBytes());
        Assert.Equal(new byte[64], default(RistrettoSignature).ToBytes());
        Assert.Equal(KeyError.InvalidSignature, Assert.Throws<KeyException>(() => RistrettoSignature.Parse(new byte[64])).Error);
        Assert.False(default(RistrettoPublic).Verify([], [], default));
    }

    [Fact]
    public void Ed25519Public_OffTheCurve_IsRefusedAndNonCanonicalKeptAsItIs()
    {
        Assert.Equal(KeyError.InvalidPublicKey, Assert.Throws<KeyException>(() => Ed25519Public.Parse([2, .. new byte[31]])).Error);
        // y = p + 1: the identity again, in bytes that are not canonical.
        byte[] bytes = Convert.FromHexString("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
        var key = Ed25519Public.Parse(bytes);
        Assert.Equal(bytes, key.ToBytes());
        Assert.NotEqual(default, key);
    }

    [Fact]
    public void Fingerprint_IsTheHashOfTheDer()
    {
        using var key = Ed25519Private.Parse(Samples.Bytes(3, 32));
        byte[] der = new byte[Ed25519Public.DerSize];
        key.PublicKey().WriteDer(der);
        string expected = string.Join(':', SHA256.HashData(der).Select(b => Convert.ToHexStringLower([b])));
        Assert.Equal(expected, key.PublicKey().Fingerprint(HashAlgorithmName.SHA256));
        Assert.Equal(95, X25519Public.Parse(Samples.Bytes(4, 32)).Fingerprint(HashAlgorithmName.SHA256).Length);
    }

    [Fact]
    public void PublicKeys_CompareByTheirBytes()
    {
        RistrettoPublic[] keys = [.. Enumerable.Range(0, 8).Select(i => RistrettoPublic.Random(RecordedBytes.Seeded(i)))];
        Array.Sort(keys, (a, b) => a.CompareTo(b));
        string[] sorted = [.. keys.Select(k => k.ToString())];
        Assert.Equal(sorted.Order(StringComparer.Ordinal), sorted, StringComparer.Ordinal);
        Assert.Equal(keys[3], RistrettoPublic.Parse(keys[3].ToBytes()));
        Assert.Equal(keys[3].GetHashCode(), RistrettoPublic.Parse(keys[3].ToBytes()).GetHashCode());
        Assert.True(keys[3] != keys[4]);
    }

    [Fact]
    public void PrivateKeys_TellNothingAndAreGoneAfterDispose()
    {
        byte[] bytes = [.. Samples.Bytes(5, 31), 1];
        var key = RistrettoPrivate.Parse(bytes);
        Assert.DoesNotContain(Convert.ToHexStringLower(bytes.AsSpan(0, 4)), $"{(object)key}", StringComparison.OrdinalIgnoreCase);
        Assert.Throws<NotSupportedException>(() => key.GetHashCode());
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.CopyTo(bytes));
        Assert.Throws<ObjectDisposedException>(() => key.PublicKey());
        Assert.Throws<ObjectDisposedException>(() => key.Sign([], []));
    }

    [Fact]
    public void RandomKeys_DrawAsManyBytesAsTheSheetSays()
    {
        var wide = new RecordedBytes(Samples.Bytes(6, 64));
        using var ristretto = RistrettoPrivate.Random(wide.Fill);
        wide.AssertUsedUp();
        var narrow = new RecordedBytes(Samples.Bytes(7, 64));
        using var x25519 = X25519Private.Random(narrow.Fill);
        using var ed25519 = Ed25519Private.Random(narrow.Fill);
        narrow.AssertUsedUp();
        using var expected = X25519Private.Parse(Samples.Bytes(7, 64).AsSpan(0, 32));
        Assert.Equal(expected, x25519);
    }

    private static void AssertLength(Action parse, int actual, int expected)
    {
        KeyException e = Assert.Throws<KeyException>(parse);
        Assert.Equal(KeyError.LengthMismatch, e.Error);
        Assert.Equal((actual, expected), (e.ActualLength, e.ExpectedLength));
        Assert.Contains($"got {actual} bytes, expected {expected}", e.Message, StringComparison.Ordinal);
    }
}
