// Bytes of the wire put together by hand, right and wrong.
namespace MobileCoin.Wire.Test.Prost;

internal static class Raw
{
    internal static byte[] Tag(int field, int type) => Varint(((ulong)(uint)field << 3) | (uint)type);

    internal static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A varint with zero groups at its end that it could do without.</summary>
    internal static byte[] LongVarint(ulong value, int length)
    {
        byte[] bytes = Varint(value);
        byte[] padded = new byte[length];
        padded.AsSpan().Fill(0x80);
        bytes.CopyTo(padded, 0);
        if (length > bytes.Length) padded[bytes.Length - 1] |= 0x80;
        padded[^1] &= 0x7f;
        return padded;
    }

    internal static byte[] Delimited(int field, params ReadOnlySpan<byte> bytes) => [.. Tag(field, 2), .. Varint((ulong)bytes.Length), .. bytes];

    internal static byte[] Number(int field, ulong value) => [.. Tag(field, 0), .. Varint(value)];

    internal static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];
}
