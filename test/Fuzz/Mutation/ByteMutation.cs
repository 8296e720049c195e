// Changes to bytes of any kind.
namespace MobileCoin.Fuzz.Mutation;

internal static class ByteMutation
{
    internal static byte[] Apply(Random random, byte[] seed, IReadOnlyList<byte[]> seeds)
    {
        List<byte> bytes = [.. seed];
        for (int changes = 1 << random.Next(4); changes > 0; changes--) Change(random, bytes, seeds);
        return [.. bytes];
    }

    private static void Change(Random random, List<byte> bytes, IReadOnlyList<byte[]> seeds)
    {
        int at = random.Next(bytes.Count + 1);
        int count = Math.Min(random.Next(1, random.Next(3) == 0 ? 64 : 5), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0 or 1 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                bytes.RemoveRange(at, count);
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, count));
                break;
            case 7:
                byte[] other = seeds[random.Next(seeds.Count)];
                int from = random.Next(other.Length + 1);
                if (random.Next(2) == 0) bytes.RemoveRange(at, bytes.Count - at);
                bytes.InsertRange(at, other[from..random.Next(from, other.Length + 1)]);
                break;
            case 8:
                bytes.InsertRange(at, Interesting.Bytes(random));
                break;
            case 9 when count > 0:
                byte fill = random.Next(2) == 0 ? (byte)0 : (byte)255;
                for (int i = at; i < at + count; i++) bytes[i] = fill;
                break;
        }
    }
}
