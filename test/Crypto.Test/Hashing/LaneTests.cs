using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

/// <summary>The lanes of every level against the single forms, in one process.</summary>
public sealed class LaneTests
{
    public static TheoryData<SimdLevel> Levels => Samples.Levels;

    [Theory, MemberData(nameof(Levels))]
    public void HashEach_OnEachLevel_IsHash(SimdLevel level)
    {
        Samples.SkipAbove(level);
        Prop.ForAll<int, ushort, byte>((seed, size, count) =>
        {
            byte[] prefix = Samples.Bytes(seed, size % 200);
            int messageSize = 1 + size / 200 % 300, digestSize = 1 + size % 64, items = count % 20;
            byte[] messages = Samples.Bytes(seed + 1, messageSize * items), digests = new byte[digestSize * items];
            byte[] expected = new byte[digestSize];
            HashEach(level, prefix, messages, messageSize, digests, digestSize);
            for (int i = 0; i < items; i++)
            {
                Blake2b.Hash(prefix, messages.AsSpan(i * messageSize, messageSize), expected);
                if (!expected.AsSpan().SequenceEqual(digests.AsSpan(i * digestSize, digestSize))) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(300)]
    public void HashEach_BehindAPrefixOfAnyLength_IsHash(int prefixSize)
    {
        const int Count = 11, DigestSize = 48;
        byte[] prefix = Samples.Bytes(1, prefixSize), digests = new byte[Count * DigestSize], expected = new byte[DigestSize];
        foreach (SimdLevel level in Enum.GetValues<SimdLevel>().Where(l => l <= Simd.Best))
        {
            foreach (int messageSize in (int[])[1, 32, 127, 128, 129, 257])
            {
                byte[] messages = Samples.Bytes(2, Count * messageSize);
                HashEach(level, prefix, messages, messageSize, digests, DigestSize);
                for (int i = 0; i < Count; i++)
                {
                    Blake2b.Hash(prefix, messages.AsSpan(i * messageSize, messageSize), expected);
                    Assert.Equal(expected, digests[(i * DigestSize)..((i + 1) * DigestSize)]);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void DeriveKeys_OnEachLevel_IsDeriveKey(SimdLevel level)
    {
        Samples.SkipAbove(level);
        Prop.ForAll<int, ushort, byte>((seed, size, count) =>
        {
            byte[] salt = Samples.Bytes(seed, size % 300), info = Samples.Bytes(seed + 1, size % 128);
            int outputSize = 1 + size % 64, items = count % 20;
            byte[] ikms = Samples.Bytes(seed + 2, 32 * items), okms = new byte[outputSize * items], expected = new byte[outputSize];
            DeriveKeys(level, new HkdfBlake2b512Batch(salt, info, outputSize), ikms, okms);
            for (int i = 0; i < items; i++)
            {
                HkdfBlake2b512.DeriveKey(ikms.AsSpan(32 * i, 32), expected, salt, info);
                if (!expected.AsSpan().SequenceEqual(okms.AsSpan(i * outputSize, outputSize))) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void DeriveKeys_OfTheCryptoBox_IsTheSheetsVector()
    {
        byte[] dh = Convert.FromHexString("de370cffd8bd5ffd152f733fc5b4d226dc0dcb7e8e5b538717110b2d6267132e");
        const string Okm = "955e3974905c8c9b58a16a47f9d5f9881a9ca44d44035c8ded088acd53d71f2e90d52620753e2504cf284bbe";
        var box = new HkdfBlake2b512Batch("dei-salty-box"u8, "aead-key-iv"u8, 44);
        byte[] okms = new byte[11 * 44];
        box.DeriveKeys([.. Enumerable.Repeat(dh, 11).SelectMany(b => b)], okms);
        Assert.Equal(string.Concat(Enumerable.Repeat(Okm, 11)), Convert.ToHexStringLower(okms));
    }

    [Fact]
    public void Batches_OfOtherLengths_NameTheParameter()
    {
        var box = new HkdfBlake2b512Batch("salt"u8, "info"u8, 44);
        AssertNames("ikms", () => box.DeriveKeys(new byte[33], new byte[44]));
        AssertNames("okms", () => box.DeriveKeys(new byte[64], new byte[87]));
        AssertNames("outputSize", () => _ = new HkdfBlake2b512Batch([], [], 65));
        AssertNames("info", () => _ = new HkdfBlake2b512Batch([], new byte[128], 64));
        AssertNames("messageSize", () => Blake2b.HashEach([], [], 0, [], 64));
        AssertNames("messages", () => Blake2b.HashEach([], new byte[7], 2, new byte[64], 64));
        AssertNames("digests", () => Blake2b.HashEach([], new byte[6], 2, new byte[64], 64));
        AssertNames("digestSize", () => Blake2b.HashEach([], new byte[6], 2, new byte[195], 65));
    }

    /// <summary>So many that the bytes of output are beyond 32 bits; nothing behind the spans' first byte is read.</summary>
    [Fact]
    public void Batches_OfHugeCounts_NameTheParameter()
    {
        AssertNames("digests", () =>
        {
            byte first = 0;
            Blake2b.HashEach([], MemoryMarshal.CreateReadOnlySpan(ref first, int.MaxValue), 1, new byte[64], 64);
        });
        AssertNames("okms", () =>
        {
            byte first = 0;
            new HkdfBlake2b512Batch([], [], 64).DeriveKeys(MemoryMarshal.CreateReadOnlySpan(ref first, 1 << 30), new byte[64]);
        });
    }

    private static void AssertNames(string parameter, Action action) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(action).ParamName);

    private static void HashEach(SimdLevel level, byte[] prefix, byte[] messages, int messageSize, byte[] digests, int digestSize)
    {
        switch (level)
        {
            case SimdLevel.Avx512: Blake2b.HashEach<Avx512Lanes, Vector512<ulong>>(
                prefix,
                messages,
                messageSize,
                digests,
                digestSize); break;
            case SimdLevel.Avx2: Blake2b.HashEach<Avx2Lanes, Vector256<ulong>>(prefix, messages, messageSize, digests, digestSize); break;
            default: Blake2b.HashEach<PlainLane, ulong>(prefix, messages, messageSize, digests, digestSize); break;
        }
    }

    private static void DeriveKeys(SimdLevel level, HkdfBlake2b512Batch batch, byte[] ikms, byte[] okms)
    {
        switch (level)
        {
            case SimdLevel.Avx512: batch.DeriveKeys<Avx512Lanes, Vector512<ulong>>(ikms, okms); break;
            case SimdLevel.Avx2: batch.DeriveKeys<Avx2Lanes, Vector256<ulong>>(ikms, okms); break;
            default: batch.DeriveKeys<PlainLane, ulong>(ikms, okms); break;
        }
    }
}
