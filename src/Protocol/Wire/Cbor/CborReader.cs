// Reads CBOR as upstream's serde accepts it from peers (fact sheet consensus §2.2, crypto §9.9).
using System.Buffers.Binary;
using System.Text;

namespace MobileCoin.Wire;

/// <summary>
/// Walks data items one by one. Lengths must be definite; integers need not be in their shortest form. Bytes may come as a byte string or as
/// an array of integers, whatever their type is written as. The keys of a struct may come in any order; unknown ones are passed over, repeated
/// ones are refused. Nothing is allocated that the input's length does not bound.
/// </summary>
public ref partial struct CborReader
{
    /// <summary>Arrays and maps within each other that are read at most, as upstream's decoder.</summary>
    public const int MaxDepth = 128;

    // Lists start with room for as many items and grow as these are read.
    private const int FirstCapacity = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;
    private string _last = "the start";

    /// <summary>A reader of a whole byte string.</summary>
    public CborReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <summary>Ends: everything must have been read.</summary>
    /// <exception cref="WireException">Something is left.</exception>
    public readonly void Finish()
    {
        if (_position != _bytes.Length) throw Wrong(_position, $"{_bytes.Length - _position} bytes follow the value");
    }

    /// <summary>An unsigned integer.</summary>
    public ulong UInt64() => Head(CborMajor.UnsignedInteger, "an unsigned integer");

    /// <summary>An unsigned integer of 32 bits.</summary>
    public uint UInt32()
    {
        int at = _position;
        ulong value = UInt64();
        return value <= uint.MaxValue ? (uint)value : throw Wrong(at, $"{value} needs more than 32 bits");
    }

    /// <summary>A truth value.</summary>
    public bool Bool()
    {
        int at = _position;
        return Next() switch
        {
            CborWriter.FalseByte => false,
            CborWriter.TrueByte => true,
            _ => throw Wrong(at, "expected a truth value"),
        };
    }

    /// <summary>Whether an option is absent: then it is read, otherwise nothing is.</summary>
    public bool TryNull()
    {
        if (_position == _bytes.Length || _bytes[_position] != CborWriter.NullByte) return false;
        _position++;
        return true;
    }

    /// <summary>A text, which must be UTF-8.</summary>
    public string Text()
    {
        int at = _position;
        ReadOnlySpan<byte> utf8 = Utf8();
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new WireException(Wrong(at, "a text is not UTF-8").Message, e);
        }
    }

    /// <summary>Bytes of a known length: a byte string, or an array of integers.</summary>
    public void Bytes(Span<byte> destination)
    {
        int at = _position;
        CborMajor major = BytesHead(out int length);
        if (length != destination.Length) throw Wrong(at, $"expected {destination.Length} bytes, got {length}");
        Bytes(major, destination);
    }

    /// <summary>Bytes of any length: a byte string, or an array of integers.</summary>
    public byte[] Bytes()
    {
        CborMajor major = BytesHead(out int length);
        byte[] bytes = new byte[length];
        Bytes(major, bytes);
        return bytes;
    }

    /// <summary>The head of an array whose items follow: close it with <see cref="End"/> after them.</summary>
    /// <returns>Items; no more than bytes are left.</returns>
    public int BeginArray()
    {
        int at = _position;
        ulong count = Head(CborMajor.Array, "an array");
        if (count > (ulong)(_bytes.Length - _position)) throw Wrong(at, $"{count} items cannot lie in {_bytes.Length - _position} bytes");
        Descend(at);
        return (int)count;
    }

    /// <summary>The head of an array of a known number of items: close it with <see cref="End"/> after them.</summary>
    public void BeginArray(int count)
    {
        int at = _position;
        int actual = BeginArray();
        if (actual != count) throw Wrong(at, $"expected {count} items, got {actual}");
    }

    /// <summary>Closes an array, or a variant with a value.</summary>
    public void End() => _depth--;

    /// <summary>A value.</summary>
    public T Value<T>()
        where T : ICborValue<T> => T.ReadFrom(ref this);

    /// <summary>A value that may be absent.</summary>
    public T? Optional<T>()
        where T : class, ICborValue<T> => TryNull() ? null : T.ReadFrom(ref this);

    /// <summary>A list of values.</summary>
    public List<T> List<T>()
        where T : ICborValue<T>
    {
        int count = BeginArray();
        var values = new List<T>(Math.Min(count, FirstCapacity));
        for (int i = 0; i < count; i++) values.Add(T.ReadFrom(ref this));
        End();
        return values;
    }

    private ReadOnlySpan<byte> Utf8()
    {
        int at = _position;
        return Take(at, Head(CborMajor.TextString, "a text"));
    }

    private CborMajor BytesHead(out int length)
    {
        int at = _position;
        ulong count = AnyHead(out CborMajor major, out _);
        if (major is not (CborMajor.ByteString or CborMajor.Array)) throw Wrong(at, $"expected bytes, got {Name(major)}");
        if (count > (ulong)(_bytes.Length - _position)) throw Wrong(at, $"{count} bytes cannot lie in {_bytes.Length - _position}");
        length = (int)count;
        return major;
    }

    private void Bytes(CborMajor major, Span<byte> destination)
    {
        if (major == CborMajor.ByteString)
        {
            Take(_position, (ulong)destination.Length).CopyTo(destination);
            return;
        }
        foreach (ref byte b in destination)
        {
            int at = _position;
            ulong value = UInt64();
            if (value > byte.MaxValue) throw Wrong(at, $"{value} is no byte");
            b = (byte)value;
        }
    }

    private ulong Head(CborMajor expected, string name)
    {
        int at = _position;
        ulong value = AnyHead(out CborMajor major, out _);
        return major == expected ? value : throw Wrong(at, $"expected {name}, got {Name(major)}");
    }

    /// <summary>The head of an item: its kind, its number or length, and the bits that say how long the head is.</summary>
    private ulong AnyHead(out CborMajor major, out int information)
    {
        int at = _position;
        byte first = Next();
        major = (CborMajor)(first >> 5);
        information = first & 31;
        return information switch
        {
            < 24 => (ulong)information,
            24 => Next(),
            25 => BinaryPrimitives.ReadUInt16BigEndian(Take(at, 2)),
            26 => BinaryPrimitives.ReadUInt32BigEndian(Take(at, 4)),
            27 => BinaryPrimitives.ReadUInt64BigEndian(Take(at, 8)),
            31 => throw Wrong(at, "a length is not definite"),
            _ => throw Wrong(at, "a reserved form of head"),
        };
    }

    private byte Next() => _position < _bytes.Length ? _bytes[_position++] : throw Wrong(_position, "the input ends within a value");

    private ReadOnlySpan<byte> Take(int at, ulong count)
    {
        if (count > (ulong)(_bytes.Length - _position)) throw Wrong(at, $"{count} bytes are needed, {_bytes.Length - _position} are left");
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)count);
        _position += taken.Length;
        return taken;
    }

    private void Descend(int at)
    {
        if (++_depth > MaxDepth) throw Wrong(at, $"more than {MaxDepth} arrays and maps within each other");
    }

    private static string Name(CborMajor major) => major switch
    {
        CborMajor.UnsignedInteger => "an unsigned integer",
        CborMajor.NegativeInteger => "a negative integer",
        CborMajor.ByteString => "a byte string",
        CborMajor.TextString => "a text",
        CborMajor.Array => "an array",
        CborMajor.Map => "a map",
        CborMajor.Tag => "a tag",
        _ => "a simple value",
    };

    private readonly WireException Wrong(int offset, string what) => new($"CBOR at offset {offset}, after {_last}: {what}");
}
