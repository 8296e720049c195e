// Signatures over the structured digest of a value (fact sheet crypto §2.4).
namespace MobileCoin.Crypto;

/// <summary>
/// Signing and verifying of values by their 32-byte digest under a static context. For Ed25519 the context enters through the digest
/// alone; for ristretto it is the signature's context as well.
/// </summary>
public static class DigestSigning
{
    /// <summary>Signs a value's digest.</summary>
    public static Ed25519Signature SignDigest<T>(this Ed25519Private key, ReadOnlySpan<byte> context, T value)
        where T : IDigestible
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return key.Sign(digest);
    }

    /// <summary>Verifies a signature over a value's digest.</summary>
    public static bool VerifyDigest<T>(this in Ed25519Public key, ReadOnlySpan<byte> context, T value, in Ed25519Signature signature)
        where T : IDigestible
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return key.Verify(digest, signature);
    }

    /// <summary>Signs a value's digest.</summary>
    public static RistrettoSignature SignDigest<T>(this RistrettoPrivate key, ReadOnlySpan<byte> context, T value)
        where T : IDigestible
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return key.Sign(context, digest);
    }

    /// <summary>Verifies a signature over a value's digest.</summary>
    public static bool VerifyDigest<T>(this in RistrettoPublic key, ReadOnlySpan<byte> context, T value, in RistrettoSignature signature)
        where T : IDigestible
    {
        Span<byte> digest = stackalloc byte[Digest.Size];
        Digest.Compute(context, value, digest);
        return key.Verify(context, digest, signature);
    }
}
