// Hints of all kinds in one batch, against one at a time; hostile hints (fact sheet crypto §3.2).
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class FogHintTests
{
    private static readonly RistrettoPrivate Ingress = RistrettoPrivate.Random(RecordedBytes.Seeded(1));
    private static readonly RistrettoPublic IngressPublic = Ingress.PublicKey();
    private static readonly byte[][] Hints = [.. Enumerable.Range(0, 70).Select(MakeOne)];

    /// <summary>One of each kind in turn: ours, foreign, dummy, wrong versions, wrong magic, damaged key, tag and text, zeros, noise.</summary>
    private static byte[] MakeOne(int index)
    {
        byte[] hint = new byte[FogHint.Size];
        RistrettoPublic view = RistrettoPublic.Random(RecordedBytes.Seeded(1000 + index));
        RandomFill random = RecordedBytes.Seeded(2000 + index);
        FogHint.Seal(IngressPublic, view, hint, random);
        switch (index % 12)
        {
            case 1: FogHint.Seal(RistrettoPublic.Random(random), view, hint, random); break;
            case 2: FogHint.SealDummy(hint, random); break;
            case 3: hint[82] ^= 1; break;
            case 4: hint[83] ^= 1; break;
            case 5: VersionedCryptoBox.Seal(IngressPublic, [.. view.ToBytes(), 0x2a, 0x2b], hint, random); break;
            case 6: VersionedCryptoBox.Seal(IngressPublic, [.. view.ToBytes(), 0x2b, 0x2a], hint, random); break;
            case 7: hint.AsSpan(34, 32).Fill(0xff); break;
            case 8: hint[70] ^= 0x10; break;
            case 9: hint[index % 34] ^= 0x10; break;
            case 10: hint.AsSpan().Clear(); break;
            case 11: hint = Samples.Bytes(index, FogHint.Size); break;
        }
        return hint;
    }

    [Fact]
    public void OpenBatch_OfMixedHintsOfAnyNumber_IsOpenOfEach()
    {
        for (int count = 0; count <= Hints.Length; count++)
        {
            byte[] before = Samples.Bytes(count, 32 * count), outputs = [.. before], quiet = [.. before];
            var verdicts = new Choice[count];
            FogHint.OpenBatch(Ingress, Hints.Take(count).SelectMany(h => h).ToArray(), outputs, verdicts);
            FogHint.OpenBatch(Ingress, Hints.Take(count).SelectMany(h => h).ToArray(), quiet);
            Assert.Equal(outputs, quiet);
            for (int i = 0; i < count; i++)
            {
                byte[] output = before[(32 * i)..(32 * i + 32)];
                bool ours = FogHint.Open(Ingress, Hints[i], output).Reveal();
                Assert.Equal(i % 12 == 0, ours);
                Assert.Equal(ours, verdicts[i].Reveal());
                Assert.Equal(output, outputs[(32 * i)..(32 * i + 32)]);
                Assert.Equal(ours ? RistrettoPublic.Random(RecordedBytes.Seeded(1000 + i)).ToBytes() : before[(32 * i)..(32 * i + 32)], output);
            }
        }
    }

    [Fact]
    public void OpenBatch_OfManyChunks_IsOpenOfEach()
    {
        byte[] hints = Enumerable.Repeat(Hints, 4).SelectMany(h => h).SelectMany(h => h).ToArray(), outputs = new byte[4 * 70 * 32];
        var verdicts = new Choice[4 * 70];
        FogHint.OpenBatch(Ingress, hints, outputs, verdicts);
        for (int i = 0; i < verdicts.Length; i++)
        {
            Assert.Equal(i % 70 % 12 == 0, verdicts[i].Reveal());
            byte[] expected = verdicts[i].Reveal() ? RistrettoPublic.Random(RecordedBytes.Seeded(1000 + i % 70)).ToBytes() : new byte[32];
            Assert.Equal(expected, outputs[(32 * i)..(32 * i + 32)]);
        }
    }

    [Fact]
    public void Open_WithAnyBitChanged_LeavesTheOutput()
    {
        byte[] batch = new byte[8 * FogHint.Size * FogHint.Size], outputs = Samples.Bytes(5, 8 * FogHint.Size * 32), before = [.. outputs];
        var verdicts = new Choice[8 * FogHint.Size];
        for (int bit = 0; bit < 8 * FogHint.Size; bit++)
        {
            Hints[0].CopyTo(batch, bit * FogHint.Size);
            batch[bit * FogHint.Size + bit / 8] ^= (byte)(1 << (bit % 8));
        }
        FogHint.OpenBatch(Ingress, batch, outputs, verdicts);
        Assert.All(verdicts, v => Assert.False(v.Reveal()));
        Assert.Equal(before, outputs);
    }

    [Fact]
    public void Open_OfASealedHint_GivesTheViewKey() =>
        Prop.ForAll<int>(seed =>
        {
            RistrettoPublic view = RistrettoPublic.Random(RecordedBytes.Seeded(seed));
            byte[] hint = new byte[FogHint.Size], output = new byte[32];
            FogHint.Seal(IngressPublic, view, hint, RecordedBytes.Seeded(seed + 1));
            return FogHint.Open(Ingress, hint, output).Reveal() && output.SequenceEqual(view.ToBytes());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_OfRightMagicAroundNoPoint_GivesTheBytes()
    {
        // The sender's own doing: ingest finds that the bytes do not parse and skips the output.
        byte[] hint = new byte[FogHint.Size], output = new byte[32], view = [.. Enumerable.Repeat((byte)0xff, 32)];
        VersionedCryptoBox.Seal(IngressPublic, [.. view, 0x2a, 0x2a], hint, RecordedBytes.Seeded(9));
        Assert.True(FogHint.Open(Ingress, hint, output).Reveal());
        Assert.Equal(view, output);
        Assert.False(RistrettoPublic.TryParse(output, out _));
    }

    [Fact]
    public void OpenBatch_AllocatesNothing()
    {
        byte[] hints = Hints.SelectMany(h => h).ToArray(), outputs = new byte[70 * 32];
        FogHint.OpenBatch(Ingress, hints, outputs);
        long before = GC.GetAllocatedBytesForCurrentThread();
        FogHint.OpenBatch(Ingress, hints, outputs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void WrongLengths_AreRefusedByName()
    {
        byte[] hint = new byte[FogHint.Size];
        Assert.Throws<ArgumentException>("hint", () => FogHint.Open(Ingress, hint.AsSpan(1), new byte[32]));
        Assert.Throws<ArgumentException>("output", () => FogHint.Open(Ingress, hint, new byte[31]));
        Assert.Throws<ArgumentException>("hints", () => FogHint.OpenBatch(Ingress, new byte[85], new byte[32]));
        Assert.Throws<ArgumentException>("outputs", () => FogHint.OpenBatch(Ingress, hint, new byte[64]));
        byte[] shared = new byte[FogHint.Size + 32];
        Assert.Throws<ArgumentException>(
            "outputs", () => FogHint.OpenBatch(Ingress, shared.AsSpan(0, FogHint.Size), shared.AsSpan(FogHint.Size - 1, 32)));
        FogHint.OpenBatch(Ingress, shared.AsSpan(0, FogHint.Size), shared.AsSpan(FogHint.Size, 32));
        Assert.Throws<ArgumentException>("ours", () => FogHint.OpenBatch(Ingress, hint, new byte[32], new Choice[2]));
        Assert.Throws<ArgumentException>("hint", () => FogHint.Seal(IngressPublic, IngressPublic, new byte[83], RecordedBytes.Seeded(1)));
        Assert.Throws<ArgumentException>("hint", () => FogHint.SealDummy(new byte[83], RecordedBytes.Seeded(1)));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(7), InlineData(64), InlineData(131)]
    public void ManyDummies_AreThoseOneByOne(int count)
    {
        byte[] random = new byte[count * FogHint.DummyRandomSize], hints = new byte[count * FogHint.Size], hint = new byte[FogHint.Size];
        RecordedBytes.Seeded(count)(random);
        FogHint.SealDummies(random, hints);
        for (int i = 0; i < count; i++)
        {
            using var stream = new MemoryStream(random, i * FogHint.DummyRandomSize, FogHint.DummyRandomSize);
            FogHint.SealDummy(hint, stream.ReadExactly);
            Assert.Equal(hint, hints.AsSpan(i * FogHint.Size, FogHint.Size).ToArray());
        }
        Assert.Throws<ArgumentException>("hints", () => FogHint.SealDummies(random, new byte[(count * FogHint.Size) + 1]));
        Assert.Throws<ArgumentException>("random", () => FogHint.SealDummies(new byte[random.Length + 1], hints));
    }
}
