namespace MobileCoin.Crypto.Test;

/// <summary>The varint and bytes fields of a small protobuf message, last one wins; absent ones are zero or empty.</summary>
internal sealed class ProtobufFields
{
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly Dictionary<int, ulong> _numbers = [];

    public ProtobufFields(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            int field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0: _numbers[field] = Varint(message, ref at); break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    _bytes[field] = message[at..(at + length)];
                    at += length;
                    break;
                default: throw new InvalidDataException($"wire type {tag & 7}");
            }
        }
    }

    public byte[] Bytes(int field) => _bytes.GetValueOrDefault(field, []);

    public ulong Number(int field) => _numbers.GetValueOrDefault(field);

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = message[at++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
    }
}
