// Encoded elements and scalars as messages of one field (fact sheet crypto §9.2).
using System.Security.Cryptography;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// CompressedRistretto, KeyImage and CurveScalar: a message whose field 1 holds 32 bytes. Read, an empty message stands for 32 zero bytes.
/// </summary>
internal static class RistrettoWire
{
    private const int Size = CompressedRistretto.Size;

    /// <summary>Writes a field that holds an encoded element.</summary>
    internal static void Write(ProstWriter writer, int field, CompressedRistretto element)
    {
        Span<byte> bytes = stackalloc byte[Size];
        element.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>Writes a field that holds a scalar.</summary>
    internal static void Write(ProstWriter writer, int field, in Scalar scalar)
    {
        Span<byte> bytes = stackalloc byte[Size];
        scalar.CopyTo(bytes);
        writer.Wrapper(field, bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Writes the message itself.</summary>
    internal static void WriteContent(ProstWriter writer, CompressedRistretto element)
    {
        Span<byte> bytes = stackalloc byte[Size];
        element.CopyTo(bytes);
        writer.BytesAlways(1, bytes);
    }

    /// <summary>Reads the message itself.</summary>
    internal static CompressedRistretto ReadContent(ref ProstReader reader, string name)
    {
        CompressedRistretto element = default;
        while (reader.TryReadField(out int field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }
            ReadOnlySpan<byte> bytes = reader.Bytes();
            if (bytes.Length != Size) throw new WireException($"{name}: expected {Size} bytes, got {bytes.Length}");
            element = new CompressedRistretto(bytes);
        }
        return element;
    }

    /// <summary>The element in the bytes of a message that were gathered.</summary>
    internal static CompressedRistretto Element(in ProstReader reader, ReadOnlySpan<byte> message, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(message, Size, name);
        return bytes.IsEmpty ? default : new CompressedRistretto(bytes);
    }

    /// <summary>The scalar in the bytes of a message that were gathered, modulo l: upstream takes any 32 bytes.</summary>
    internal static Scalar Scalar(in ProstReader reader, ReadOnlySpan<byte> message, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(message, Size, name);
        return bytes.IsEmpty ? default : Curve25519.Scalar.FromBytesModOrder(bytes);
    }
}
