// Order and equality of keys that the operator must not learn (fact sheet crypto §12).
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Comparisons of 32-byte strings as masks, without a branch on what they hold.</summary>
internal static class SecretOrder
{
    /// <summary>Whether each key is below the next one, by its bytes.</summary>
    internal static Choice StrictlyAscending(ReadOnlySpan<CompressedRistretto> keys)
    {
        Choice ascending = Choice.Yes;
        for (int i = 1; i < keys.Length; i++) ascending &= Less(keys[i - 1], keys[i]);
        return ascending;
    }

    /// <summary>Whether no two of the strings of 32 bytes are equal. Looks at every pair.</summary>
    internal static Choice Distinct(ReadOnlySpan<CompressedRistretto> strings)
    {
        Choice equal = Choice.No;
        for (int i = 0; i < strings.Length; i++)
        {
            for (int j = 0; j < i; j++) equal |= Equal(strings[i], strings[j]);
        }
        return ~equal;
    }

    /// <summary>Whether a string is below another, by its bytes.</summary>
    internal static Choice Less(CompressedRistretto a, CompressedRistretto b)
    {
        Span<byte> left = stackalloc byte[CompressedRistretto.Size], right = stackalloc byte[CompressedRistretto.Size];
        a.CopyTo(left);
        b.CopyTo(right);
        Choice less = Choice.No, equal = Choice.Yes;
        for (int i = 0; i < CompressedRistretto.Size; i += 8)
        {
            ulong x = BinaryPrimitives.ReadUInt64BigEndian(left[i..]), y = BinaryPrimitives.ReadUInt64BigEndian(right[i..]);
            less |= equal & Choice.Less(x, y);
            equal &= Choice.Equal(x, y);
        }
        return less;
    }

    /// <summary>Whether two strings are equal.</summary>
    internal static Choice Equal(CompressedRistretto a, CompressedRistretto b)
    {
        Span<byte> left = stackalloc byte[CompressedRistretto.Size], right = stackalloc byte[CompressedRistretto.Size];
        a.CopyTo(left);
        b.CopyTo(right);
        return Choice.Equal(left, right);
    }
}
