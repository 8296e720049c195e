// X25519 key agreement (RFC 7748; fact sheet crypto §1.1, §1.2).
using System.Security.Cryptography;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519;

/// <summary>
/// X25519. Private keys are any 32 bytes, clamped when used; public keys any 32 bytes, the top bit ignored. As in the network's protocol
/// an all-zero shared secret is not refused. Constant time.
/// </summary>
public static class X25519
{
    /// <summary>Bytes of private keys, public keys and shared secrets.</summary>
    public const int KeySize = 32;

    /// <summary>Computes the public key of a private key.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static void PublicKey(ReadOnlySpan<byte> privateKey, Span<byte> publicKey)
    {
        Error.ThrowIfNotLength(privateKey.Length, KeySize, nameof(privateKey));
        Error.ThrowIfNotLength(publicKey.Length, KeySize, nameof(publicKey));
        Span<byte> clamped = stackalloc byte[KeySize];
        Clamp(privateKey, clamped);
        // The base point has order l, so the clamped integer may be reduced; the birational map of RFC 7748 §4.1 leads back.
        Scalar scalar = Scalar.FromBytesModOrder(clamped);
        EdwardsPoint point = Backend.Current.MultiplyBaseOne(scalar);
        FieldElement numerator = default, denominator = default;
        FieldElement.Add(ref numerator, point.Z, point.Y);
        FieldElement.Subtract(ref denominator, point.Z, point.Y);
        FieldElement.Invert(ref denominator, denominator);
        FieldElement.Multiply(ref numerator, numerator, denominator);
        numerator.ToBytes(publicKey);
        CryptographicOperations.ZeroMemory(clamped);
        EdwardsPoint.Wipe(ref point);
        Scalar.Wipe(ref scalar);
    }

    /// <summary>Computes the shared secret of one side's private key and the other's public key.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static void Agree(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> publicKey, Span<byte> shared)
    {
        Error.ThrowIfNotLength(privateKey.Length, KeySize, nameof(privateKey));
        Error.ThrowIfNotLength(publicKey.Length, KeySize, nameof(publicKey));
        Error.ThrowIfNotLength(shared.Length, KeySize, nameof(shared));
        Backend.Current.AgreeX25519(privateKey, publicKey, shared);
    }

    /// <summary>Computes many shared secrets at once, 32 bytes each end to end.</summary>
    /// <exception cref="ArgumentException">Lengths do not agree, or are no multiple of 32.</exception>
    public static void AgreeBatch(ReadOnlySpan<byte> privateKeys, ReadOnlySpan<byte> publicKeys, Span<byte> shared)
    {
        int count = shared.Length / KeySize;
        Error.ThrowIfNotCount(shared.Length, count, KeySize, nameof(shared));
        Error.ThrowIfNotCount(privateKeys.Length, count, KeySize, nameof(privateKeys));
        Error.ThrowIfNotCount(publicKeys.Length, count, KeySize, nameof(publicKeys));
        Backend.Current.AgreeX25519(privateKeys, publicKeys, shared);
    }

    /// <summary>Clears the three lowest bits and the top one and sets the one below it (RFC 7748 §5).</summary>
    internal static void Clamp(ReadOnlySpan<byte> privateKey, Span<byte> clamped)
    {
        privateKey.CopyTo(clamped);
        clamped[0] &= 248;
        clamped[31] &= 127;
        clamped[31] |= 64;
    }
}
