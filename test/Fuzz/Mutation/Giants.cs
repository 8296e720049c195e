// Long inputs of the smallest parts: what quadratic work and unbounded allocation show themselves with.
namespace MobileCoin.Fuzz.Mutation;

internal static class Giants
{
    /// <summary>Bytes of those that show what grows too fast, and of those that show that nothing does.</summary>
    internal const int Short = 8 << 10, Long = 1 << 20;

    private const int FieldNumbers = 10, LongFieldNumbers = 2;

    /// <summary>The giants of a kind, each about as long as told; where each field number has its own they are told apart by it.</summary>
    internal static IEnumerable<byte[]> Of(InputKind kind, int length)
    {
        switch (kind)
        {
            case InputKind.Protobuf:
                for (int number = 1; number < (length < Long ? FieldNumbers : LongFieldNumbers); number++)
                {
                    yield return Repeat([(byte)(number << 3), 0], length);
                    yield return Repeat([(byte)((number << 3) | 2), 0], length);
                    yield return Repeat([(byte)((number << 3) | 2), 2, 10, 0], length);
                    if (length >= Long) continue;
                    yield return Nested(number, length);
                    yield return Whole(number, length);
                }
                yield return Repeat([0x80, 0x01, 0], length);
                break;
            case InputKind.Cbor:
                foreach (byte head in (byte[])[0x81, 0xa1, 0xc0, 0x80, 0xa0, 0, 0x40, 0x60, 0xf6]) yield return Repeat([head], length);
                foreach (byte item in (byte[])[0, 0x40, 0x60, 0x80, 0xa0, 0xf6, 0x81])
                {
                    yield return [0x9a, .. BigEndian(length), .. Repeat([item], length)];
                    yield return [0xba, .. BigEndian(length / 2), .. Repeat([0x60, item], length)];
                }
                break;
            case InputKind.Text:
                foreach (string part in (string[])["1", "z", "a ", "abandon ", "%41", "[", "{\"a\":", "[0,", "é", "mc://a?a&", "0:", "\\\""])
                {
                    byte[] bytes = System.Text.Encoding.UTF8.GetBytes(part);
                    yield return Repeat(bytes, length);
                    yield return [.. "fog://h?"u8, .. Repeat(bytes, length)];
                    yield return [.. "{\"fog_authority_spki\":"u8, .. Repeat(bytes, length)];
                    yield return [.. "{\"mnemonic\":\""u8, .. Repeat(bytes, length), .. "\"}"u8];
                }
                break;
            default:
                yield return Repeat([0], length);
                yield return Repeat([255], length);
                break;
        }
    }

    private static byte[] Repeat(byte[] part, int length)
    {
        byte[] bytes = new byte[length / part.Length * part.Length];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = part[i % part.Length];
        return bytes;
    }

    private static byte[] Whole(int number, int length) =>
        [(byte)((number << 3) | 2), (byte)(length | 0x80), (byte)((length >> 7) | 0x80), (byte)((length >> 14) & 0x7f), .. Repeat([(byte)'a'], length)];

    /// <summary>A message in itself, as deep as the length allows but for the lengths' own bytes.</summary>
    private static byte[] Nested(int number, int length)
    {
        var reversed = new List<byte>();
        while (reversed.Count < length - 8)
        {
            uint inner = (uint)reversed.Count;
            var head = new List<byte> { (byte)((number << 3) | 2) };
            for (; inner >= 0x80; inner >>= 7) head.Add((byte)(inner | 0x80));
            head.Add((byte)inner);
            head.Reverse();
            reversed.AddRange(head);
        }
        reversed.Reverse();
        return [.. reversed];
    }

    private static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
