// The 32 bytes behind the ids and hashes of blocks.
using System.Runtime.InteropServices;
using MobileCoin.Crypto;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

internal readonly struct Hash32 : IEquatable<Hash32>
{
    internal const int Size = 32;

    private readonly UInt128 _low, _high;

    internal Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"Expected {Size} bytes, got {bytes.Length}", nameof(bytes));
        _low = MemoryMarshal.Read<UInt128>(bytes);
        _high = MemoryMarshal.Read<UInt128>(bytes[16..]);
    }

    internal void CopyTo(Span<byte> bytes)
    {
        MemoryMarshal.Write(bytes, _low);
        MemoryMarshal.Write(bytes[16..], _high);
    }

    internal byte[] ToBytes()
    {
        byte[] bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    internal void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        transcript.DigestBytes(context, bytes);
    }

    internal void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        writer.BytesAlways(1, bytes);
    }

    /// <summary>Reads the wrapper that a type of this name is in messages.</summary>
    internal static Hash32 ReadFrom(ref ProstReader reader, string name)
    {
        Hash32 read = default;
        while (reader.TryReadField(out int field))
        {
            if (field == 1)
            {
                ReadOnlySpan<byte> bytes = reader.Bytes();
                if (bytes.Length != Size) throw new WireException($"{name}: expected {Size} bytes, got {bytes.Length}");
                read = new Hash32(bytes);
            }
            else
            {
                reader.Skip();
            }
        }
        return read;
    }

    public bool Equals(Hash32 other) => _low == other._low && _high == other._high;

    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_low, _high);

    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}
