using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed unsafe class KeccakTests
{
    [Fact]
    public void Permute_OfZeros_IsTheReferenceOutput()
    {
        ulong[] state = new ulong[25];
        KeccakF1600.Permute(state);
        Assert.Equal(
            (ulong[])[0xf1258f7940e1dde7, 0x84d5ccf933c0478a, 0xd598261ea65aa9ee, 0xbd1547306f80494d, 0x8b284e056253d057],
            state[..5]);
    }

    [Fact]
    public void Permute_InASponge_IsSha3()
    {
        byte[] message = Samples.Bytes(3, 100);
        ulong[] state = new ulong[25];
        Span<byte> bytes = MemoryMarshal.AsBytes(state.AsSpan());
        message.CopyTo(bytes);
        bytes[message.Length] ^= 0x06;
        bytes[135] ^= 0x80;
        KeccakF1600.Permute(state);
        if (!SHA3_256.IsSupported) Assert.Skip("this system's library has no SHA-3 to compare with");
        Assert.Equal(SHA3_256.HashData(message), bytes[..32].ToArray());
    }

    [Fact]
    public void Permute_OfAnotherLength_SpeaksOfWords()
    {
        var e = Assert.Throws<ArgumentException>("state", () => KeccakF1600.Permute(new ulong[24]));
        Assert.DoesNotContain("bytes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Permute_OnAvx512_IsPlain()
    {
        Samples.SkipAbove(SimdLevel.Avx512);
        Prop.ForAll<int>(seed =>
        {
            ulong[] plain = MemoryMarshal.Cast<byte, ulong>(Samples.Bytes(seed, 200)).ToArray(), vector = [.. plain];
            fixed (ulong* words = plain) KeccakF1600.Permute<PlainKeccakWord, ulong>(words);
            fixed (ulong* words = vector) KeccakF1600.Permute<Avx512KeccakWord, Vector128<ulong>>(words);
            return plain.AsSpan().SequenceEqual(vector);
        }).QuickCheckThrowOnFailure();
    }
}
