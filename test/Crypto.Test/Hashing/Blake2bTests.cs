using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class Blake2bTests
{
    [Fact]
    public void Hash_OfAbc_IsRfc7693AppendixA()
    {
        byte[] digest = new byte[64];
        Blake2b.Hash("abc"u8, digest);
        Assert.Equal(
            "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
            + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923",
            Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void Hash_OfManyLengthsKeyedAndNot_IsRfc7693AppendixE()
    {
        Blake2b all = new(32);
        foreach (int digestSize in (int[])[20, 32, 48, 64])
        {
            foreach (int length in (int[])[0, 3, 128, 129, 255, 1024])
            {
                byte[] digest = new byte[digestSize];
                Blake2b.Hash(SelfTestSequence(length, length), digest);
                all.Update(digest);
                Blake2b.HashKeyed(SelfTestSequence(digestSize, digestSize), SelfTestSequence(length, length), digest);
                all.Update(digest);
            }
        }
        byte[] result = new byte[32];
        all.Finish(result);
        Assert.Equal("c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475", Convert.ToHexStringLower(result));
    }

    [Fact]
    public void Update_InAnyPieces_IsOneHash() =>
        Prop.ForAll<int, ushort, ushort[]>((seed, length, cuts) =>
        {
            byte[] message = Samples.Bytes(seed, length % 1500);
            byte[] key = Samples.Bytes(seed + 1, length % 65);
            int digestSize = 1 + length % 64;
            byte[] expected = new byte[digestSize], actual = new byte[digestSize];
            Blake2b.HashKeyed(key, message, expected);

            Blake2b hash = new(digestSize, key);
            ReadOnlySpan<byte> rest = message;
            foreach (ushort cut in cuts ?? [])
            {
                int taken = Math.Min(rest.Length, cut % 300);
                hash.Update(rest[..taken]);
                rest = rest[taken..];
            }
            hash.Update(rest);
            hash.Finish(actual);
            return expected.AsSpan().SequenceEqual(actual);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Update_OfACopy_LeavesTheOriginal()
    {
        byte[] message = Samples.Bytes(1, 200), expected = new byte[64], actual = new byte[64];
        Blake2b original = new(64);
        original.Update(message);
        Blake2b copy = original;
        copy.Update("more"u8);
        copy.Finish(actual);
        original.Finish(actual);
        Blake2b.Hash(message, expected);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    [InlineData(-1)]
    public void New_WithAnotherDigestSize_Names(int digestSize)
    {
        var e = Assert.Throws<ArgumentException>(() => new Blake2b(digestSize));
        Assert.Equal("digestSize", e.ParamName);
        Assert.Contains("1 to 64", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_WithALongKey_Names() =>
        Assert.Equal("key", Assert.Throws<ArgumentException>(() => new Blake2b(64, new byte[65])).ParamName);

    [Fact]
    public void Finish_IntoAnotherLength_Names() => Assert.Equal("digest", Assert.Throws<ArgumentException>(() =>
    {
        Blake2b hash = new(32);
        hash.Finish(new byte[64]);
    }).ParamName);

    [Fact]
    public void Update_AfterFinish_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        Blake2b hash = new(32);
        hash.Finish(new byte[32]);
        hash.Update([1]);
    });

    [Fact]
    public void Finish_OfADefaultValue_Throws() => Assert.Throws<InvalidOperationException>(() =>
    {
        Blake2b hash = default;
        hash.Finish(new byte[32]);
    });

    /// <summary>The input generator of RFC 7693 appendix E.</summary>
    private static byte[] SelfTestSequence(int length, int seed)
    {
        byte[] bytes = new byte[length];
        uint a = unchecked(0xdead4bad * (uint)seed), b = 1;
        foreach (ref byte x in bytes.AsSpan())
        {
            uint t = unchecked(a + b);
            (a, b) = (b, t);
            x = (byte)(t >> 24);
        }
        return bytes;
    }
}
