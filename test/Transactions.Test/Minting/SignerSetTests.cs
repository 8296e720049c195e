using MobileCoin.Crypto;
using MobileCoin.Wire;
using static MobileCoin.Transactions.Test.MintSamples;

namespace MobileCoin.Transactions.Test;

public sealed class SignerSetTests
{
    private static readonly byte[] Message = Filled(3, 32);

    [Fact]
    public void Validity_FollowsThresholdsAtEveryDepth()
    {
        Assert.False(Set(0, 1).IsValid);
        Assert.False(Set(0).IsValid);
        Assert.True(Set(1, 1).IsValid);
        Assert.True(Set(2, 1, 2).IsValid);
        Assert.False(Set(3, 1, 2).IsValid);
        Assert.True(new SignerSet([Public(1)], 2, Set(1, 2)).IsValid);
        Assert.False(new SignerSet([Public(1)], 3, Set(1, 2)).IsValid);
        Assert.False(new SignerSet([Public(1)], 1, Set(2, 2)).IsValid);
        Assert.False(Set(uint.MaxValue, 1).IsValid);
    }

    [Fact]
    public void Signatures_CountOnceForEachSigner()
    {
        Assert.True(Set(2, 1, 2, 3).Verify(Message, Sign(Message, 3, 1)));
        Assert.False(Set(2, 1, 2, 3).Verify(Message, Sign(Message, 1)));
        Assert.False(Set(2, 1, 2, 3).Verify(Message, Sign(Message, 1, 1)));
        Assert.False(Set(2, 1, 1, 3).Verify(Message, Sign(Message, 1))); // a signer listed twice is one
        Assert.False(Set(1, 1).Verify(Message, Sign(Filled(4, 32), 1)));
        Assert.False(Set(1, 1).Verify(Message, new MultiSig()));
        Assert.True(Set(1, 1).Verify(Message, Sign(Message, 9, 8, 1, 7))); // strangers do not matter
        Assert.False(new SignerSet([default], 1).Verify(Message, new MultiSig(default(Ed25519Signature))));
    }

    [Fact]
    public void MoreThanTenSignatures_AreNotLookedAt()
    {
        int[] ten = [1, 9, 9, 9, 9, 9, 9, 9, 9, 9], eleven = [.. ten, 9];
        Assert.Equal(MultiSig.MaxSignatures, ten.Length);
        Assert.True(Set(1, 1).Verify(Message, Sign(Message, ten)));
        Assert.False(Set(1, 1).Verify(Message, Sign(Message, eleven))); // although only two are distinct
    }

    [Fact]
    public void NestedSets_CountAsOne_AndMaySharePeople()
    {
        var set = new SignerSet([Public(1)], 2, Set(2, 1, 2), Set(1, 3));
        Assert.True(set.TryVerify(Message, Sign(Message, 2, 1), out IReadOnlyList<Ed25519Public> signers)); // 1 counts twice: here and below
        Assert.Equal(new[] { Public(1), Public(2) }.Order(), signers);
        Assert.True(set.Verify(Message, Sign(Message, 3, 1)));
        Assert.False(set.TryVerify(Message, Sign(Message, 3, 2), out signers));
        Assert.Empty(signers);
        Assert.False(new SignerSet([], 2, Set(1, 3), Set(1, 3)).Verify(Message, Sign(Message, 3))); // equal sets are one
        Assert.True(new SignerSet([], 2, Set(1, 3), Set(1, 3, 4)).Verify(Message, Sign(Message, 3)));

        // Who signed in a set that is not satisfied is not named.
        var other = new SignerSet([Public(1)], 1, Set(2, 2, 3));
        Assert.True(other.TryVerify(Message, Sign(Message, 1, 2), out signers));
        Assert.Equal([Public(1)], signers);
    }

    // Random sets and signers against the rules as they read.
    [Fact]
    public void RandomSets_HaveTheModelsVerdict()
    {
        var random = new Random(13);
        int verified = 0;
        for (int round = 0; round < 150; round++)
        {
            SignerSet set = Draw(random, 2);
            int[] signers = [.. Enumerable.Range(0, random.Next(5)).Select(_ => random.Next(6))];
            (bool ok, SortedSet<Ed25519Public> who) = Model(set, [.. signers.Select(Public)]);
            ok &= set.IsValid;
            Assert.Equal(ok, set.TryVerify(Message, Sign(Message, signers), out IReadOnlyList<Ed25519Public> named));
            Assert.Equal(ok ? who : [], named);
            Assert.Equal(set, WireMessage.Decode<SignerSet>(set.Encode()));
            Assert.Equal(0, set.CompareTo(WireMessage.Decode<SignerSet>(set.Encode())));
            verified += ok ? 1 : 0;
        }
        Assert.InRange(verified, 10, 140);
    }

    [Fact]
    public void Order_IsBySigners_ThenNestedSets_ThenThreshold()
    {
        Ed25519Public[] keys = [.. Enumerable.Range(0, 3).Select(Public).Order()];
        SignerSet[] sorted =
        [
            new([], 1), new([], 2), new([], 1, new SignerSet([], 1)), new([], 0, new SignerSet([], 2)), new([keys[0]], 0), new([keys[0], keys[1]], 0), new([keys[1]], 0),
        ];
        SignerSet[] shuffled = [.. sorted];
        new Random(1).Shuffle(shuffled);
        Array.Sort(shuffled);
        Assert.Equal(sorted, shuffled);
    }

    // Fact sheet crypto §2.5: key of the seed 07…07.
    [Fact]
    public void Digest_IsTheSheets()
    {
        var set = new SignerSet([Public(6)], 1, Set(1, 6));
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("test"u8, set, digest);
        Assert.Equal("ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c", Public(6).ToString());
        Assert.Equal("1e76a70c1bafd43e203675c5987735a72138188a4ce0a962f68cb80ee0ae07ab", Convert.ToHexStringLower(digest));
    }

    [Fact]
    public void DepthBombs_AreRefused()
    {
        SignerSet set = Set(1, 1);
        for (int depth = 1; depth < SignerSet.MaxDepth; depth++) set = new SignerSet([], 1, set);
        Assert.Equal(SignerSet.MaxDepth, set.Depth);
        Assert.Equal(set, WireMessage.Decode<SignerSet>(set.Encode()));
        Assert.True(set.Verify(Message, Sign(Message, 1)));
        Assert.Throws<ArgumentException>(() => new SignerSet([], 1, set));

        byte[] bomb = set.Encode();
        for (int i = 0; i < 1000; i++)
        {
            using var writer = new ProstWriter();
            writer.BytesAlways(3, bomb);
            bomb = writer.ToArray();
            if (i is 0 or 999) Assert.Throws<WireException>(() => WireMessage.Decode<SignerSet>(bomb));
        }
    }

    [Fact]
    public void Bytes_OfOtherLengthsOrNoPoints_AreRefused()
    {
        Refused<SignerSet>("0a030a01ff", "SignerSet.individual_signers: expected 32 bytes");
        Refused<SignerSet>("0a220a20" + string.Concat(Enumerable.Repeat("02", 32)), "no Ed25519 public key");
        Refused<MultiSig>("0a030a01ff", "MultiSig.signatures: expected 64 bytes");
        Refused<SignerSet>("1205", "wire type");
        Refused<SignerSet>("0a", "cut off");
        Assert.Equal([default(Ed25519Public)], WireMessage.Decode<SignerSet>([0x0a, 0x00]).IndividualSigners.ToArray());

        static void Refused<T>(string hex, string text)
            where T : IWireMessage<T> =>
            Assert.Contains(text, Assert.Throws<WireException>(() => WireMessage.Decode<T>(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);
    }

    private static (bool Ok, SortedSet<Ed25519Public> Who) Model(SignerSet set, HashSet<Ed25519Public> signed)
    {
        var who = new SortedSet<Ed25519Public>(set.IndividualSigners.ToArray().Where(signed.Contains));
        int matches = who.Count;
        foreach (SignerSet nested in set.MultiSigners.ToArray().Distinct())
        {
            (bool ok, SortedSet<Ed25519Public> below) = Model(nested, signed);
            if (!ok) continue;
            matches++;
            who.UnionWith(below);
        }
        return (matches >= set.Threshold, who);
    }

    private static SignerSet Draw(Random random, int depth)
    {
        SignerSet[] nested = depth == 0 ? [] : [.. Enumerable.Range(0, random.Next(3)).Select(_ => Draw(random, depth - 1))];
        int[] signers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(6))];
        int threshold = random.Next(12) == 0 ? random.Next(9) : random.Next(1, Math.Max(2, signers.Length + nested.Length + 1));
        return new SignerSet(signers.Select(Public).ToArray(), (uint)threshold, nested);
    }
}
