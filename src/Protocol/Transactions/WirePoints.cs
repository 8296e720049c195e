// Compressed points in messages: wrappers of 32 bytes that need not decode (fact sheet crypto §9.2).
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

internal static class WirePoints
{
    /// <summary>Writes the wrapper of a point.</summary>
    internal static void Point(this ProstWriter writer, int field, CompressedRistretto point)
    {
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        point.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>The point in a wrapper's bytes; 32 zero bytes, the identity, if there is none.</summary>
    internal static CompressedRistretto Point(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, CompressedRistretto.Size, name);
        return bytes.IsEmpty ? default : new CompressedRistretto(bytes);
    }

    /// <summary>The scalar in a wrapper's bytes, reduced; zero if there is none.</summary>
    internal static Scalar Scalar(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Curve25519.Scalar.Size, name);
        return bytes.IsEmpty ? Curve25519.Scalar.Zero : Curve25519.Scalar.FromBytesModOrder(bytes);
    }

    /// <summary>Writes the wrapper of a scalar.</summary>
    internal static void Scalar(this ProstWriter writer, int field, in Scalar scalar)
    {
        Span<byte> bytes = stackalloc byte[Curve25519.Scalar.Size];
        scalar.CopyTo(bytes);
        writer.Wrapper(field, bytes);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
    }
}
