// Both sides of a generator, storing and restoring it, and what it refuses.
using FsCheck;
using FsCheck.Fluent;

namespace MobileCoin.Crypto.Test;

public sealed class KexRngTests
{
    [Fact]
    public void BothSides_StepThroughTheSameSequence() =>
        Prop.ForAll<int, byte>((seed, steps) =>
        {
            using var user = RistrettoPrivate.Random(RecordedBytes.Seeded(seed));
            using var egress = RistrettoPrivate.Random(RecordedBytes.Seeded(seed + 1));
            using var ingest = KexRng.StaticStatic(egress, user.PublicKey(), out KexRngPubkey pubkey);
            using var client = KexRng.FromPubkey(user, KexRngPubkey.Parse(pubkey.PublicKey.ToBytes(), pubkey.Version));
            for (int i = 0; i < steps; i++) ingest.Advance();
            for (int i = 0; i < steps; i++) client.Advance();
            using var restored = KexRng.Restore(client.Stored);
            restored.Advance();
            ingest.Advance();
            return restored.Index == steps + 1UL && restored.Peek.SequenceEqual(ingest.Peek);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void OutputBatch_OfAnyNumber_IsOutputOfEach()
    {
        for (int count = 0; count <= 70; count++)
        {
            byte[] secrets = Samples.Bytes(count, 32 * count), outputs = new byte[16 * count], one = new byte[16];
            ulong[] counters = [.. Enumerable.Range(0, count).Select(i => (ulong)i * 0x123456789abcdef)];
            KexRng.OutputBatch(secrets, counters, outputs);
            for (int i = 0; i < count; i++)
            {
                KexRng.Output(secrets.AsSpan(32 * i, 32), counters[i], one);
                Assert.Equal(one, outputs[(16 * i)..(16 * i + 16)]);
            }
        }
    }

    [Fact]
    public void Advance_BeyondTheLastCounter_StartsAgain()
    {
        byte[] secret = Samples.Bytes(1, 32), first = new byte[16];
        using var rng = KexRng.Restore(new StoredKexRng(secret, new byte[16], ulong.MaxValue, 0));
        rng.Advance();
        KexRng.Output(secret, 0, first);
        Assert.Equal(0UL, rng.Index);
        Assert.Equal(first, rng.Peek.ToArray());
    }

    [Fact]
    public void TheIdentityAsAPublicKey_IsAccepted()
    {
        using var user = RistrettoPrivate.Random(RecordedBytes.Seeded(2));
        using var rng = KexRng.FromPubkey(user, KexRngPubkey.Parse(new byte[32], 0));
        Assert.Equal(new byte[32], rng.Stored.Secret.ToArray());
    }

    [Theory]
    [InlineData(0), InlineData(15), InlineData(17)]
    public void Restore_WithABufferOfAnotherLength_NamesBoth(int length)
    {
        KeyException e = Assert.Throws<KeyException>(() => KexRng.Restore(new StoredKexRng(new byte[32], new byte[length], 0, 0)));
        Assert.Equal((KeyError.LengthMismatch, length, 16), (e.Error, e.ActualLength, e.ExpectedLength));
    }

    [Theory]
    [InlineData(0), InlineData(31), InlineData(33)]
    public void Restore_WithASecretOfAnotherLength_NamesBoth(int length)
    {
        KeyException e = Assert.Throws<KeyException>(() => KexRng.Restore(new StoredKexRng(new byte[length], new byte[16], 0, 0)));
        Assert.Equal((KeyError.LengthMismatch, length, 32), (e.Error, e.ActualLength, e.ExpectedLength));
    }

    [Theory]
    [InlineData(1u), InlineData(100u), InlineData(uint.MaxValue)]
    public void AnotherVersion_IsNamed(uint version)
    {
        Assert.Equal(version, Assert.Throws<UnknownKexRngVersionException>(() => KexRngPubkey.Parse(new byte[32], version)).Version);
        Assert.Equal(
            version, Assert.Throws<UnknownKexRngVersionException>(() => KexRng.Restore(new StoredKexRng(new byte[32], new byte[16], 0, version))).Version);
    }

    [Fact]
    public void APublicKeyThatDoesNotDecode_IsRefused()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xff, 32)];
        Assert.Equal(KeyError.InvalidPublicKey, Assert.Throws<KeyException>(() => KexRngPubkey.Parse(bytes, 0)).Error);
    }

    [Fact]
    public void WrongLengths_AreRefusedByName()
    {
        using var rng = KexRng.FromSecret(new byte[32]);
        Assert.Throws<ArgumentException>("secret", () => KexRng.FromSecret(new byte[31]));
        Assert.Throws<ArgumentException>("output", () => rng.Next(new byte[15]));
        Assert.Throws<ArgumentException>("secrets", () => KexRng.OutputBatch(new byte[33], [0], new byte[16]));
        Assert.Throws<ArgumentException>("outputs", () => KexRng.OutputBatch(new byte[32], [0], new byte[32]));
        Assert.Equal(0UL, rng.Index);
    }

    [Fact]
    public void Disposed_ItSaysSo()
    {
        var rng = KexRng.FromSecret(new byte[32]);
        rng.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rng.Peek.Length);
        Assert.Throws<ObjectDisposedException>(rng.Advance);
    }
}
