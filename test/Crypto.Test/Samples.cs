// Inputs for the laws: any length from a small seed, and the levels that this machine can run.
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

internal static class Samples
{
    /// <summary>Bytes without pattern that depend on the seed alone.</summary>
    public static byte[] Bytes(int seed, int length)
    {
        byte[] bytes = new byte[length];
        ulong x = (ulong)(uint)seed * 0x9e3779b97f4a7c15 + 1;
        foreach (ref byte b in bytes.AsSpan())
        {
            x = x * 6364136223846793005 + 1442695040888963407;
            b = (byte)(x >> 56);
        }
        return bytes;
    }

    public static void SkipAbove(SimdLevel level)
    {
        if (level > Simd.Best) Assert.Skip($"this machine, or this run of it, has no {level}");
    }

    public static TheoryData<SimdLevel> Levels => [SimdLevel.Plain, SimdLevel.Avx2, SimdLevel.Avx512];
}
