using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class GcmTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)(i * 7))];
    private static readonly byte[] Nonce = [.. Enumerable.Range(1, 12).Select(i => (byte)(i * 11))];

    public static TheoryData<string> Kernels => GcmKernel.Names;

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Seal_EveryLengthTo300_IsPlatformsGcm(string name)
    {
        GcmKernel kernel = GcmKernel.Named(name);
        for (int length = 0; length <= 300; length++)
        {
            byte[] plaintext = Bytes(length, 1), aad = Bytes(length * 7 % 301, 2);
            byte[] message = kernel.Seal(Key, Nonce, aad, plaintext);
            Assert.Equal(Platform(Key, Nonce, aad, plaintext), message);
            byte[] opened = new byte[length];
            Assert.True(kernel.Open(Key, Nonce, aad, message, opened).Reveal());
            Assert.Equal(plaintext, opened);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Seal_RandomInputs_IsPlatformsGcm(string name)
    {
        GcmKernel kernel = GcmKernel.Named(name);
        Gen<byte[]> Array(int length) => ArbMap.Default.GeneratorFor<byte>().ArrayOf(length);
        Gen<byte[]> any = Gen.Choose(0, 1200).SelectMany(Array);
        var inputs =
            from key in Array(32)
            from nonce in Array(12)
            from aad in any
            from plaintext in any
            select (key, nonce, aad, plaintext);
        Check.QuickThrowOnFailure(Prop.ForAll(inputs.ToArbitrary(), x => Platform(x.key, x.nonce, x.aad, x.plaintext)
            .SequenceEqual(kernel.Seal(x.key, x.nonce, x.aad, x.plaintext))));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Open_AnyBitFlipped_SaysNoAndGivesCiphertext(string name)
    {
        GcmKernel kernel = GcmKernel.Named(name);
        byte[] message = kernel.Seal(Key, Nonce, Bytes(5, 3), Bytes(83, 4));
        for (int bit = 0; bit < 8 * message.Length; bit++)
        {
            byte[] damaged = [.. message];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            byte[] opened = new byte[83];
            Assert.False(kernel.Open(Key, Nonce, Bytes(5, 3), damaged, opened).Reveal());
            Assert.Equal(damaged[..83], opened);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Open_WrongKeyNonceOrAad_SaysNo(string name)
    {
        GcmKernel kernel = GcmKernel.Named(name);
        byte[] message = kernel.Seal(Key, Nonce, Bytes(20, 3), Bytes(34, 4));
        byte[] opened = new byte[34];
        for (int i = 0; i < 32; i++) Assert.False(kernel.Open(Flip(Key, i), Nonce, Bytes(20, 3), message, opened).Reveal());
        for (int i = 0; i < 12; i++) Assert.False(kernel.Open(Key, Flip(Nonce, i), Bytes(20, 3), message, opened).Reveal());
        for (int i = 0; i < 20; i++) Assert.False(kernel.Open(Key, Nonce, Flip(Bytes(20, 3), i), message, opened).Reveal());
        Assert.False(kernel.Open(Key, Nonce, [], message, opened).Reveal());
        Assert.False(kernel.Open(Key, Nonce, [.. Bytes(20, 3), 0], message, opened).Reveal());
        Assert.Equal(message[..34], opened);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(34)]
    [InlineData(64)]
    [InlineData(513)]
    public void OpenAndSeal_InPlace_SameAsApart(int length)
    {
        byte[] plaintext = Bytes(length, 5), apart = new byte[length], tag = new byte[16];
        Aes256Gcm.Seal(Key, Nonce, [1, 2], plaintext, apart, tag);
        byte[] buffer = [.. plaintext];
        byte[] second = new byte[16];
        Aes256Gcm.Seal(Key, Nonce, [1, 2], buffer, buffer, second);
        Assert.Equal(apart, buffer);
        Assert.Equal(tag, second);
        Assert.False(Aes256Gcm.Open(Key, Nonce, [1], buffer, tag, buffer).Reveal());
        Assert.Equal(apart, buffer);
        Assert.True(Aes256Gcm.Open(Key, Nonce, [1, 2], buffer, tag, buffer).Reveal());
        Assert.Equal(plaintext, buffer);
    }

    [Fact]
    public void OneShotAndKey_RefuseWrongLengths_NamingThem()
    {
        byte[] tag = new byte[16], nonce = new byte[12], key = new byte[32];
        var e = Assert.Throws<ArgumentException>("key", () => Aes256Gcm.Seal(new byte[31], nonce, [], [], [], tag));
        Assert.Contains("Expected 32 bytes, got 31", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("nonce", () => Aes256Gcm.Seal(key, new byte[13], [], [], [], tag));
        Assert.Throws<ArgumentException>("ciphertext", () => Aes256Gcm.Seal(key, nonce, [], new byte[4], new byte[5], tag));
        Assert.Throws<ArgumentException>("tag", () => Aes256Gcm.Seal(key, nonce, [], [], [], new byte[15]));
        Assert.Throws<ArgumentException>("key", () => { Aes256Gcm.Open(new byte[33], nonce, [], [], tag, []); });
        Assert.Throws<ArgumentException>("plaintext", () => { Aes256Gcm.Open(key, nonce, [], new byte[4], tag, new byte[3]); });
        Assert.Throws<ArgumentException>("key", () => new Aes256GcmKey(new byte[16]));
        byte[] shared = new byte[20];
        Assert.Throws<ArgumentException>("plaintext", () =>
        {
            Aes256Gcm.Open(key, nonce, [], shared.AsSpan(0, 16), tag, shared.AsSpan(4, 16));
        });
    }

    /// <summary>Text of 20 bytes, associated data of 5 and a tag of 16 at these offsets of one buffer.</summary>
    [Theory]
    [InlineData(0, 1, 60, 80, "text")]
    [InlineData(1, 0, 60, 80, "text")]
    [InlineData(0, 19, 60, 80, "text")]
    [InlineData(0, 0, 19, 80, "aad")]
    [InlineData(30, 0, 0, 80, "aad")]
    [InlineData(40, 10, 6, 80, "aad")]
    [InlineData(0, 0, 60, 4, "tag")]
    [InlineData(0, 0, 60, 19, "tag")]
    [InlineData(40, 10, 60, 0, "tag")]
    [InlineData(0, 0, 20, 25, null)]
    [InlineData(0, 20, 3, 40, null)]
    [InlineData(41, 21, 16, 0, null)]
    public void Overlaps_OtherThanInPlace_AreRefusedByName(int input, int output, int aad, int tag, string? refused)
    {
        byte[] buffer = Bytes(100, 6), sealedText = new byte[20], sealedTag = new byte[16];
        using var key = new Aes256GcmKey(Key);
        if (refused is null)
        {
            Aes256Gcm.Seal(Key, Nonce, buffer.AsSpan(aad, 5), buffer.AsSpan(input, 20), sealedText, sealedTag);
            byte[] again = [.. buffer];
            Seal(buffer);
            SealByKey(again);
            foreach (byte[] result in (byte[][])[buffer, again])
            {
                Assert.Equal(sealedText, result[output..(output + 20)]);
                Assert.Equal(sealedTag, result[tag..(tag + 16)]);
            }
            return;
        }
        byte[] before = [.. buffer];
        bool text = refused == "text";
        Assert.Throws<ArgumentException>(text ? "ciphertext" : refused, () => Seal(buffer));
        Assert.Throws<ArgumentException>(text ? "ciphertext" : refused, () => SealByKey(buffer));
        Assert.Throws<ArgumentException>(text ? "plaintext" : refused, () =>
        {
            Aes256Gcm.Open(Key, Nonce, buffer.AsSpan(aad, 5), buffer.AsSpan(input, 20), buffer.AsSpan(tag, 16), buffer.AsSpan(output, 20));
        });
        Assert.Throws<ArgumentException>(text ? "plaintext" : refused, () =>
        {
            key.Open(Nonce, buffer.AsSpan(aad, 5), buffer.AsSpan(input, 20), buffer.AsSpan(tag, 16), buffer.AsSpan(output, 20));
        });
        Assert.Equal(before, buffer);

        void Seal(byte[] b) =>
            Aes256Gcm.Seal(Key, Nonce, b.AsSpan(aad, 5), b.AsSpan(input, 20), b.AsSpan(output, 20), b.AsSpan(tag, 16));

        void SealByKey(byte[] b) => key.Seal(Nonce, b.AsSpan(aad, 5), b.AsSpan(input, 20), b.AsSpan(output, 20), b.AsSpan(tag, 16));
    }

    [Fact]
    public void Key_AfterDispose_Refuses()
    {
        var key = new Aes256GcmKey(Key);
        key.Dispose();
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Seal(Nonce, [], [], [], new byte[16]));
        Assert.Throws<ObjectDisposedException>(() => { key.Open(Nonce, [], [], new byte[16], []); });
    }

    [Fact]
    public void KeyEqual_ComparesTheWholeKey()
    {
        using var key = new Aes256GcmKey(Key);
        using var same = new Aes256GcmKey(Key);
        Assert.True(key.Equal(same).Reveal());
        for (int i = 0; i < 32; i++)
        {
            using var other = new Aes256GcmKey(Flip(Key, i));
            Assert.False(key.Equal(other).Reveal());
        }
    }

    private static byte[] Platform(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext)
    {
        byte[] result = new byte[plaintext.Length + 16];
        using var gcm = new AesGcm(key, 16);
        gcm.Encrypt(nonce, plaintext, result.AsSpan(0, plaintext.Length), result.AsSpan(plaintext.Length), aad);
        return result;
    }

    private static byte[] Bytes(int length, int seed) =>
        [.. Enumerable.Range(0, length).Select(i => (byte)((i * 131) + (seed * 29) + (i >> 3)))];

    private static byte[] Flip(byte[] bytes, int at) => [.. bytes.Select((b, i) => i == at ? (byte)(b ^ 0x40) : b)];
}
