using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto.Test;

public sealed class AesTests
{
    public static TheoryData<string> Kernels => GcmKernel.Names;

    /// <summary>FIPS 197, appendix C.3, by way of the counter: E(0) under a key against the platform's AES.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Counter_ManyKeys_IsPlatformsEncryptedCounter(string name)
    {
        for (int seed = 0; seed < 64; seed++)
        {
            byte[] key = SHA256.HashData([(byte)seed]);
            byte[] stream = new byte[16 * 21];
            GcmKernel.Named(name).Counter(key, stream, ulong.MaxValue);

            byte[] counters = new byte[stream.Length];
            for (int i = 0; i < counters.Length; i += 16) counters[i + 15] = (byte)(i / 16);
            using Aes aes = Aes.Create();
            aes.Key = key;
            Assert.Equal(aes.EncryptEcb(counters, PaddingMode.None), stream);
        }
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Counter_MaskOfZeros_LeavesData(string name)
    {
        for (int length = 0; length < 200; length++)
        {
            byte[] data = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
            byte[] copy = [.. data];
            GcmKernel.Named(name).Counter(new byte[32], copy, 0);
            Assert.Equal(data, copy);
        }
    }

    /// <summary>The circuit against the definition: inverse in GF(2^8), then the affine map.</summary>
    [Fact]
    public void SubBytes_All256_AreInverseThenAffineMap()
    {
        for (int start = 0; start < 256; start += 64)
        {
            ulong[] planes = new ulong[8];
            for (int i = 0; i < 64; i++)
            {
                for (int bit = 0; bit < 8; bit++) planes[bit] |= (ulong)(((start + i) >> bit) & 1) << i;
            }
            Bitslice.SubBytes(ref planes[0]);
            for (int i = 0; i < 64; i++)
            {
                int value = 0;
                for (int bit = 0; bit < 8; bit++) value |= (int)((planes[bit] >> i) & 1) << bit;
                int inverse = Enumerable.Range(0, 256).FirstOrDefault(x => Multiply(x, start + i) == 1);
                int expected = 0x63;
                for (int turn = 0; turn < 5; turn++) expected ^= ((inverse << turn) | (inverse >> (8 - turn))) & 0xff;
                Assert.Equal(expected, value);
            }
        }

        static int Multiply(int a, int b)
        {
            int product = 0;
            for (; b != 0; b >>= 1, a = (a << 1) ^ ((a >> 7) * 0x11b))
            {
                if ((b & 1) != 0) product ^= a;
            }
            return product;
        }
    }

    [Fact]
    public void ExpandedKey_Is256Bytes() => Assert.Equal(256, Unsafe.SizeOf<ExpandedKey>());
}
