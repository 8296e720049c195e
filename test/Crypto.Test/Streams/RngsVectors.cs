using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class RngsVectors
{
    [Theory, Vectors("rngs")]
    public void Case_OnEveryLevel_Agrees(VectorCase c)
    {
        if (c.Op.Length != 0) Assert.Fail($"unknown op in {c}");
        byte[] seed = c.Hex("seed");
        using (var chaCha = new ChaCha20(seed)) AssertFill(c.Hex("chacha20_fill_200"), chaCha);
        for (SimdLevel level = SimdLevel.Plain; level <= Simd.Best; level++)
        {
            byte[] expected = c.Hex("hc128_fill_200"), started = new byte[expected.Length];
            using (var hc128 = new Hc128(seed, level)) AssertFill(expected, hc128);
            Hc128.Start(seed, started, level);
            Assert.Equal(expected, started);

            ulong[] draws = [.. c.Field("hc128_u32_u64_u32").EnumerateArray().Select(e => ulong.Parse(e.GetString()!))];
            using var drawn = new Hc128(seed, level);
            Assert.Equal(draws, (ulong[])[drawn.NextUInt32(), drawn.NextUInt64(), drawn.NextUInt32()]);
        }
    }

    private static void AssertFill(byte[] expected, Keystream stream)
    {
        byte[] output = new byte[expected.Length];
        stream.Fill(output);
        Assert.Equal(expected, output);
    }
}
