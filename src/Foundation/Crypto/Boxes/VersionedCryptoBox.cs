// The versioned crypto box, version 1.0: fog hints and the records that fog keeps for its users (fact sheet crypto §3.1).
// ciphertext ‖ enc(eG) ‖ tag ‖ 01 ‖ 00; key and nonce are HKDF of enc(eY), so each box needs a fresh e.
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>Encryption to a ristretto public key, without a sender: key agreement with an ephemeral key, HKDF, AES-256-GCM.</summary>
public static partial class VersionedCryptoBox
{
    /// <summary>Bytes that a box has beyond its plaintext, all at its end: ephemeral key 32, tag 16, version 2.</summary>
    public const int Overhead = TagOffset + Aes256Gcm.TagSize + 2;

    internal const int TagOffset = RistrettoPoint.Size;
    internal const int MajorOffset = TagOffset + Aes256Gcm.TagSize;
    internal const int MinorOffset = MajorOffset + 1;
    internal const byte Major = 1, Minor = 0;

    /// <summary>Bytes of key and nonce, in this order.</summary>
    internal const int KeyMaterialSize = Aes256Gcm.KeySize + Aes256Gcm.NonceSize;

    /// <summary>From shared secrets to key and nonce.</summary>
    internal static readonly HkdfBlake2b512Batch KeyDerivation = new("dei-salty-box"u8, "aead-key-iv"u8, KeyMaterialSize);

    /// <summary>Encrypts. Draws 64 bytes, the ephemeral private key.</summary>
    /// <param name="recipient">Whose private key opens the box.</param>
    /// <param name="plaintext">Any length.</param>
    /// <param name="cryptogram">Receives the box, <see cref="Overhead"/> bytes longer; may start at the plaintext's own memory.</param>
    /// <param name="random">Randomness for this box alone.</param>
    /// <exception cref="ArgumentException">The box has another length, or overlaps the plaintext otherwise.</exception>
    public static void Seal(in RistrettoPublic recipient, ReadOnlySpan<byte> plaintext, Span<byte> cryptogram, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Error.ThrowIfNotLength(cryptogram.Length, plaintext.Length + Overhead, nameof(cryptogram));
        Error.ThrowIfShifted(plaintext, cryptogram, nameof(cryptogram));
        Span<byte> footer = cryptogram[plaintext.Length..];
        Span<byte> keyMaterial = stackalloc byte[KeyMaterialSize];

        Scalar ephemeral = RistrettoPrivate.RandomScalar(random);
        DeriveKey(ephemeral, recipient.Point, keyMaterial);
        RistrettoPoint.MultiplyBase(ephemeral).Encode(footer[..TagOffset]);
        Scalar.Wipe(ref ephemeral);
        Aes256Gcm.Seal(
            keyMaterial[..Aes256Gcm.KeySize], keyMaterial[Aes256Gcm.KeySize..], [], plaintext,
            cryptogram[..plaintext.Length], footer[TagOffset..MajorOffset]);
        CryptographicOperations.ZeroMemory(keyMaterial);
        footer[MajorOffset] = Major;
        footer[MinorOffset] = Minor;
    }

    /// <summary>
    /// Decrypts. What is wrong with public bytes is returned at once, and the plaintext buffer not touched. Otherwise whether the tag is
    /// right is a secret verdict; when it is not, the buffer receives the ciphertext unchanged: wipe it. Constant time in all but lengths
    /// and public bytes.
    /// </summary>
    /// <param name="recipient">The private key.</param>
    /// <param name="cryptogram">The box.</param>
    /// <param name="plaintext">
    /// <see cref="Overhead"/> bytes shorter than the box (empty for a box too short for that); may be the start of the box's own memory.
    /// </param>
    /// <param name="genuine">Whether the box was made for this key and not changed; no on an error.</param>
    /// <exception cref="ArgumentException">The plaintext has another length, or overlaps the box otherwise.</exception>
    public static CryptoBoxError Open(RistrettoPrivate recipient, ReadOnlySpan<byte> cryptogram, Span<byte> plaintext, out Choice genuine)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        Error.ThrowIfNotLength(plaintext.Length, Math.Max(0, cryptogram.Length - Overhead), nameof(plaintext));
        Error.ThrowIfShifted(cryptogram, plaintext, nameof(plaintext));
        genuine = Choice.No;
        if (cryptogram.Length < Overhead) return CryptoBoxError.TooShort(cryptogram.Length);
        ReadOnlySpan<byte> footer = cryptogram[^Overhead..];
        if (footer[MajorOffset] != Major) return CryptoBoxError.WrongMagicBytes;
        if (footer[MinorOffset] != Minor) return CryptoBoxError.UnknownAlgorithm(footer[MinorOffset]);
        if (!RistrettoPoint.TryDecode(footer[..TagOffset], out RistrettoPoint ephemeral)) return CryptoBoxError.InvalidPublicKey;

        Span<byte> keyMaterial = stackalloc byte[KeyMaterialSize];
        DeriveKey(recipient.Scalar, ephemeral, keyMaterial);
        genuine = OpenWithKey(keyMaterial, cryptogram, plaintext);
        CryptographicOperations.ZeroMemory(keyMaterial);
        return CryptoBoxError.None;
    }

    /// <summary>The part of opening that follows the key agreement. The box's length was checked.</summary>
    internal static Choice OpenWithKey(ReadOnlySpan<byte> keyMaterial, ReadOnlySpan<byte> cryptogram, Span<byte> plaintext) => Aes256Gcm.Open(
        keyMaterial[..Aes256Gcm.KeySize], keyMaterial[Aes256Gcm.KeySize..], [], cryptogram[..plaintext.Length],
        cryptogram.Slice(plaintext.Length + TagOffset, Aes256Gcm.TagSize), plaintext);

    private static void DeriveKey(in Scalar scalar, in RistrettoPoint point, Span<byte> keyMaterial)
    {
        Span<byte> shared = stackalloc byte[RistrettoPoint.Size];
        RistrettoPrivate.Agree(scalar, point, shared);
        KeyDerivation.DeriveKeys<PlainLane, ulong>(shared, keyMaterial);
        CryptographicOperations.ZeroMemory(shared);
    }
}
