// Changes to CBOR: items moved, doubled, wrapped and given other heads.
using System.Buffers.Binary;

namespace MobileCoin.Fuzz.Mutation;

internal static class CborMutation
{
    private static readonly byte[][] Heads =
    [
        [0x1b, 255, 255, 255, 255, 255, 255, 255, 255], [0x5b, 255, 255, 255, 255, 255, 255, 255, 255], [0x9b, 255, 255, 255, 255, 255, 255, 255, 255],
        [0xbb, 255, 255, 255, 255, 255, 255, 255, 255], [0xbb, 128, 0, 0, 0, 0, 0, 0, 0], [0x9a, 0x7f, 255, 255, 255], [0x5a, 0x7f, 255, 255, 255],
        [0x7a, 0x80, 0, 0, 0], [0x5f], [0x7f], [0x9f], [0xbf], [0xff], [0x1c], [0xf8, 0], [0xf8, 255], [0xf7], [0xf6], [0xf5], [0xf4], [0xf9, 0, 0],
        [0xfb, 1, 2, 3, 4, 5, 6, 7, 8], [0xc0], [0xdb, 1, 2, 3, 4, 5, 6, 7, 8], [0x20], [0x3b, 255, 255, 255, 255, 255, 255, 255, 255], [0x18, 1],
        [0x19, 0, 1], [0x60], [0x40], [0x80], [0xa0], [0x61, 0xff], [0xa1, 0x61, (byte)'a', 0],
    ];

    internal static byte[] Apply(Random random, byte[] seed, IReadOnlyList<byte[]> seeds)
    {
        byte[] bytes = seed;
        for (int changes = 1 + random.Next(4); changes > 0; changes--)
        {
            var items = new List<Range>();
            int end = 0;
            if (random.Next(6) == 0 || !TryItems(bytes, ref end, items, 0) || items.Count == 0)
            {
                bytes = ByteMutation.Apply(random, bytes, seeds);
                continue;
            }
            Range item = items[random.Next(items.Count)];
            Range other = items[random.Next(items.Count)];
            byte[] replacement = random.Next(6) switch
            {
                0 => bytes[other],
                1 => [.. bytes[item], .. bytes[item]],
                2 => [],
                3 => Wrapped(random, bytes[item]),
                4 => [.. Heads[random.Next(Heads.Length)], .. bytes[item]],
                _ => Heads[random.Next(Heads.Length)],
            };
            bytes = [.. bytes[..item.Start.Value], .. replacement, .. bytes[item.End.Value..]];
        }
        return bytes;
    }

    private static byte[] Wrapped(Random random, byte[] item)
    {
        int depth = random.Next(1, random.Next(3) == 0 ? 200 : 4);
        byte[] around = random.Next(3) switch { 0 => [0x81], 1 => [0xc1], _ => [0xa1, 0x61, (byte)'x'] };
        return [.. Enumerable.Repeat(around, depth).SelectMany(b => b), .. item];
    }

    private static bool TryItems(ReadOnlySpan<byte> bytes, ref int at, List<Range> items, int depth)
    {
        if (at >= bytes.Length || depth > 100) return false;
        int start = at, information = bytes[at] & 31, major = bytes[at] >> 5;
        at++;
        ulong value = (ulong)information;
        if (information >= 24)
        {
            if (information > 27) return false;
            int size = 1 << (information - 24);
            if (bytes.Length - at < size) return false;
            value = size switch
            {
                1 => bytes[at],
                2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]),
                4 => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]),
                _ => BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]),
            };
            at += size;
        }
        if (major is 2 or 3)
        {
            if (value > (ulong)(bytes.Length - at)) return false;
            at += (int)value;
        }
        ulong count = major switch { 4 => value, 5 => 2 * value, 6 => 1, _ => 0 };
        if (count > (ulong)(bytes.Length - at)) return false;
        for (ulong i = 0; i < count; i++)
        {
            if (!TryItems(bytes, ref at, items, depth + 1)) return false;
        }
        items.Add(start..at);
        return true;
    }
}
