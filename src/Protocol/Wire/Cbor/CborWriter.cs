// Writes CBOR as upstream's serde does: definite lengths, shortest heads (fact sheet consensus §2.2).
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MobileCoin.Wire;

/// <summary>A growing buffer of CBOR data items. It may hold secrets: it is wiped when it grows and when the writer is disposed.</summary>
public sealed class CborWriter : IDisposable
{
    internal const byte FalseByte = 0xf4, TrueByte = 0xf5, NullByte = 0xf6;

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

    /// <summary>An unsigned integer.</summary>
    public void UInt64(ulong value) => Head(CborMajor.UnsignedInteger, value);

    /// <summary>A truth value.</summary>
    public void Bool(bool value) => Take(1)[0] = value ? TrueByte : FalseByte;

    /// <summary>An absent option.</summary>
    public void Null() => Take(1)[0] = NullByte;

    /// <summary>A text.</summary>
    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Head(CborMajor.TextString, (ulong)length);
        Encoding.UTF8.GetBytes(value, Take(length));
    }

    /// <summary>A text, UTF-8.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        Head(CborMajor.TextString, (ulong)utf8.Length);
        utf8.CopyTo(Take(utf8.Length));
    }

    /// <summary>A byte string: public keys of Ed25519 and ristretto, sealed blobs, quotes.</summary>
    public void ByteString(ReadOnlySpan<byte> value)
    {
        Head(CborMajor.ByteString, (ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    /// <summary>Bytes as an array of integers: hashes, nonces, Ed25519 signatures, and byte vectors in general.</summary>
    public void ByteArray(ReadOnlySpan<byte> value)
    {
        Array(value.Length);
        foreach (byte b in value) UInt64(b);
    }

    /// <summary>The head of an array: that many items follow.</summary>
    public void Array(int count) => Head(CborMajor.Array, (ulong)count);

    /// <summary>The head of a map: that many keys follow, each with its value.</summary>
    public void Map(int count) => Head(CborMajor.Map, (ulong)count);

    /// <summary>The head of a struct: all its keys follow, each with its value.</summary>
    public void Struct(CborStruct form) => Map(form.Count);

    /// <summary>The key of a field, whose value follows.</summary>
    public void Key(CborStruct form, int field) => Text(form.Field(field));

    /// <summary>A variant: its value follows if it has one.</summary>
    public void Variant(CborEnum form, int variant)
    {
        if (variant < form.UnitsFrom) Map(1);
        Text(form.Variant(variant));
    }

    /// <summary>A value.</summary>
    public void Value<T>(T value)
        where T : ICborValue<T> => value.WriteTo(this);

    /// <summary>A value that may be absent.</summary>
    public void Optional<T>(T? value)
        where T : class, ICborValue<T>
    {
        if (value is null) Null();
        else value.WriteTo(this);
    }

    /// <summary>A list of values, or a set in its order.</summary>
    public void List<T>(IReadOnlyCollection<T> values)
        where T : ICborValue<T>
    {
        Array(values.Count);
        foreach (T value in values) value.WriteTo(this);
    }

    private void Head(CborMajor major, ulong value)
    {
        byte kind = (byte)((int)major << 5);
        switch (value)
        {
            case < 24: Take(1)[0] = (byte)(kind | (byte)value); break;
            case <= byte.MaxValue:
                Take(1)[0] = (byte)(kind | 24);
                Take(1)[0] = (byte)value;
                break;
            case <= ushort.MaxValue:
                Take(1)[0] = (byte)(kind | 25);
                BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);
                break;
            case <= uint.MaxValue:
                Take(1)[0] = (byte)(kind | 26);
                BinaryPrimitives.WriteUInt32BigEndian(Take(4), (uint)value);
                break;
            default:
                Take(1)[0] = (byte)(kind | 27);
                BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);
                break;
        }
    }

    private Span<byte> Take(int count)
    {
        int needed = checked(_length + count);
        if (needed > _buffer.Length)
        {
            byte[] larger = new byte[Math.Max(needed, (int)Math.Min(System.Array.MaxLength, 2L * _buffer.Length))];
            Written.CopyTo(larger);
            CryptographicOperations.ZeroMemory(_buffer);
            _buffer = larger;
        }
        Span<byte> taken = _buffer.AsSpan(_length, count);
        _length = needed;
        return taken;
    }
}
