// Keys as fields of messages: a wrapper message each (fact sheet crypto §1.1, §9.2).
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Wire;

namespace MobileCoin.Accounts;

/// <summary>Private and public ristretto keys as prost fields.</summary>
internal static class KeyFields
{
    /// <summary>A private key, always written.</summary>
    internal static void Key(this ProstWriter writer, int field, RistrettoPrivate key)
    {
        Span<byte> bytes = stackalloc byte[RistrettoPrivate.Size];
        key.CopyTo(bytes);
        writer.Wrapper(field, bytes);
        CryptographicOperations.ZeroMemory(bytes);
    }

    /// <summary>A public key, always written.</summary>
    internal static void Key(this ProstWriter writer, int field, in RistrettoPublic key)
    {
        Span<byte> bytes = stackalloc byte[RistrettoPublic.Size];
        key.CopyTo(bytes);
        writer.Wrapper(field, bytes);
    }

    /// <summary>A private key from the wrapper's gathered bytes; the scalar zero if it is absent.</summary>
    internal static RistrettoPrivate PrivateKey(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, RistrettoPrivate.Size, name);
        if (bytes.IsEmpty) return new RistrettoPrivate(Scalar.Zero);
        return RistrettoPrivate.TryParse(bytes, out RistrettoPrivate? key) ? key : throw new WireException($"{name}: not a canonical scalar");
    }

    /// <summary>A public key from the wrapper's gathered bytes; the identity if it is absent.</summary>
    internal static RistrettoPublic PublicKey(this in ProstReader reader, ReadOnlySpan<byte> wrapper, string name)
    {
        ReadOnlySpan<byte> bytes = reader.Wrapped(wrapper, RistrettoPublic.Size, name);
        if (bytes.IsEmpty) return default;
        return RistrettoPublic.TryParse(bytes, out RistrettoPublic key) ? key : throw new WireException($"{name}: the bytes encode no point");
    }
}
