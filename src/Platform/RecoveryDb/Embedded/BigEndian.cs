// Keys and values of the embedded database: numbers with the highest byte first, byte strings as they are.
using System.Buffers.Binary;
using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb;

/// <summary>Reads the parts of a key or value one after the other; what is too short is refused.</summary>
internal ref struct BigEndian(ReadOnlySpan<byte> bytes, string what)
{
    private ReadOnlySpan<byte> _left = bytes;

    internal static byte[] Of(ulong number)
    {
        byte[] bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    internal static byte[] Of(ulong first, ulong second) => [.. Of(first), .. Of(second)];

    internal static byte[] Of(CompressedRistretto key, ulong number)
    {
        byte[] bytes = new byte[CompressedRistretto.Size + sizeof(ulong)];
        key.CopyTo(bytes.AsSpan(0, CompressedRistretto.Size));
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(CompressedRistretto.Size), number);
        return bytes;
    }

    internal static byte[] Of(ulong number, CompressedRistretto key) => [.. Of(number), .. key.ToBytes()];

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(sizeof(ulong)));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Take(sizeof(uint)));

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Take(sizeof(ushort)));

    internal byte Byte() => Take(1)[0];

    internal CompressedRistretto Key() => new(Take(CompressedRistretto.Size));

    internal ReadOnlySpan<byte> Take(int length)
    {
        if (_left.Length < length) throw new RecoveryDbException(RecoveryDbError.Decode, $"{what} is too short");
        ReadOnlySpan<byte> taken = _left[..length];
        _left = _left[length..];
        return taken;
    }

    internal ReadOnlySpan<byte> Rest() => Take(_left.Length);

    internal readonly void End()
    {
        if (!_left.IsEmpty) throw new RecoveryDbException(RecoveryDbError.Decode, $"{what} is {_left.Length} bytes too long");
    }
}
