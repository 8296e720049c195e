// Ed25519 keys and signatures in messages: wrappers of 32 and 64 bytes (fact sheet crypto §9.2).
using MobileCoin.Crypto;

namespace MobileCoin.Wire;

/// <summary>Writing and reading of the wrappers around Ed25519 keys and signatures.</summary>
public static class WireEd25519
{
    /// <summary>Writes the wrapper of a public key.</summary>
    public static void Ed25519Public(this ProstWriter writer, int field, in Ed25519Public key)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Crypto.Ed25519Public.Size];
        key.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>Writes the wrapper of a signature.</summary>
    public static void Ed25519Signature(this ProstWriter writer, int field, in Ed25519Signature signature)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<byte> bytes = stackalloc byte[Crypto.Ed25519Signature.Size];
        signature.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>The public key in a wrapper's bytes, which must decode; the identity if there is none.</summary>
    /// <param name="reader">The reader of the message around it.</param>
    /// <param name="wrapper">The wrapper's bytes.</param>
    /// <param name="name">Message and field, for the error.</param>
    /// <exception cref="WireException">Another length, or no point.</exception>
    public static Ed25519Public Ed25519Public(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Crypto.Ed25519Public.Size, name);
        if (bytes.IsEmpty) return default;
        return Crypto.Ed25519Public.TryParse(bytes, out Ed25519Public key)
            ? key
            : throw new WireException($"{name}: the bytes encode no Ed25519 public key");
    }

    /// <summary>The signature in a wrapper's bytes; zeros if there is none.</summary>
    /// <param name="reader">The reader of the message around it.</param>
    /// <param name="wrapper">The wrapper's bytes.</param>
    /// <param name="name">Message and field, for the error.</param>
    /// <exception cref="WireException">Another length.</exception>
    public static Ed25519Signature Ed25519Signature(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, Crypto.Ed25519Signature.Size, name);
        return bytes.IsEmpty ? default : Crypto.Ed25519Signature.Parse(bytes);
    }
}
