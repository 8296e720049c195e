// Hashing to the scalars and the elements of ristretto255: Hs and Hp of one-time keys (fact sheet crypto §1.4).
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>BLAKE2b-512 under a domain, reduced modulo l or mapped to the group. Constant time.</summary>
public static class RistrettoHash
{
    private const int DigestSize = 64;
    private const int ChunkLength = 32;

    private static ReadOnlySpan<byte> ToScalarDomain => "mc_onetime_key_hash_to_scalar"u8;

    private static ReadOnlySpan<byte> ToPointDomain => "mc_onetime_key_hash_to_point"u8;

    /// <summary>Hs: the scalar of an element's encoding.</summary>
    public static Scalar ToScalar(CompressedRistretto element)
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        Hash(ToScalarDomain, element, digest);
        Scalar scalar = Scalar.FromBytesModOrderWide(digest);
        CryptographicOperations.ZeroMemory(digest);
        return scalar;
    }

    /// <summary>Hs of many, hashed in lanes.</summary>
    /// <param name="elements">32 bytes each, end to end.</param>
    /// <param name="scalars">One each.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void ToScalars(ReadOnlySpan<byte> elements, Span<Scalar> scalars)
    {
        Error.ThrowIfNotCount(elements.Length, scalars.Length, CompressedRistretto.Size, nameof(elements));
        Span<byte> workspace = stackalloc byte[ChunkLength * DigestSize];
        for (int first = 0; first < scalars.Length; first += ChunkLength)
        {
            int length = Math.Min(ChunkLength, scalars.Length - first);
            Span<byte> digests = workspace[..(length * DigestSize)];
            ReadOnlySpan<byte> some = elements.Slice(first * CompressedRistretto.Size, length * CompressedRistretto.Size);
            Blake2b.HashEach(ToScalarDomain, some, CompressedRistretto.Size, digests, DigestSize);
            for (int i = 0; i < length; i++) scalars[first + i] = Scalar.FromBytesModOrderWide(digests.Slice(i * DigestSize, DigestSize));
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    /// <summary>Hp: the element of 32 bytes, hashed as they are; they need not decode. Nobody knows its logarithm.</summary>
    public static RistrettoPoint ToPoint(CompressedRistretto element)
    {
        Span<byte> digest = stackalloc byte[DigestSize];
        Hash(ToPointDomain, element, digest);
        RistrettoPoint point = RistrettoPoint.FromUniformBytes(digest);
        CryptographicOperations.ZeroMemory(digest);
        return point;
    }

    /// <summary>Hp of many, hashed and mapped in lanes.</summary>
    /// <param name="elements">32 bytes each, end to end.</param>
    /// <param name="points">One each.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void ToPoints(ReadOnlySpan<byte> elements, Span<RistrettoPoint> points)
    {
        Error.ThrowIfNotCount(elements.Length, points.Length, CompressedRistretto.Size, nameof(elements));
        Span<byte> workspace = stackalloc byte[ChunkLength * DigestSize];
        for (int first = 0; first < points.Length; first += ChunkLength)
        {
            int length = Math.Min(ChunkLength, points.Length - first);
            Span<byte> digests = workspace[..(length * DigestSize)];
            ReadOnlySpan<byte> some = elements.Slice(first * CompressedRistretto.Size, length * CompressedRistretto.Size);
            Blake2b.HashEach(ToPointDomain, some, CompressedRistretto.Size, digests, DigestSize);
            RistrettoBatch.FromUniformBytes(digests, points.Slice(first, length));
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    private static void Hash(ReadOnlySpan<byte> domain, CompressedRistretto element, Span<byte> digest)
    {
        Span<byte> bytes = stackalloc byte[CompressedRistretto.Size];
        element.CopyTo(bytes);
        Blake2b.Hash(domain, bytes, digest);
        CryptographicOperations.ZeroMemory(bytes);
    }
}
