// The DER forms of keys and signatures: a fixed prefix each, then the bytes (fact sheet crypto §1.1).
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

internal static class Der
{
    internal static ReadOnlySpan<byte> X25519Public => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x03, 0x21, 0x00];

    internal static ReadOnlySpan<byte> X25519Private =>
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20];

    internal static ReadOnlySpan<byte> Ed25519Public => [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

    internal static ReadOnlySpan<byte> Ed25519Private =>
        [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    /// <summary>Shaped like a public key, of 64 bytes.</summary>
    internal static ReadOnlySpan<byte> Ed25519Signature => [0x30, 0x4a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x41, 0x00];

    internal static void Write(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> contents, Span<byte> der)
    {
        Error.ThrowIfNotLength(der.Length, prefix.Length + contents.Length, nameof(der));
        prefix.CopyTo(der);
        contents.CopyTo(der[prefix.Length..]);
    }

    /// <summary>What follows the prefix, both exact.</summary>
    /// <exception cref="KeyException">Another length, or another prefix.</exception>
    internal static ReadOnlySpan<byte> Contents(ReadOnlySpan<byte> prefix, int size, ReadOnlySpan<byte> der)
    {
        KeyException.ThrowIfNotLength(der.Length, prefix.Length + size);
        return der.StartsWith(prefix) ? der[prefix.Length..] : throw KeyException.InvalidDer();
    }

    /// <summary>The hash of the DER form as lower-case hex pairs joined with colons.</summary>
    internal static string Fingerprint(HashAlgorithmName hash, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> contents)
    {
        Span<byte> der = stackalloc byte[prefix.Length + contents.Length];
        Write(prefix, contents, der);
        return string.Join(':', CryptographicOperations.HashData(hash, der).Select(b => b.ToString("x2")));
    }
}
