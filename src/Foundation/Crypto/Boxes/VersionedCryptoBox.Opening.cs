// Many boxes to one key: key agreement and key derivation in lanes, then AES-GCM box by box (fact sheet crypto §3.1, fog §5.9).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

public static partial class VersionedCryptoBox
{
    private const int OpeningSize = (2 * TagOffset) + KeyMaterialSize;

    /// <summary>
    /// Decrypts as <see cref="Open"/> does one box after the other, several times cheaper. Constant time in all but the number and the lengths
    /// of the boxes: those in a wrong format take the same path as the others.
    /// </summary>
    /// <param name="recipient">The private key.</param>
    /// <param name="cryptograms">The boxes, end to end.</param>
    /// <param name="lengths">Bytes of each.</param>
    /// <param name="plaintexts">
    /// Receives the plaintexts, end to end, each <see cref="Overhead"/> bytes shorter than its box (empty for a box too short for that); of no
    /// meaning where the box is not genuine. Other memory; wipe it.
    /// </param>
    /// <param name="genuine">Receives whether the boxes were made for this key and not changed, still secret.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, or the plaintexts overlap the boxes.</exception>
    public static void OpenBatch(
        RistrettoPrivate recipient, ReadOnlySpan<byte> cryptograms, ReadOnlySpan<int> lengths, Span<byte> plaintexts, Span<Choice> genuine)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        Error.ThrowIfNotCount(genuine.Length, lengths.Length, 1, nameof(genuine));
        long boxes = 0, opened = 0;
        foreach (int length in lengths)
        {
            Error.ThrowIfNotBetween(length, 0, cryptograms.Length, nameof(lengths));
            boxes += length;
            opened += Math.Max(0, length - Overhead);
        }
        Error.ThrowIfNotLength(cryptograms.Length, (int)Math.Min(boxes, int.MaxValue), nameof(cryptograms));
        Error.ThrowIfNotLength(plaintexts.Length, (int)Math.Min(opened, int.MaxValue), nameof(plaintexts));
        Error.ThrowIfOverlaps(plaintexts, cryptograms, nameof(plaintexts));

        Span<byte> workspace = stackalloc byte[ChunkLength * OpeningSize];
        Span<bool> decoded = stackalloc bool[ChunkLength];
        for (int first = 0; first < lengths.Length; first += ChunkLength)
        {
            int count = Math.Min(ChunkLength, lengths.Length - first);
            (int read, int written) = OpenChunk(
                recipient, cryptograms, lengths.Slice(first, count), plaintexts, genuine.Slice(first, count), workspace, decoded[..count]);
            cryptograms = cryptograms[read..];
            plaintexts = plaintexts[written..];
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Read, int Written) OpenChunk(
        RistrettoPrivate recipient,
        ReadOnlySpan<byte> cryptograms,
        ReadOnlySpan<int> lengths,
        Span<byte> plaintexts,
        Span<Choice> genuine,
        Span<byte> workspace,
        Span<bool> decoded)
    {
        int count = lengths.Length, read = 0, written = 0;
        Span<byte> ephemerals = workspace[..(count * TagOffset)], secrets = workspace.Slice(count * TagOffset, count * TagOffset);
        Span<byte> keys = workspace.Slice(2 * count * TagOffset, count * KeyMaterialSize);
        ephemerals.Clear();
        for (int i = 0; i < count; i++)
        {
            if (lengths[i] >= Overhead) cryptograms.Slice(read + lengths[i] - Overhead, TagOffset).CopyTo(ephemerals[(i * TagOffset)..]);
            read += lengths[i];
        }
        Curve25519.RistrettoBatch.Agree(recipient.Scalar, ephemerals, secrets, decoded);
        KeyDerivation.DeriveKeys(secrets, keys);

        ReadOnlySpan<byte> wellFormed = MemoryMarshal.AsBytes(decoded);
        read = 0;
        for (int i = 0; i < count; i++)
        {
            genuine[i] = Choice.No;
            ReadOnlySpan<byte> box = cryptograms.Slice(read, lengths[i]);
            read += lengths[i];
            if (box.Length < Overhead) continue;
            ReadOnlySpan<byte> footer = box[^Overhead..];
            int length = box.Length - Overhead;
            genuine[i] = OpenWithKey(keys.Slice(i * KeyMaterialSize, KeyMaterialSize), box, plaintexts.Slice(written, length))
                & ~Choice.IsZero(wellFormed[i])
                & Choice.Equal(footer[MajorOffset], Major)
                & Choice.Equal(footer[MinorOffset], Minor);
            written += length;
        }
        return (read, written);
    }
}
