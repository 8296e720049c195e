// Keys and numbers as the databases have them: highest byte first, so that their order is that of the numbers (fact sheet ledger §5.5).
using System.Buffers.Binary;

namespace MobileCoin.LedgerDb;

internal static class DatabaseKeys
{
    internal const int NumberSize = sizeof(ulong);

    internal static void Write(Span<byte> key, ulong number) => BinaryPrimitives.WriteUInt64BigEndian(key, number);

    internal static byte[] Of(ulong number)
    {
        byte[] key = new byte[NumberSize];
        Write(key, number);
        return key;
    }

    /// <summary>A byte string and a number after it.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> bytes, ulong number)
    {
        byte[] key = new byte[bytes.Length + NumberSize];
        bytes.CopyTo(key);
        Write(key.AsSpan(bytes.Length), number);
        return key;
    }

    /// <summary>A number and a byte string after it.</summary>
    internal static byte[] Of(ulong number, ReadOnlySpan<byte> bytes) => [.. Of(number), .. bytes];

    internal static bool TryRead(ReadOnlySpan<byte> bytes, out ulong number) => BinaryPrimitives.TryReadUInt64BigEndian(bytes, out number) && bytes.Length == NumberSize;
}
