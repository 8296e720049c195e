namespace MobileCoin.Crypto.Test;

/// <summary>What runs often allocates nothing.</summary>
public sealed class AllocationTests
{
    private static readonly byte[] Input = Samples.Bytes(1, 32 * 20);
    private static readonly byte[] Output = new byte[64 * 20];
    private static readonly HkdfBlake2b512Batch Box = new("dei-salty-box"u8, "aead-key-iv"u8, 44);

    [Fact]
    public void Hashes() => AssertNone(() =>
    {
        Blake2b.Hash("prefix"u8, Input, Output.AsSpan(0, 64));
        Blake2b.HashEach("prefix"u8, Input, 32, Output, 64);
        HkdfBlake2b512.DeriveKey(Input.AsSpan(0, 32), Output.AsSpan(0, 44), "salt"u8, "info"u8);
        Box.DeriveKeys(Input, Output.AsSpan(0, 44 * 20));
    });

    [Fact]
    public void Transcripts() => AssertNone(() =>
    {
        MerlinTranscript transcript = new("label"u8);
        transcript.Append("message"u8, Input);
        transcript.AppendUInt64("number"u8, 7);
        transcript.Challenge("challenge"u8, Output);
        MerlinWitness witness = transcript.StartWitness();
        witness.Rekey("signing"u8, Input.AsSpan(0, 32));
        Hc128.Start(Input.AsSpan(0, 32), Output.AsSpan(0, 32));
        witness.Seed(Output.AsSpan(0, 32));
        witness.Fill(Output.AsSpan(0, 64));
        witness.Wipe();
        transcript.Wipe();
    });

    [Fact]
    public void Digests() => AssertNone(() =>
    {
        Digest.Compute("context"u8, new Line("name", new Wrap(1), null, new Wrap(2)), Output.AsSpan(0, 32));
    });

    private static void AssertNone(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private readonly record struct Line(string Name, Wrap Wrap, Wrap? Absent, Wrap? Present) : IDigestible
    {
        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
        {
            using DigestAggregate node = transcript.DigestAggregate(context, "Line"u8);
            node.Text("name"u8, Name);
            node.Value("wrap"u8, Wrap);
            node.Optional("absent"u8, Absent);
            node.Optional("present"u8, Present);
        }
    }
}
