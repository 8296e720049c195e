// Input number i of a target: the same for the same seed, whatever ran before.
using System.Text;

namespace MobileCoin.Fuzz.Mutation;

internal static class Mutator
{
    /// <summary>Longer inputs than this are cut.</summary>
    internal const int MaxLength = 128 << 10;

    internal static byte[] Input(Target target, long seed, long index)
    {
        var random = new Random(Mix(target.Name, seed, index));
        byte[] start = target.Seeds[random.Next(target.Seeds.Count)];
        byte[] bytes = target.Kind switch
        {
            InputKind.Protobuf => ProtoMutation.Apply(random, start, target.Seeds),
            InputKind.Cbor => CborMutation.Apply(random, start, target.Seeds),
            InputKind.Text => TextMutation.Apply(random, start, target.Seeds),
            _ => ByteMutation.Apply(random, start, target.Seeds),
        };
        return bytes.Length <= MaxLength ? bytes : bytes[..MaxLength];
    }

    private static int Mix(string name, long seed, long index)
    {
        ulong state = 0xcbf29ce484222325;
        foreach (byte b in Encoding.UTF8.GetBytes(name)) state = (state ^ b) * 0x100000001b3;
        state ^= (ulong)seed * 0x9e3779b97f4a7c15;
        state += (ulong)index * 0xd1342543de82ef95;
        state = (state ^ (state >> 31)) * 0xbf58476d1ce4e5b9;
        return (int)(state >> 33);
    }
}
