using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class KeystreamTests
{
    public static TheoryData<SimdLevel> Levels => Samples.Levels;

    [Fact]
    public void Hc128_OfZeros_IsTheSpecificationsKeystream()
    {
        byte[] output = new byte[64];
        Hc128.Start(new byte[32], output);
        Assert.Equal(
            "82001573a003fd3b7fd72ffb0eaf63aac62f12deb629dca72785a66268ec758b"
            + "1edb36900560898178e0ad009abf1f491330dc1c246e3d6cb264f6900271d59c",
            Convert.ToHexStringLower(output));
    }

    [Theory, MemberData(nameof(Levels))]
    public void MaskedTable_OnEachLevel_SumsTheTwoEntries(SimdLevel level)
    {
        Samples.SkipAbove(level);
        Prop.ForAll<int>(seed =>
        {
            uint[] table = MemoryMarshal.Cast<byte, uint>(Samples.Bytes(seed, 2048)).ToArray();
            uint[] words = MemoryMarshal.Cast<byte, uint>(Samples.Bytes(seed + 1, 32)).ToArray();
            uint[] sums = Sum(level, table, words);
            return words.Select(x => table[x & 255] + table[256 + (x >> 16 & 255)]).SequenceEqual(sums);
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>Beyond the first turn of both tables, where the indexes wrap.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void Hc128_OfAnySeed_IsTheSpecification(SimdLevel level)
    {
        Samples.SkipAbove(level);
        byte[] seed = Samples.Bytes(5, 32), output = new byte[4 * 3000];
        using var stream = new Hc128(seed, level);
        stream.Fill(output);
        Assert.Equal(NaiveHc128(seed, 3000), MemoryMarshal.Cast<byte, uint>(output).ToArray());
    }

    [Fact]
    public void Fill_OfPartWords_DropsTheirRest()
    {
        byte[] all = new byte[12], parts = new byte[3];
        using var first = new ChaCha20(new byte[32]);
        using var second = new ChaCha20(new byte[32]);
        first.Fill(all);
        second.Fill(parts);
        Assert.Equal(all[..3], parts);
        Assert.Equal(BitConverter.ToUInt64(all, 4), second.NextUInt64());
    }

    [Fact]
    public void Streams_WithAnotherSeedLength_Name()
    {
        Assert.Equal("seed", Assert.Throws<ArgumentException>(() => new ChaCha20(new byte[31])).ParamName);
        Assert.Equal("seed", Assert.Throws<ArgumentException>(() => new Hc128(new byte[33])).ParamName);
        Assert.Equal("seed", Assert.Throws<ArgumentException>(() => Hc128.Start(new byte[16], new byte[32])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Hc128.Start(new byte[32], new byte[2049])).ParamName);
    }

    [Fact]
    public void Streams_Disposed_Throw()
    {
        foreach (Keystream stream in (Keystream[])[new ChaCha20(new byte[32]), new Hc128(new byte[32])])
        {
            stream.Dispose();
            stream.Dispose();
            Assert.Throws<ObjectDisposedException>(() => stream.NextUInt32());
            Assert.Throws<ObjectDisposedException>(() => stream.NextUInt64());
            Assert.Throws<ObjectDisposedException>(() => stream.Fill(new byte[1]));
        }
    }

    private static unsafe uint[] Sum(SimdLevel level, uint[] table, uint[] words)
    {
        uint[] sums = new uint[8];
        fixed (uint* t = table, w = words, s = sums)
        {
            switch (level)
            {
                case SimdLevel.Avx512: Avx512MaskedTable.Sum(t, w, s); break;
                case SimdLevel.Avx2: Avx2MaskedTable.Sum(t, w, s); break;
                default: PlainMaskedTable.Sum(t, w, s); break;
            }
        }
        return sums;
    }

    /// <summary>The specification's own words, one step at a time.</summary>
    private static uint[] NaiveHc128(byte[] seed, int count)
    {
        static uint Right(uint x, int n) => System.Numerics.BitOperations.RotateRight(x, n);
        uint[] w = new uint[1280];
        for (int i = 0; i < 8; i++)
        {
            w[i] = BitConverter.ToUInt32(seed, 4 * (i % 4));
            w[8 + i] = BitConverter.ToUInt32(seed, 16 + 4 * (i % 4));
        }
        for (int i = 16; i < 1280; i++)
        {
            uint f1 = Right(w[i - 15], 7) ^ Right(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint f2 = Right(w[i - 2], 17) ^ Right(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = f2 + w[i - 7] + f1 + w[i - 16] + (uint)i;
        }
        uint[] p = w[256..768], q = w[768..];
        uint Step(int i, bool setup)
        {
            int j = i % 512;
            (uint[] own, uint[] other, int sign) = i % 1024 < 512 ? (p, q, 1) : (q, p, -1);
            uint At(int back) => own[(j - back + 512) % 512];
            own[j] += (Right(At(3), sign * 10) ^ Right(At(511), sign * 23)) + Right(At(10), sign * 8);
            uint h = other[At(12) & 255] + other[256 + (At(12) >> 16 & 255)];
            uint s = h ^ own[j];
            if (setup) own[j] = s;
            return s;
        }
        for (int i = 0; i < 1024; i++) Step(i, setup: true);
        uint[] stream = new uint[count];
        for (int i = 0; i < count; i++) stream[i] = Step(i, setup: false);
        return stream;
    }
}
