// Values at the borders of what decoders accept.
namespace MobileCoin.Fuzz.Mutation;

internal static class Interesting
{
    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 7, 8, 16, 31, 32, 33, 64, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
        0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffffffe, 0xffffffffffffffff,
    ];

    /// <summary>Lengths of the protocol's byte strings, and their neighbours.</summary>
    private static readonly int[] Lengths = [0, 1, 4, 8, 16, 31, 32, 33, 48, 63, 64, 65, 66, 84, 97, 128, 672, 736];

    /// <summary>The order of the group, and p, as 32 bytes.</summary>
    private static readonly byte[][] Borders =
    [
        Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"),
        Convert.FromHexString("ecd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"),
        Convert.FromHexString("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
        Convert.FromHexString("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"),
        new byte[32],
    ];

    internal static ulong Number(Random random) => random.Next(4) switch
    {
        0 => (ulong)random.NextInt64(),
        1 => (ulong)random.Next(16),
        _ => Numbers[random.Next(Numbers.Length)],
    };

    internal static byte[] Bytes(Random random)
    {
        if (random.Next(4) == 0) return Borders[random.Next(Borders.Length)];
        byte[] bytes = new byte[Lengths[random.Next(Lengths.Length)]];
        switch (random.Next(3))
        {
            case 0: random.NextBytes(bytes); break;
            case 1: bytes.AsSpan().Fill(0xff); break;
        }
        return bytes;
    }
}
