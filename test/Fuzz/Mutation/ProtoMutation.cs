// Changes to a protobuf message that keep most of its structure.
namespace MobileCoin.Fuzz.Mutation;

internal static class ProtoMutation
{
    private const int MostNesting = 150;

    internal static byte[] Apply(Random random, byte[] seed, IReadOnlyList<byte[]> seeds)
    {
        List<ProtoNode>? message = ProtoNode.Parse(seed);
        if (message is null || random.Next(8) == 0) return ByteMutation.Apply(random, seed, seeds);
        for (int changes = 1 + random.Next(4); changes > 0; changes--) Change(random, message, seeds);
        byte[] bytes = ProtoNode.Write(message);
        return random.Next(5) == 0 ? ByteMutation.Apply(random, bytes, seeds) : bytes;
    }

    private static void Change(Random random, List<ProtoNode> message, IReadOnlyList<byte[]> seeds)
    {
        var lists = new List<List<ProtoNode>>();
        ProtoNode.Collect(message, lists);
        List<ProtoNode> list = lists[random.Next(lists.Count)];
        if (list.Count == 0)
        {
            list.Add(Unknown(random));
            return;
        }
        int at = random.Next(list.Count);
        ProtoNode node = list[at];
        switch (random.Next(16))
        {
            case 0: list.RemoveAt(at); break;
            case 1: list.Insert(random.Next(list.Count + 1), node.Clone()); break;
            case 2:
                for (int i = random.Next(1, random.Next(4) == 0 ? 64 : 4); i > 0; i--) list.Insert(at, node.Clone());
                break;
            case 3: (list[at], list[0]) = (list[0], list[at]); break;
            case 4: node.Number = random.Next(6) == 0 ? (uint)random.NextInt64(1L << 32) : (uint)random.Next(0, 20); break;
            case 5: node.Type = random.Next(8); break;
            case 6: node.Value = Interesting.Number(random); break;
            case 7 or 8: ChangeContent(random, node); break;
            case 9: node.LengthLie = random.Next(3) == 0 ? random.NextInt64(long.MinValue, long.MaxValue) : random.Next(-4, 5); break;
            case 10: node.Padding = random.Next(1, 12); break;
            case 11: Nest(random, list, at); break;
            case 12: list[at] = Foreign(random, seeds) ?? node; break;
            case 13: list.Insert(at, Unknown(random)); break;
            case 14: Split(random, list, at); break;
            default:
                if (Foreign(random, seeds) is { } foreign) list.Insert(at, foreign);
                break;
        }
    }

    private static void ChangeContent(Random random, ProtoNode node)
    {
        if (node.Type != 2)
        {
            node.Value ^= 1UL << random.Next(64);
            return;
        }
        byte[] content = node.Children is null ? node.Bytes : ProtoNode.Write(node.Children);
        node.Children = null;
        node.Bytes = random.Next(4) switch
        {
            0 => [],
            1 => Interesting.Bytes(random),
            _ => ByteMutation.Apply(random, content, [content]),
        };
    }

    /// <summary>Puts a message into itself, again and again.</summary>
    private static void Nest(Random random, List<ProtoNode> list, int at)
    {
        ProtoNode node = list[at];
        if (node.Type != 2) return;
        uint number = random.Next(2) == 0 ? node.Number : (uint)random.Next(1, 8);
        for (int depth = random.Next(1, random.Next(3) == 0 ? MostNesting : 6); depth > 0; depth--)
        {
            node = new ProtoNode { Number = number, Type = 2, Children = [node] };
        }
        list[at] = node;
    }

    /// <summary>Sends a message in two parts, which readers merge.</summary>
    private static void Split(Random random, List<ProtoNode> list, int at)
    {
        ProtoNode node = list[at];
        if (node.Children is not { Count: > 0 } children) return;
        int cut = random.Next(children.Count + 1);
        list[at] = new ProtoNode { Number = node.Number, Type = 2, Children = children[..cut] };
        list.Insert(random.Next(at + 1, list.Count + 1), new ProtoNode { Number = node.Number, Type = 2, Children = children[cut..] });
    }

    private static ProtoNode Unknown(Random random) => new()
    {
        Number = (uint)random.Next(1, random.Next(2) == 0 ? 20 : 1 << 29),
        Type = random.Next(4) switch { 0 => 1, 1 => 2, 2 => 5, _ => 0 },
        Value = Interesting.Number(random),
        Bytes = Interesting.Bytes(random),
    };

    private static ProtoNode? Foreign(Random random, IReadOnlyList<byte[]> seeds)
    {
        if (ProtoNode.Parse(seeds[random.Next(seeds.Count)]) is not { Count: > 0 } other) return null;
        var lists = new List<List<ProtoNode>>();
        ProtoNode.Collect(other, lists);
        List<ProtoNode> list = lists[random.Next(lists.Count)];
        return list[random.Next(list.Count)];
    }
}
