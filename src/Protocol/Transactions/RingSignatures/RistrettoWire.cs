// Encoded elements as messages of one field (fact sheet crypto §9.2).
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>
/// A message whose field 1 holds 32 bytes, such as KeyImage, by itself. Read, an empty message stands for 32 zero bytes. As a field of
/// another message it is written and read by <see cref="WirePoints"/>.
/// </summary>
internal static class RistrettoWire
{
    private const int Size = CompressedRistretto.Size;

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
}
