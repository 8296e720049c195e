// CRC-32/ISO-HDLC (reflected, polynomial 04c11db7): the check in base58 payloads and fog records.
namespace MobileCoin.Crypto;

/// <summary>CRC-32 as zip, PNG and Ethernet use it.</summary>
public static class Crc32
{
    /// <summary>The CRC of a public message: memory is indexed by it.</summary>
    public static uint ComputeVartime(ReadOnlySpan<byte> message)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in message)
        {
            crc ^= b;
            crc = crc >> 4 ^ Nibbles[(int)(crc & 15)];
            crc = crc >> 4 ^ Nibbles[(int)(crc & 15)];
        }
        return ~crc;
    }

    /// <summary>The CRC of a message that is a secret: bit by bit, the same steps for every message of a length.</summary>
    public static uint Compute(ReadOnlySpan<byte> message)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in message)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (0xedb88320 & (0 - (crc & 1)));
        }
        return ~crc;
    }

    /// <summary>The remainders of the sixteen values of four bits.</summary>
    private static ReadOnlySpan<uint> Nibbles =>
    [
        0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
        0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
    ];
}
