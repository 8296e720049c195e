// Ed25519 (RFC 8032) with the network's strict verification (fact sheet crypto §1.1, §2.3).
using System.Security.Cryptography;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519;

/// <summary>
/// Ed25519. A signature is accepted if s is below l, the key decodes, neither the key nor R has small order, and the encoding of
/// [s]B - [k]A equals the bytes of R. There is no cofactor in the equation, so verifying one at a time and many at once never disagree.
/// </summary>
public static partial class Ed25519
{
    /// <summary>Bytes of a seed, which is the private key.</summary>
    public const int SeedSize = 32;

    /// <summary>Bytes of a public key.</summary>
    public const int PublicKeySize = 32;

    /// <summary>Bytes of a signature: R and s.</summary>
    public const int SignatureSize = 64;

    /// <summary>Computes the public key of a seed.</summary>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public static void PublicKey(ReadOnlySpan<byte> seed, Span<byte> publicKey)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        Error.ThrowIfNotLength(publicKey.Length, PublicKeySize, nameof(publicKey));
        Span<byte> hash = stackalloc byte[64];
        Scalar a = Expand(seed, hash);
        EncodeMultiple(a, publicKey);
        Scalar.Wipe(ref a);
        CryptographicOperations.ZeroMemory(hash);
    }

    /// <summary>Signs deterministically.</summary>
    /// <exception cref="ArgumentException">A wrong length.</exception>
    public static void Sign(ReadOnlySpan<byte> seed, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        Error.ThrowIfNotLength(signature.Length, SignatureSize, nameof(signature));
        Span<byte> hash = stackalloc byte[64], publicKey = stackalloc byte[PublicKeySize], encodedR = stackalloc byte[32];
        Scalar a = Expand(seed, hash);
        EncodeMultiple(a, publicKey);
        Scalar r = HashToScalar(hash[32..], [], message);
        EncodeMultiple(r, encodedR);
        // Only now is the destination written: it may be the message's memory.
        Scalar s = (HashToScalar(encodedR, publicKey, message) * a) + r;
        encodedR.CopyTo(signature);
        s.CopyTo(signature[32..]);
        Scalar.Wipe(ref a);
        Scalar.Wipe(ref r);
        CryptographicOperations.ZeroMemory(hash);
    }

    /// <summary>
    /// Whether bytes can be a public key: 32 of them that decode to a point. As in the network's implementation y need not be canonical,
    /// and a point of small order passes here and fails in <see cref="Verify"/>.
    /// </summary>
    public static unsafe bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        if (publicKey.Length != PublicKeySize) return false;
        using var ws = Workspace.Open();
        ulong* p = ws.Take(LaneGroup<PlainField>.PointLength);
        ulong valid;
        fixed (byte* bytes = publicKey) LaneEdwards<PlainField>.Decode(p, &valid, bytes);
        return valid != 0;
    }

    /// <summary>Verifies strictly. Wrong lengths of key or signature do not verify. Variable time: all arguments are public.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != PublicKeySize || signature.Length != SignatureSize) return false;
        if (!Scalar.TryFromCanonicalBytes(signature[32..], out Scalar s)) return false;
        Scalar k = HashToScalar(signature[..32], publicKey, message);
        return Backend.Current.VerifyEdwardsVartime(publicKey, k, s, signature[..32]);
    }

    /// <summary>The secret scalar of a seed modulo l; hash[32..] is left holding the prefix.</summary>
    private static Scalar Expand(ReadOnlySpan<byte> seed, Span<byte> hash)
    {
        SHA512.HashData(seed, hash);
        X25519.Clamp(hash[..32], hash[..32]);
        return Scalar.FromBytesModOrder(hash[..32]);
    }

    /// <summary>The encoding of scalar * B. The point's own coordinates would tell of the scalar and are wiped.</summary>
    private static void EncodeMultiple(in Scalar scalar, Span<byte> encoding)
    {
        EdwardsPoint point = Backend.Current.MultiplyBaseOne(scalar);
        Backend.Current.EncodeEdwards(point, encoding);
        EdwardsPoint.Wipe(ref point);
    }

    private static Scalar HashToScalar(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> message)
    {
        const int StackBytes = 1024;
        Span<byte> digest = stackalloc byte[64];
        long length = (long)first.Length + second.Length + message.Length;
        if (length <= StackBytes)
        {
            Span<byte> all = stackalloc byte[StackBytes];
            first.CopyTo(all);
            second.CopyTo(all[first.Length..]);
            message.CopyTo(all[(first.Length + second.Length)..]);
            SHA512.HashData(all[..(int)length], digest);
            CryptographicOperations.ZeroMemory(all);
        }
        else
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
            hash.AppendData(first);
            hash.AppendData(second);
            hash.AppendData(message);
            hash.GetHashAndReset(digest);
        }
        Scalar scalar = Scalar.FromBytesModOrderWide(digest);
        CryptographicOperations.ZeroMemory(digest);
        return scalar;
    }
}
