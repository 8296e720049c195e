// Reads protobuf fields one by one, as upstream's internal decoder accepts them (fact sheet crypto §9.1).
using System.Buffers.Binary;
using System.Text;

namespace MobileCoin.Wire;

/// <summary>
/// Walks the fields of one message:
/// <code>
/// while (reader.TryReadField(out int field))
/// {
///     switch (field)
///     {
///         case 1: index = reader.UInt64(); break;
///         case 2: reader.Merge(ref range); break; // a message: read it after the loop
///         default: reader.Skip(); break;
///     }
/// }
/// </code>
/// The last one of a repeated singular number or string counts; repeated singular messages merge, which is what joining their bytes does.
/// Nothing is allocated that the input's length does not bound.
/// </summary>
public ref struct ProstReader
{
    /// <summary>Messages within messages that are read at most, as upstream's decoder.</summary>
    public const int MaxDepth = 100;

    private const int MaxMerges = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _depth;
    private int _position;
    private int _field;
    private WireType _type;
    private int _merges;

    /// <summary>A reader of a whole message.</summary>
    public ProstReader(ReadOnlySpan<byte> bytes)
        : this(bytes, 0)
    {
    }

    private ProstReader(ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > MaxDepth) throw new WireException($"more than {MaxDepth} messages within each other");
        _bytes = bytes;
        _depth = depth;
    }

    /// <summary>The wire type of the field that <see cref="TryReadField"/> found.</summary>
    public readonly WireType Type => _type;

    /// <summary>Goes to the next field.</summary>
    /// <returns>False at the end of the message.</returns>
    public bool TryReadField(out int field)
    {
        field = 0;
        if (_position == _bytes.Length) return false;
        ulong tag = Varint();
        if (tag > uint.MaxValue) throw new WireException($"a tag of more than 32 bits before offset {_position}");
        _field = field = (int)(tag >> 3);
        _type = (WireType)(tag & 7);
        if (field == 0) throw new WireException($"field number 0 before offset {_position}");
        if (_type is not (WireType.Varint or WireType.Fixed64 or WireType.LengthDelimited or WireType.Fixed32))
        {
            throw new WireException($"field {field} has the unsupported wire type {(int)_type}");
        }
        return true;
    }

    /// <summary>Passes over a field that is not known.</summary>
    public void Skip()
    {
        switch (_type)
        {
            case WireType.Varint: Varint(); break;
            case WireType.Fixed64: Take(8); break;
            case WireType.Fixed32: Take(4); break;
            default: Delimited(); break;
        }
    }

    /// <summary>A number of up to 64 bits, from a varint.</summary>
    public ulong UInt64()
    {
        Expect(WireType.Varint);
        return Varint();
    }

    /// <summary>A number of 32 bits, from a varint whose upper bits are dropped.</summary>
    public uint UInt32() => (uint)UInt64();

    /// <summary>A signed number, from a varint of its two's complement.</summary>
    public long Int64() => (long)UInt64();

    /// <summary>A truth value, from a varint.</summary>
    public bool Bool() => UInt64() != 0;

    /// <summary>A number of 8 bytes.</summary>
    public ulong Fixed64()
    {
        Expect(WireType.Fixed64);
        return BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
    }

    /// <summary>A number of 4 bytes.</summary>
    public uint Fixed32()
    {
        Expect(WireType.Fixed32);
        return BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
    }

    /// <summary>A byte string, where it lies.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        Expect(WireType.LengthDelimited);
        return Delimited();
    }

    /// <summary>A text, which must be UTF-8.</summary>
    public string Text()
    {
        ReadOnlySpan<byte> bytes = Bytes();
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new WireException($"field {_field} is not UTF-8", e);
        }
    }

    /// <summary>An element of a repeated message.</summary>
    public T Message<T>()
        where T : IWireMessage<T> => Message<T>(Bytes());

    /// <summary>A message from bytes that <see cref="Merge(ref ReadOnlySpan{byte})"/> gathered.</summary>
    public readonly T Message<T>(ReadOnlySpan<byte> bytes)
        where T : IWireMessage<T>
    {
        ProstReader nested = Nested(bytes);
        return T.ReadFrom(ref nested);
    }

    /// <summary>A reader of a message within this one.</summary>
    public readonly ProstReader Nested(ReadOnlySpan<byte> bytes) => new(bytes, _depth + 1);

    /// <summary>Gathers the bytes of a singular message, which may come in several parts.</summary>
    /// <param name="message">What was gathered so far, and with this part.</param>
    public void Merge(ref ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> part = Bytes();
        if (message.IsEmpty)
        {
            message = part;
            return;
        }
        // Each further part copies what came before: honest writers send one.
        if (++_merges > MaxMerges) throw new WireException($"field {_field}: singular messages come in more than {MaxMerges} further parts");
        message = (byte[])[.. message, .. part];
    }

    /// <summary>As <see cref="Merge(ref ReadOnlySpan{byte})"/> for a message that may be absent: an empty one is not.</summary>
    public void Merge(ref ReadOnlySpan<byte> message, ref bool present)
    {
        Merge(ref message);
        present = true;
    }

    /// <summary>The byte string of exactly <paramref name="size"/> bytes in a wrapper message; empty if the wrapper is.</summary>
    /// <param name="message">The wrapper's bytes, as gathered by <see cref="Merge(ref ReadOnlySpan{byte})"/>.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="name">Message and field, for the error.</param>
    public readonly ReadOnlySpan<byte> Wrapped(ReadOnlySpan<byte> message, int size, string name)
    {
        ProstReader nested = Nested(message);
        ReadOnlySpan<byte> value = default;
        while (nested.TryReadField(out int field))
        {
            if (field == 1)
            {
                value = nested.Bytes();
                if (value.Length != size) throw new WireException($"{name}: expected {size} bytes, got {value.Length}");
            }
            else
            {
                nested.Skip();
            }
        }
        return value;
    }

    /// <summary>Adds the numbers of 8 bytes of this occurrence, packed or single, to a list.</summary>
    public void Fixed64s(List<ulong> values)
    {
        if (_type == WireType.Fixed64)
        {
            values.Add(Fixed64());
            return;
        }
        ReadOnlySpan<byte> packed = Bytes();
        if (packed.Length % 8 != 0) throw new WireException($"field {_field}: {packed.Length} bytes are no whole numbers of 8");
        for (; !packed.IsEmpty; packed = packed[8..]) values.Add(BinaryPrimitives.ReadUInt64LittleEndian(packed));
    }

    private readonly void Expect(WireType type)
    {
        if (_type != type) throw new WireException($"field {_field} has wire type {_type}, expected {type}");
    }

    private ReadOnlySpan<byte> Delimited()
    {
        ulong length = Varint();
        if (length > (ulong)(_bytes.Length - _position))
        {
            throw new WireException($"field {_field} needs {length} bytes, {_bytes.Length - _position} are left");
        }
        return Take((int)length);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _position) throw new WireException($"field {_field} needs {count} bytes, {_bytes.Length - _position} are left");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, count);
        _position += count;
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _bytes.Length) throw new WireException($"a number is cut off at offset {_position}");
            byte b = _bytes[_position++];
            if (shift == 63 && b > 1) throw new WireException($"a number of more than 64 bits at offset {_position}");
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return value;
        }
        throw new WireException($"a number of more than 64 bits at offset {_position}");
    }
}
