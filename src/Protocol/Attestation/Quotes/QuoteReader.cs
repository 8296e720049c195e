// Reading of little-endian structures with every length checked (fact sheet attestation §2, §2.6).
using System.Buffers.Binary;

namespace MobileCoin.Attestation;

/// <summary>A place in bytes; reading past the end is a format error that names the field.</summary>
internal ref struct QuoteReader(ReadOnlyMemory<byte> bytes, string part)
{
    private readonly ReadOnlyMemory<byte> _bytes = bytes;

    /// <summary>Bytes read so far.</summary>
    internal int At { get; private set; }

    internal readonly int Left => _bytes.Length - At;

    internal ReadOnlyMemory<byte> Bytes(int count, string field)
    {
        if (count < 0 || count > Left) throw new EvidenceFormatException($"{part}: {field} needs {count} bytes, {Left} are left");
        ReadOnlyMemory<byte> taken = _bytes.Slice(At, count);
        At += count;
        return taken;
    }

    internal ushort UInt16(string field) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2, field).Span);

    internal uint UInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, field).Span);

    /// <summary>Bytes preceded by their number, two bytes.</summary>
    internal ReadOnlyMemory<byte> Short(string field) => Bytes(UInt16(field + " size"), field);

    /// <summary>Bytes preceded by their number, four bytes.</summary>
    internal ReadOnlyMemory<byte> Long(string field)
    {
        uint count = UInt32(field + " size");
        return Bytes(count > int.MaxValue ? int.MaxValue : (int)count, field);
    }

    internal readonly void End()
    {
        if (Left != 0) throw new EvidenceFormatException($"{part}: {Left} bytes too many");
    }
}
