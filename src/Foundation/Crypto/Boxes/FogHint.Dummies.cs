// Dummy hints for many outputs at once: key agreement and key derivation in lanes, then AES-GCM hint by hint (fact sheet crypto §3.2).
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public static partial class FogHint
{
    /// <summary>Random bytes that a dummy hint takes: a random key's, then the ephemeral key's.</summary>
    public const int DummyRandomSize = 2 * RandomKeySize;

    private const int RandomKeySize = 64;

    /// <summary>Makes many hints as <see cref="SealDummy"/> does one, several times cheaper.</summary>
    /// <param name="random">For each hint the 128 bytes that it would draw, end to end; wipe them after use.</param>
    /// <param name="hints">Receives the hints, 84 bytes each, end to end.</param>
    /// <exception cref="ArgumentException">Lengths do not agree.</exception>
    public static void SealDummies(ReadOnlySpan<byte> random, Span<byte> hints)
    {
        int count = Error.CountOf(hints.Length, Size, nameof(hints));
        Error.ThrowIfNotCount(random.Length, count, DummyRandomSize, nameof(random));
        int length = Math.Min(count, ChunkLength);
        Span<RistrettoPoint> points = new RistrettoPoint[length];
        Span<Scalar> scalars = new Scalar[length];
        Span<byte> bytes = new byte[length * (RandomKeySize + KeySize + VersionedCryptoBox.KeyMaterialSize)];
        for (int first = 0; first < count; first += length)
        {
            int some = Math.Min(length, count - first);
            SealChunk(random.Slice(first * DummyRandomSize, some * DummyRandomSize), hints.Slice(first * Size, some * Size), points[..some], scalars[..some], bytes);
        }
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(scalars));
        CryptographicOperations.ZeroMemory(System.Runtime.InteropServices.MemoryMarshal.AsBytes(points));
        CryptographicOperations.ZeroMemory(bytes);
    }

    private static void SealChunk(ReadOnlySpan<byte> random, Span<byte> hints, Span<RistrettoPoint> points, Span<Scalar> scalars, Span<byte> bytes)
    {
        int count = points.Length;
        Span<byte> strings = bytes[..(count * RandomKeySize)];
        Span<byte> encodings = bytes.Slice(strings.Length, count * KeySize);
        Span<byte> keys = bytes.Slice(strings.Length + encodings.Length, count * VersionedCryptoBox.KeyMaterialSize);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> drawn = random.Slice(i * DummyRandomSize, DummyRandomSize);
            drawn[..RandomKeySize].CopyTo(strings.Slice(i * RandomKeySize, RandomKeySize));
            scalars[i] = Scalar.FromBytesModOrderWide(drawn[RandomKeySize..]);
        }
        RistrettoBatch.FromUniformBytes(strings, points);
        RistrettoBatch.Multiply(scalars, points, points);
        RistrettoBatch.Encode(points, encodings);
        VersionedCryptoBox.KeyDerivation.DeriveKeys(encodings, keys);
        RistrettoBatch.MultiplyBase(scalars, points);
        RistrettoBatch.Encode(points, encodings);
        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        plaintext.Clear();
        for (int i = 0; i < count; i++)
        {
            Span<byte> hint = hints.Slice(i * Size, Size), footer = hint[PlaintextSize..];
            ReadOnlySpan<byte> key = keys.Slice(i * VersionedCryptoBox.KeyMaterialSize, VersionedCryptoBox.KeyMaterialSize);
            encodings.Slice(i * KeySize, KeySize).CopyTo(footer);
            Aes256Gcm.Seal(
                key[..Aes256Gcm.KeySize], key[Aes256Gcm.KeySize..], [], plaintext, hint[..PlaintextSize],
                footer[VersionedCryptoBox.TagOffset..VersionedCryptoBox.MajorOffset]);
            footer[VersionedCryptoBox.MajorOffset] = VersionedCryptoBox.Major;
            footer[VersionedCryptoBox.MinorOffset] = VersionedCryptoBox.Minor;
        }
    }
}
