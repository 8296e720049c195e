namespace MobileCoin.MachineTrace.Probe;

/// <summary>Bytes that depend on the variant, and bytes that do not.</summary>
internal static class Secret
{
    /// <summary>The variant of the warm-up; those that are compared are 0 and 1.</summary>
    public const int WarmUp = 2;

    private const int PublicSeed = 77;

    /// <summary>Secret bytes: other ones for each variant. The name keeps several secrets of an exercise apart.</summary>
    public static byte[] Bytes(int variant, int length, int name = 0) => Of((1000 * name) + variant, length);

    /// <summary>Public bytes: the same in every variant.</summary>
    public static byte[] Public(int length, int name = 0) => Of((1000 * name) + PublicSeed, length);

    private static byte[] Of(int seed, int length)
    {
        byte[] bytes = new byte[length];
        ulong state = (ulong)seed;
        for (int i = 0; i < length; i++)
        {
            // SplitMix64 (public domain, Vigna): well mixed whatever the seed.
            state += 0x9e37_79b9_7f4a_7c15;
            ulong mixed = (state ^ (state >> 30)) * 0xbf58_476d_1ce4_e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
            bytes[i] = (byte)(mixed >> 56);
        }
        return bytes;
    }
}
