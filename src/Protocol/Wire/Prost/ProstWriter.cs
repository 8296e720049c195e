// Writes protobuf fields one by one, in the order of the calls (fact sheet crypto §9.1).
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace MobileCoin.Wire;

/// <summary>
/// A growing buffer of protobuf fields. A method whose name has no suffix skips the default value (zero, empty); <c>Always</c> writes it too,
/// as required fields and members of a oneof are. The buffer may hold keys: it is wiped when it grows and when the writer is disposed.
/// </summary>
public sealed class ProstWriter : IDisposable
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>The bytes written, until the next call.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>The bytes written, in an array of their own.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets what was written and keeps the buffer.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, _length));
        _length = 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    /// <summary>A number as a varint (uint32, uint64); nothing if it is 0.</summary>
    public void UInt64(int field, ulong value)
    {
        if (value != 0) UInt64Always(field, value);
    }

    /// <summary>A number as a varint, even 0.</summary>
    public void UInt64Always(int field, ulong value)
    {
        Tag(field, WireType.Varint);
        Varint(value);
    }

    /// <summary>A signed number as a varint of its two's complement (int32, int64); nothing if it is 0.</summary>
    public void Int64(int field, long value) => UInt64(field, (ulong)value);

    /// <summary>A truth value; nothing if it is false.</summary>
    public void Bool(int field, bool value) => UInt64(field, value ? 1UL : 0);

    /// <summary>A number of 8 bytes, little-endian; nothing if it is 0.</summary>
    public void Fixed64(int field, ulong value)
    {
        if (value != 0) Fixed64Always(field, value);
    }

    /// <summary>A number of 8 bytes, little-endian, even 0.</summary>
    public void Fixed64Always(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);
    }

    /// <summary>A number of 4 bytes, little-endian; nothing if it is 0.</summary>
    public void Fixed32(int field, uint value)
    {
        if (value != 0) Fixed32Always(field, value);
    }

    /// <summary>A number of 4 bytes, little-endian, even 0.</summary>
    public void Fixed32Always(int field, uint value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
    }

    /// <summary>A byte string; nothing if it is empty.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty) BytesAlways(field, value);
    }

    /// <summary>A byte string, even if it is empty.</summary>
    public void BytesAlways(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>A text; nothing if it is empty.</summary>
    public void Text(int field, string value)
    {
        if (value.Length != 0) TextAlways(field, value);
    }

    /// <summary>A text, even if it is empty.</summary>
    public void TextAlways(int field, string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>The wrapper of a fixed-size byte string: a message whose field 1 holds it, always written.</summary>
    public void Wrapper(int field, ReadOnlySpan<byte> value)
    {
        int start = Begin(field);
        BytesAlways(1, value);
        End(start);
    }

    /// <summary>A message, even if it is empty.</summary>
    public void Message<T>(int field, T value)
        where T : IWireMessage<T>
    {
        int start = Begin(field);
        value.WriteTo(this);
        End(start);
    }

    /// <summary>A message that may be absent: nothing then.</summary>
    public void Optional<T>(int field, T? value)
        where T : class, IWireMessage<T>
    {
        if (value is not null) Message(field, value);
    }

    /// <summary>A list of messages.</summary>
    public void Messages<T>(int field, IReadOnlyList<T> values)
        where T : IWireMessage<T>
    {
        for (int i = 0; i < values.Count; i++) Message(field, values[i]);
    }

    /// <summary>A list of byte strings.</summary>
    public void BytesList(int field, IReadOnlyList<byte[]> values)
    {
        for (int i = 0; i < values.Count; i++) BytesAlways(field, values[i]);
    }

    /// <summary>A packed list of numbers of 8 bytes; nothing if it is empty.</summary>
    public void PackedFixed64(int field, IReadOnlyList<ulong> values)
    {
        if (values.Count == 0) return;
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)values.Count * 8);
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteUInt64LittleEndian(Take(8), values[i]);
    }

    /// <summary>Opens a message whose fields follow: pass the result to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Tag(field, WireType.LengthDelimited);
        Take(1); // the length, which is one byte more often than not
        return _length;
    }

    /// <summary>Closes a message: writes its length in front of its fields.</summary>
    public void End(int start)
    {
        uint length = (uint)(_length - start);
        int extra = VarintSize(length) - 1;
        if (extra > 0)
        {
            Take(extra);
            _buffer.AsSpan(start, (int)length).CopyTo(_buffer.AsSpan(start + extra));
        }
        int at = start - 1;
        for (; length >= 0x80; length >>= 7) _buffer[at++] = (byte)(length | 0x80);
        _buffer[at] = (byte)length;
    }

    private static int VarintSize(uint value) => (BitOperations.Log2(value | 1) / 7) + 1;

    private void Tag(int field, WireType type) => Varint(((ulong)(uint)field << 3) | (uint)type);

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Take(1)[0] = (byte)(value | 0x80);
        Take(1)[0] = (byte)value;
    }

    private Span<byte> Take(int count)
    {
        int needed = checked(_length + count);
        if (needed > _buffer.Length) Grow(needed);
        Span<byte> taken = _buffer.AsSpan(_length, count);
        _length = needed;
        return taken;
    }

    private void Grow(int needed)
    {
        byte[] larger = new byte[Math.Max(needed, (int)Math.Min(Array.MaxLength, 2L * _buffer.Length))];
        Written.CopyTo(larger);
        CryptographicOperations.ZeroMemory(_buffer);
        _buffer = larger;
    }
}
