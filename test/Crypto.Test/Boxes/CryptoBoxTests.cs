// Round trips, and boxes that somebody cut, stretched or changed (fact sheet crypto §3.1).
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class CryptoBoxTests
{
    private static readonly RistrettoPrivate Key = RistrettoPrivate.Random(RecordedBytes.Seeded(1));
    private static readonly RistrettoPublic PublicKey = Key.PublicKey();

    [Fact]
    public void Open_OfASealedBox_GivesThePlaintext() =>
        Prop.ForAll<int, byte[]>((seed, plaintext) =>
        {
            byte[] opened = new byte[plaintext.Length];
            CryptoBoxError error = VersionedCryptoBox.Open(Key, Sealed(plaintext, seed), opened, out Choice genuine);
            return error.Kind == CryptoBoxErrorKind.None && genuine.Reveal() && opened.SequenceEqual(plaintext);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0), InlineData(1), InlineData(187), InlineData(5000)]
    public void SealAndOpen_InPlace_Agree(int length)
    {
        byte[] plaintext = Samples.Bytes(length, length), buffer = [.. plaintext, .. new byte[VersionedCryptoBox.Overhead]];
        VersionedCryptoBox.Seal(PublicKey, buffer.AsSpan(0, length), buffer, RecordedBytes.Seeded(2));
        Assert.Equal(Sealed(plaintext, 2), buffer);
        VersionedCryptoBox.Open(Key, buffer, buffer.AsSpan(0, length), out Choice genuine);
        Assert.True(genuine.Reveal());
        Assert.Equal(plaintext, buffer[..length]);
    }

    [Fact]
    public void Open_WithAnyByteChanged_NeverAccepts()
    {
        byte[] cryptogram = Sealed(Samples.Bytes(3, 40), 3);
        for (int i = 0; i < cryptogram.Length; i++)
        {
            foreach (int flip in (int[])[1, 0x80, 0xff])
            {
                byte[] changed = [.. cryptogram], before = Samples.Bytes(i, 40), output = [.. before];
                changed[i] ^= (byte)flip;
                CryptoBoxError error = VersionedCryptoBox.Open(Key, changed, output, out Choice genuine);
                Assert.False(genuine.Reveal());
                // A format error leaves the buffer alone; a wrong tag leaves the ciphertext, never plaintext.
                Assert.Equal(error.Kind == CryptoBoxErrorKind.None ? changed[..40] : before, output);
                CryptoBoxErrorKind expected = i switch
                {
                    >= 40 and < 72 when error.Kind == CryptoBoxErrorKind.InvalidPublicKey => CryptoBoxErrorKind.InvalidPublicKey,
                    88 => CryptoBoxErrorKind.WrongMagicBytes,
                    89 => CryptoBoxErrorKind.UnknownAlgorithm,
                    _ => CryptoBoxErrorKind.None,
                };
                Assert.Equal(expected, error.Kind);
                if (i == 89) Assert.Equal(flip, error.Detail);
            }
        }
    }

    [Fact]
    public void Open_OfAnyPrefixOrAnOverlongBox_NeverAccepts()
    {
        byte[] cryptogram = Sealed(Samples.Bytes(4, 60), 4);
        for (int length = 0; length < cryptogram.Length; length++)
        {
            CryptoBoxError error = Open(cryptogram.AsSpan(0, length), out Choice genuine);
            Assert.False(genuine.Reveal());
            if (length < VersionedCryptoBox.Overhead) Assert.Equal((CryptoBoxErrorKind.TooShort, length), (error.Kind, error.Detail));
            else Assert.NotEqual(CryptoBoxErrorKind.TooShort, error.Kind);
        }
        Open([.. cryptogram, 0], out Choice longer);
        Assert.False(longer.Reveal());
        // A byte too many in front leaves the footer right and the ciphertext wrong.
        Assert.Equal(CryptoBoxErrorKind.None, Open([0, .. cryptogram], out longer).Kind);
        Assert.False(longer.Reveal());
    }

    [Fact]
    public void Open_WithAnEphemeralKeyThatIsTheIdentity_IsATagFailure()
    {
        byte[] cryptogram = Sealed([1, 2, 3], 5);
        cryptogram.AsSpan(3, 32).Clear();
        Assert.Equal(CryptoBoxErrorKind.None, Open(cryptogram, out Choice genuine).Kind);
        Assert.False(genuine.Reveal());
    }

    [Fact]
    public void Errors_SayWhatIsWrong()
    {
        byte[] cryptogram = Sealed([], 6);
        Assert.Equal("too short: the box has 49 bytes and needs at least 50", Open(cryptogram.AsSpan(1), out _).ToString());
        cryptogram[^1] = 7;
        Assert.Equal("unknown algorithm: minor version 7", Open(cryptogram, out _).ToString());
        cryptogram[^2] = 0;
        Assert.Equal("wrong magic bytes: the box is not of major version 1", Open(cryptogram, out _).ToString());
        cryptogram = Sealed([], 6);
        cryptogram.AsSpan(0, 32).Fill(0xff);
        Assert.Equal("invalid public key: the box's ephemeral key encodes no point", Open(cryptogram, out _).ToString());
    }

    [Fact]
    public void WrongBuffers_AreRefusedByName()
    {
        byte[] buffer = new byte[200];
        Assert.Throws<ArgumentException>("cryptogram", () => VersionedCryptoBox.Seal(PublicKey, new byte[3], new byte[52], RecordedBytes.Seeded(7)));
        Assert.Throws<ArgumentException>("cryptogram", () => VersionedCryptoBox.Seal(PublicKey, buffer.AsSpan(1, 10), buffer.AsSpan(0, 60), RecordedBytes.Seeded(7)));
        Assert.Throws<ArgumentException>("plaintext", () => VersionedCryptoBox.Open(Key, new byte[53], new byte[4], out _));
        Assert.Throws<ArgumentException>("plaintext", () => VersionedCryptoBox.Open(Key, new byte[49], new byte[1], out _));
        Assert.Throws<ArgumentException>("plaintext", () => VersionedCryptoBox.Open(Key, buffer.AsSpan(0, 60), buffer.AsSpan(1, 10), out _));
        Assert.All(buffer, b => Assert.Equal(0, b));
    }

    private static CryptoBoxError Open(ReadOnlySpan<byte> cryptogram, out Choice genuine) =>
        VersionedCryptoBox.Open(Key, cryptogram, new byte[Math.Max(0, cryptogram.Length - VersionedCryptoBox.Overhead)], out genuine);

    private static byte[] Sealed(byte[] plaintext, int seed)
    {
        byte[] cryptogram = new byte[plaintext.Length + VersionedCryptoBox.Overhead];
        VersionedCryptoBox.Seal(PublicKey, plaintext, cryptogram, RecordedBytes.Seeded(seed));
        return cryptogram;
    }
}
