// Many boxes at once: key agreement and key derivation in lanes, then AES-GCM box by box (fact sheet crypto §3.1, fog §2.4).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public static partial class VersionedCryptoBox
{
    private const int WideSize = 64;

    /// <summary>Boxes that go through the lanes together: enough to fill them, few enough for the stack and the first-level cache.</summary>
    private const int ChunkLength = 64;

    private const int ItemSize = WideSize + TagOffset + KeyMaterialSize;

    /// <summary>
    /// Encrypts as <see cref="Seal"/> does one plaintext after the other, several times cheaper. Draws 64 bytes for each, those of up to 64
    /// boxes in one go. Constant time in all but the number and the lengths of the plaintexts.
    /// </summary>
    /// <param name="recipients">Whose private keys open the boxes.</param>
    /// <param name="plaintexts">The plaintexts, end to end.</param>
    /// <param name="lengths">Bytes of each.</param>
    /// <param name="cryptograms">Receives the boxes, end to end, each <see cref="Overhead"/> bytes longer than its plaintext; other memory.</param>
    /// <param name="random">Randomness for these boxes alone.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, or the boxes overlap the plaintexts.</exception>
    public static void SealBatch(
        ReadOnlySpan<RistrettoPoint> recipients, ReadOnlySpan<byte> plaintexts, ReadOnlySpan<int> lengths, Span<byte> cryptograms, RandomFill random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Error.ThrowIfNotCount(lengths.Length, recipients.Length, 1, nameof(lengths));
        // Starts of parts are sums of lengths: checked here, none of them goes astray below.
        long total = 0;
        foreach (int length in lengths)
        {
            Error.ThrowIfNotBetween(length, 0, plaintexts.Length, nameof(lengths));
            total += length;
        }
        Error.ThrowIfNotLength(plaintexts.Length, (int)Math.Min(total, int.MaxValue), nameof(plaintexts));
        Error.ThrowIfNotLength(cryptograms.Length, checked(plaintexts.Length + (lengths.Length * Overhead)), nameof(cryptograms));
        Error.ThrowIfOverlaps(plaintexts, cryptograms, nameof(cryptograms));

        int most = Math.Min(ChunkLength, recipients.Length);
        Span<byte> workspace = stackalloc byte[ChunkLength * ItemSize];
        Span<Scalar> scalars = stackalloc Scalar[ChunkLength];
        Span<RistrettoPoint> points = stackalloc RistrettoPoint[ChunkLength];
        for (int first = 0; first < recipients.Length; first += most)
        {
            int count = Math.Min(most, recipients.Length - first);
            random(workspace[..(count * WideSize)]);
            DeriveKeys(recipients.Slice(first, count), scalars[..count], points[..count], workspace);
            int sealedBytes = SealChunk(plaintexts, lengths.Slice(first, count), cryptograms, workspace);
            plaintexts = plaintexts[sealedBytes..];
            cryptograms = cryptograms[(sealedBytes + (count * Overhead))..];
        }
        CryptographicOperations.ZeroMemory(workspace);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(scalars));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(points));
    }

    /// <summary>From random bytes at the workspace's start to ephemeral keys and key material behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DeriveKeys(ReadOnlySpan<RistrettoPoint> recipients, Span<Scalar> scalars, Span<RistrettoPoint> points, Span<byte> workspace)
    {
        int count = scalars.Length;
        Span<byte> encodings = workspace.Slice(ChunkLength * WideSize, count * TagOffset);
        Span<byte> keys = workspace.Slice(ChunkLength * (WideSize + TagOffset), count * KeyMaterialSize);
        for (int i = 0; i < count; i++) scalars[i] = Scalar.FromBytesModOrderWide(workspace.Slice(i * WideSize, WideSize));
        RistrettoBatch.Multiply(scalars, recipients, points);
        RistrettoBatch.Encode(points, encodings);
        KeyDerivation.DeriveKeys(encodings, keys);
        RistrettoBatch.MultiplyBase(scalars, points);
        RistrettoBatch.Encode(points, encodings);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SealChunk(ReadOnlySpan<byte> plaintexts, ReadOnlySpan<int> lengths, Span<byte> cryptograms, Span<byte> workspace)
    {
        Span<byte> encodings = workspace[(ChunkLength * WideSize)..], keys = workspace[(ChunkLength * (WideSize + TagOffset))..];
        int start = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            int length = lengths[i];
            Span<byte> cryptogram = cryptograms.Slice(start + (i * Overhead), length + Overhead), footer = cryptogram[length..];
            ReadOnlySpan<byte> key = keys.Slice(i * KeyMaterialSize, KeyMaterialSize);
            encodings.Slice(i * TagOffset, TagOffset).CopyTo(footer);
            Aes256Gcm.Seal(
                key[..Aes256Gcm.KeySize], key[Aes256Gcm.KeySize..], [], plaintexts.Slice(start, length), cryptogram[..length],
                footer[TagOffset..MajorOffset]);
            footer[MajorOffset] = Major;
            footer[MinorOffset] = Minor;
            start += length;
        }
        return start;
    }
}
