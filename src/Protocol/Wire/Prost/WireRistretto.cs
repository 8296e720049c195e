// Points, scalars and ristretto keys in messages: wrappers of 32 bytes (fact sheet crypto §1.1, §9.2).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Wire;

/// <summary>
/// Writing and reading of the wrappers around points, scalars and ristretto keys. Readers take the wrapper's bytes as gathered by
/// <see cref="ProstReader.Merge(ref ReadOnlySpan{byte})"/>, and a name of message and field for the error; another length than 32 is a
/// <see cref="WireException"/>, and an absent value is 32 zero bytes.
/// </summary>
public static class WireRistretto
{
    private const int Size = CompressedRistretto.Size;

    /// <summary>Writes a point.</summary>
    public static void Point(this ProstWriter writer, int field, CompressedRistretto point)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Size];
        point.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>Writes a scalar, which may be secret.</summary>
    public static void Scalar(this ProstWriter writer, int field, in Scalar scalar)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Size];
        scalar.CopyTo(bytes);
        writer.Wrapper(field, bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>Writes a private key.</summary>
    public static void Key(this ProstWriter writer, int field, RistrettoPrivate key)
    {
        ArgumentNullException.ThrowIfNull(key);
        writer.Scalar(field, key.Scalar);
    }

    /// <summary>Writes a private key; nothing if there is none.</summary>
    public static void OptionalKey(this ProstWriter writer, int field, RistrettoPrivate? key)
    {
        if (key is not null) writer.Scalar(field, key.Scalar);
    }

    /// <summary>Writes a public key.</summary>
    public static void Key(this ProstWriter writer, int field, in RistrettoPublic key) => writer.Point(field, key.Encoding);

    /// <summary>A point that need not decode.</summary>
    public static CompressedRistretto Point(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        return bytes.IsEmpty ? default : new CompressedRistretto(bytes);
    }

    /// <summary>A scalar, reduced.</summary>
    public static Scalar Scalar(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        return bytes.IsEmpty ? Curve25519.Scalar.Zero : Curve25519.Scalar.FromBytesModOrder(bytes);
    }

    /// <summary>A private key, which must be a canonical scalar.</summary>
    public static RistrettoPrivate PrivateKey(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        if (bytes.IsEmpty) return new RistrettoPrivate(Curve25519.Scalar.Zero);
        return RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key) ? key : throw new WireException($"{name}: not a canonical scalar");
    }

    /// <summary>A public key, which must decode.</summary>
    public static RistrettoPublic PublicKey(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Size, name);
        if (bytes.IsEmpty) return default;
        return RistrettoPublic.TryParse(bytes, out RistrettoPublic key) ? key : throw new WireException($"{name}: the bytes encode no point");
    }

    /// <summary>Writes the fields of a wrapper that is a message by itself.</summary>
    public static void PointContent(this ProstWriter writer, CompressedRistretto point)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Size];
        point.CopyTo(bytes);
        writer.BytesAlways(1, bytes);
    }

    /// <summary>Reads a wrapper that is a message by itself.</summary>
    public static CompressedRistretto PointContent(this ref ProstReader reader, string name)
    {
        CompressedRistretto point = default;
        while (reader.TryReadField(out int field))
        {
            if (field != 1)
            {
                reader.Skip();
                continue;
            }
            ReadOnlySpan<byte> bytes = reader.Bytes();
            if (bytes.Length != Size) throw new WireException($"{name}: expected {Size} bytes, got {bytes.Length}");
            point = new CompressedRistretto(bytes);
        }
        return point;
    }
}
