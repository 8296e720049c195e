// A protobuf message as a tree, with room for what no honest writer writes.
using System.Buffers.Binary;

namespace MobileCoin.Fuzz.Mutation;

/// <summary>One field: a number, bytes, or fields of its own.</summary>
internal sealed class ProtoNode
{
    private const int MaxDepth = 12;
    private const int LikelyFieldNumbers = 64;

    internal uint Number { get; set; }

    /// <summary>The wire type, also one that does not exist.</summary>
    internal int Type { get; set; }

    internal ulong Value { get; set; }

    internal byte[] Bytes { get; set; } = [];

    internal List<ProtoNode>? Children { get; set; }

    /// <summary>Added to the length that is written.</summary>
    internal long LengthLie { get; set; }

    /// <summary>Bytes by which varints are longer than needed.</summary>
    internal int Padding { get; set; }

    internal ProtoNode Clone() => new()
    {
        Number = Number,
        Type = Type,
        Value = Value,
        Bytes = Bytes,
        Children = Children?.ConvertAll(c => c.Clone()),
        LengthLie = LengthLie,
        Padding = Padding,
    };

    /// <summary>The fields of a message; null if the bytes are none. Byte strings that look like messages are taken for some.</summary>
    internal static List<ProtoNode>? Parse(ReadOnlySpan<byte> bytes, int depth = 0)
    {
        var fields = new List<ProtoNode>();
        while (!bytes.IsEmpty)
        {
            if (!TryVarint(ref bytes, out ulong tag) || tag >> 3 is 0 or > LikelyFieldNumbers) return null;
            var node = new ProtoNode { Number = (uint)(tag >> 3), Type = (int)(tag & 7) };
            switch (node.Type)
            {
                case 0 when TryVarint(ref bytes, out ulong value):
                    node.Value = value;
                    break;
                case 1 when bytes.Length >= 8:
                    node.Value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
                    bytes = bytes[8..];
                    break;
                case 5 when bytes.Length >= 4:
                    node.Value = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
                    bytes = bytes[4..];
                    break;
                case 2 when TryVarint(ref bytes, out ulong length) && length <= (ulong)bytes.Length:
                    node.Bytes = bytes[..(int)length].ToArray();
                    if (length > 1 && depth < MaxDepth) node.Children = Parse(node.Bytes, depth + 1);
                    bytes = bytes[(int)length..];
                    break;
                default: return null;
            }
            fields.Add(node);
        }
        return fields;
    }

    internal static byte[] Write(List<ProtoNode> fields)
    {
        var bytes = new List<byte>();
        foreach (ProtoNode field in fields) field.WriteTo(bytes);
        return [.. bytes];
    }

    /// <summary>Every list of fields of a message, its own first.</summary>
    internal static void Collect(List<ProtoNode> fields, List<List<ProtoNode>> lists)
    {
        lists.Add(fields);
        foreach (ProtoNode field in fields)
        {
            if (field.Children is { Count: > 0 }) Collect(field.Children, lists);
        }
    }

    private void WriteTo(List<byte> bytes)
    {
        Varint(bytes, ((ulong)Number << 3) | (uint)Type, 0);
        switch (Type)
        {
            case 0: Varint(bytes, Value, Padding); break;
            case 1: Fixed(bytes, 8); break;
            case 5: Fixed(bytes, 4); break;
            case 2:
                byte[] content = Children is null ? Bytes : Write(Children);
                Varint(bytes, unchecked((ulong)(content.Length + LengthLie)), Padding);
                bytes.AddRange(content);
                break;
            default: bytes.AddRange(Bytes); break;
        }
    }

    private void Fixed(List<byte> bytes, int count)
    {
        for (int i = 0; i < count; i++) bytes.Add((byte)(Value >> (8 * i)));
    }

    private static void Varint(List<byte> bytes, ulong value, int padding)
    {
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        if (padding == 0)
        {
            bytes.Add((byte)value);
            return;
        }
        bytes.Add((byte)(value | 0x80));
        for (int i = 1; i < padding; i++) bytes.Add(0x80);
        bytes.Add(0);
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (int i = 0; i < 10 && i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7f) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }
}
