// Many boxes to one key against one at a time (fact sheet crypto §3.1).
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class OpenBatchTests
{
    private static readonly RistrettoPrivate Key = RistrettoPrivate.Random(RecordedBytes.Seeded(7));

    private static byte[] Box(int number, int length)
    {
        byte[] box = new byte[length + VersionedCryptoBox.Overhead];
        RistrettoPublic recipient = number % 5 == 3 ? RistrettoPublic.Random(RecordedBytes.Seeded(900 + number)) : Key.PublicKey();
        VersionedCryptoBox.Seal(recipient, Samples.Bytes(number, length), box, RecordedBytes.Seeded(100 + number));
        switch (number % 11)
        {
            case 1: box[0] ^= 1; break;
            case 4: box[^1] ^= 1; break;
            case 6: box[^2] ^= 1; break;
            case 7: box[^3] ^= 1; break;
            case 8: box.AsSpan(box.Length - VersionedCryptoBox.Overhead, RistrettoPoint.Size).Fill(0xff); break;
            case 9: return box[..(number % 50)];
        }
        return box;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    public void OpenBatch_IsOpenOfEach(int count)
    {
        byte[][] boxes = [.. Enumerable.Range(0, count).Select(i => Box(i, i * 37 % 240))];
        int[] lengths = [.. boxes.Select(b => b.Length)];
        byte[] plaintexts = new byte[lengths.Sum(l => Math.Max(0, l - VersionedCryptoBox.Overhead))];
        var genuine = new Choice[count];
        VersionedCryptoBox.OpenBatch(Key, boxes.SelectMany(b => b).ToArray(), lengths, plaintexts, genuine);
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            byte[] expected = new byte[Math.Max(0, lengths[i] - VersionedCryptoBox.Overhead)];
            CryptoBoxError error = VersionedCryptoBox.Open(Key, boxes[i], expected, out Choice one);
            Assert.Equal((error.Kind == CryptoBoxErrorKind.None && one.Reveal(), i), (genuine[i].Reveal(), i));
            if (genuine[i].Reveal()) Assert.Equal(expected, plaintexts.AsSpan(at, expected.Length).ToArray());
            at += expected.Length;
        }
        Assert.Equal(count > 0, genuine.Any(g => g.Reveal()));
    }

    [Fact]
    public void OpenBatch_OfWrongLengths_IsRefused()
    {
        byte[] memory = new byte[400];
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.OpenBatch(Key, new byte[100], [60, 41], new byte[1], new Choice[2]));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.OpenBatch(Key, new byte[100], [101, -1], new byte[51], new Choice[2]));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.OpenBatch(Key, new byte[100], [60, 40], new byte[9], new Choice[2]));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.OpenBatch(Key, new byte[100], [60, 40], new byte[10], new Choice[1]));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.OpenBatch(Key, memory.AsSpan(0, 100), [60, 40], memory.AsSpan(0, 10), new Choice[2]));
    }
}
