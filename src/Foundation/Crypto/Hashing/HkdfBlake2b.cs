// HKDF (RFC 5869) over HMAC-BLAKE2b (fact sheet crypto §0.1, §3.1). HKDF over SHA-2 is .NET's own.
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>HKDF over BLAKE2b-512: the key derivation of the crypto box.</summary>
public static class HkdfBlake2b512
{
    /// <summary>Derives key material.</summary>
    /// <param name="ikm">Input key material, any length.</param>
    /// <param name="okm">Filled with output key material: at most 255 · 64 bytes.</param>
    /// <param name="salt">Any length; empty stands for no salt.</param>
    /// <param name="info">Any length.</param>
    /// <exception cref="ArgumentException">The output is too long.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> ikm, Span<byte> okm, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        HkdfBlake2b.DeriveKey(64, ikm, okm, salt, info);
}

/// <summary>HKDF over BLAKE2b-256.</summary>
public static class HkdfBlake2b256
{
    /// <summary>Derives key material.</summary>
    /// <param name="ikm">Input key material, any length.</param>
    /// <param name="okm">Filled with output key material: at most 255 · 32 bytes.</param>
    /// <param name="salt">Any length; empty stands for no salt.</param>
    /// <param name="info">Any length.</param>
    /// <exception cref="ArgumentException">The output is too long.</exception>
    public static void DeriveKey(ReadOnlySpan<byte> ikm, Span<byte> okm, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info) =>
        HkdfBlake2b.DeriveKey(32, ikm, okm, salt, info);
}

internal static class HkdfBlake2b
{
    internal static void DeriveKey(int hashSize, ReadOnlySpan<byte> ikm, Span<byte> okm, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        Error.ThrowIfNotBetween(okm.Length, 0, 255 * hashSize, nameof(okm));
        Span<byte> prk = stackalloc byte[hashSize];
        Span<byte> block = stackalloc byte[hashSize];
        HmacBlake2b.Compute(salt, ikm, prk);
        HmacBlake2b keyed = new(hashSize, prk);
        for (byte counter = 1; !okm.IsEmpty; counter++)
        {
            HmacBlake2b hmac = keyed;
            if (counter > 1) hmac.Update(block);
            hmac.Update(info);
            hmac.Update([counter]);
            hmac.Finish(block);
            int taken = Math.Min(okm.Length, hashSize);
            block[..taken].CopyTo(okm);
            okm = okm[taken..];
        }
        keyed.Wipe();
        CryptographicOperations.ZeroMemory(prk);
        CryptographicOperations.ZeroMemory(block);
    }
}
