// Many boxes at once against one at a time (fact sheet crypto §3.1).
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class SealBatchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    public void SealBatch_IsSealOfEach(int count)
    {
        byte[] random = Samples.Bytes(1, 64 * count);
        RistrettoPublic[] recipients = [.. Enumerable.Range(0, count).Select(i => i == 5 ? default : RistrettoPublic.Random(RecordedBytes.Seeded(100 + i)))];
        int[] lengths = [.. Enumerable.Range(0, count).Select(i => i * 37 % 240)];
        byte[][] plaintexts = [.. lengths.Select((length, i) => Samples.Bytes(i, length))];
        var one = new RecordedBytes(random);
        byte[][] expected = [.. plaintexts.Select((plaintext, i) =>
        {
            byte[] box = new byte[plaintext.Length + VersionedCryptoBox.Overhead];
            VersionedCryptoBox.Seal(recipients[i], plaintext, box, one.Fill);
            return box;
        })];
        var many = new RecordedBytes(random);
        byte[] boxes = new byte[lengths.Sum() + (count * VersionedCryptoBox.Overhead)];
        RistrettoPoint[] points = [.. recipients.Select(r => r.Point)];
        VersionedCryptoBox.SealBatch(points, plaintexts.SelectMany(p => p).ToArray(), lengths, boxes, many.Fill);
        many.AssertUsedUp();
        Assert.Equal(expected.SelectMany(b => b), boxes);
    }

    [Fact]
    public void SealBatch_OfWrongLengths_IsRefused()
    {
        RistrettoPoint[] points = [RistrettoPoint.Generator, RistrettoPoint.Generator];
        byte[] memory = new byte[1000];
        RandomFill random = RecordedBytes.Seeded(1);
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, new byte[10], [10], new byte[60], random));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, new byte[10], [5, 6], new byte[110], random));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, new byte[10], [11, -1], new byte[110], random));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, new byte[10], [5, 5], new byte[111], random));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, memory.AsSpan(0, 10), [5, 5], memory.AsSpan(0, 110), random));
        Assert.Throws<ArgumentException>(() => VersionedCryptoBox.SealBatch(points, new byte[10], [int.MaxValue, int.MaxValue], new byte[111], random));
    }
}
