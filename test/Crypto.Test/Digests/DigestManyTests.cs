using System.Text;

namespace MobileCoin.Crypto.Test;

/// <summary>Digests side by side are the digests one by one, whatever the values append.</summary>
public sealed class DigestManyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(21)]
    public void ComputeMany_AnyCountAndLengths_EqualsCompute(int count)
    {
        var random = new Random(count);
        Sample[] values = [.. Enumerable.Range(0, count).Select(_ => Sample.Draw(random))];
        byte[] together = new byte[count * Digest.Size], alone = new byte[count * Digest.Size];
        Digest.ComputeMany("context"u8, values.AsSpan(), together);
        for (int i = 0; i < count; i++) Digest.Compute("context"u8, values[i], alone.AsSpan(i * Digest.Size, Digest.Size));
        Assert.Equal(alone, together);
    }

    // Blocks end at every offset of a message and of its framing.
    [Fact]
    public void ComputeMany_EveryLengthAroundABlock_EqualsCompute()
    {
        Sample[] values = [.. Enumerable.Range(0, 400).Select(n => new Sample([new byte[n], [1, 2, 3]], "text"))];
        byte[] together = new byte[values.Length * Digest.Size], alone = new byte[values.Length * Digest.Size];
        Digest.ComputeMany(default, values.AsSpan(), together);
        for (int i = 0; i < values.Length; i++) Digest.Compute(default, values[i], alone.AsSpan(i * Digest.Size, Digest.Size));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void ComputeMany_BufferOfAnotherLength_IsRefused() =>
        Assert.Throws<ArgumentException>("digests", () => Digest.ComputeMany(default, [new Sample([], "")], new byte[31]));

    private sealed record Sample(byte[][] Messages, string Text) : IDigestible
    {
        internal static Sample Draw(Random random)
        {
            var messages = new byte[random.Next(40)][];
            for (int i = 0; i < messages.Length; i++) random.NextBytes(messages[i] = new byte[random.Next(300)]);
            return new Sample(messages, new string('ü', random.Next(500)));
        }

        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, Encoding.UTF8.GetBytes(nameof(Sample)));
            node.List("messages"u8, Messages);
            node.TextAlways("text"u8, Text);
            node.UInt64("count"u8, (ulong)Messages.Length);
        }
    }
}
