// Opening all hints of a block at once: key agreement and key derivation in lanes, then AES-GCM hint by hint (fact sheet crypto §3.2, §12).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

public static partial class FogHint
{
    /// <summary>Hints that go through the lanes together: enough to fill them, few enough for the stack and the first-level cache.</summary>
    private const int ChunkLength = 64;

    private const int ItemSize = KeySize + KeySize + VersionedCryptoBox.KeyMaterialSize;

    /// <summary>
    /// Opens many hints as <see cref="Open"/> does one, several times cheaper. Constant time in everything but their number: hints in a
    /// wrong format take the same path as the others.
    /// </summary>
    /// <param name="ingress">The ingress private key.</param>
    /// <param name="hints">84 bytes each, end to end.</param>
    /// <param name="outputs">
    /// 32 bytes each, end to end, apart from the hints: overwritten where the hint is for this key, otherwise as before.
    /// </param>
    /// <param name="ours">Receives whether they are, still secret; empty if that is of no interest, as in ingest.</param>
    /// <exception cref="ArgumentException">Lengths do not agree, or the outputs overlap the hints.</exception>
    public static void OpenBatch(RistrettoPrivate ingress, ReadOnlySpan<byte> hints, Span<byte> outputs, Span<Choice> ours = default)
    {
        ArgumentNullException.ThrowIfNull(ingress);
        int count = Error.CountOf(hints.Length, Size, nameof(hints));
        Error.ThrowIfNotCount(outputs.Length, count, KeySize, nameof(outputs));
        // A chunk's outputs would be written before the next chunk's hints are read.
        Error.ThrowIfOverlaps(outputs, hints, nameof(outputs));
        if (!ours.IsEmpty) Error.ThrowIfNotCount(ours.Length, count, 1, nameof(ours));

        int length = Math.Min(count, ChunkLength);
        Span<byte> workspace = stackalloc byte[ChunkLength * ItemSize];
        Span<bool> decoded = stackalloc bool[ChunkLength];
        for (int first = 0; first < count; first += length)
        {
            length = Math.Min(length, count - first);
            OpenChunk(
                ingress.Scalar, hints.Slice(first * Size, length * Size), outputs.Slice(first * KeySize, length * KeySize),
                ours.IsEmpty ? default : ours.Slice(first, length), workspace, decoded[..length]);
        }
        CryptographicOperations.ZeroMemory(workspace);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OpenChunk(
        in Scalar scalar, ReadOnlySpan<byte> hints, Span<byte> outputs, Span<Choice> ours, Span<byte> workspace, Span<bool> decoded)
    {
        int length = decoded.Length;
        Span<byte> ephemerals = workspace[..(length * KeySize)];
        Span<byte> secrets = workspace.Slice(ephemerals.Length, ephemerals.Length);
        Span<byte> keys = workspace.Slice(2 * ephemerals.Length, length * VersionedCryptoBox.KeyMaterialSize);
        for (int i = 0; i < length; i++) hints.Slice((i * Size) + PlaintextSize, KeySize).CopyTo(ephemerals.Slice(i * KeySize, KeySize));
        RistrettoBatch.Agree(scalar, ephemerals, secrets, decoded);
        VersionedCryptoBox.KeyDerivation.DeriveKeys(secrets, keys);

        Span<byte> plaintext = stackalloc byte[PlaintextSize];
        ReadOnlySpan<byte> wellFormed = MemoryMarshal.AsBytes(decoded);
        for (int i = 0; i < length; i++)
        {
            ReadOnlySpan<byte> hint = hints.Slice(i * Size, Size);
            ReadOnlySpan<byte> key = keys.Slice(i * VersionedCryptoBox.KeyMaterialSize, VersionedCryptoBox.KeyMaterialSize);
            Choice genuine = VersionedCryptoBox.OpenWithKey(key, hint, plaintext)
                & ~Choice.IsZero(wellFormed[i])
                & Choice.Equal(hint[PlaintextSize + VersionedCryptoBox.MajorOffset], VersionedCryptoBox.Major)
                & Choice.Equal(hint[PlaintextSize + VersionedCryptoBox.MinorOffset], VersionedCryptoBox.Minor);
            Choice mine = Accept(genuine, plaintext, outputs.Slice(i * KeySize, KeySize));
            if (!ours.IsEmpty) ours[i] = mine;
        }
        CryptographicOperations.ZeroMemory(plaintext);
    }
}
