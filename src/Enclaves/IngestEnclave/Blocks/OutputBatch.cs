// From hints to search keys and boxes, many outputs side by side (fact sheets fog §2.4 step B, crypto §3.2): every step is made for every
// output, whosever it is. Nothing here branches on, or reads memory at, what a hint holds.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.IngestEnclave;

/// <summary>Room for the secrets of so many outputs, wiped after each use. One caller at a time.</summary>
internal sealed class OutputBatch(RandomFill random) : IDisposable
{
    /// <summary>Outputs worked on together: enough to fill all lanes, few enough for the second-level cache.</summary>
    internal const int Length = 256;

    private const int PointSize = RistrettoPoint.Size;
    private const int WideSize = 2 * PointSize;

    /// <summary>
    /// A point, and nobody's key: with it every egress key shares the same secret, and its search keys would come again under each of them.
    /// </summary>
    private static ReadOnlySpan<byte> Identity => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly SecretBytes _wide = new(Length * WideSize);
    private readonly SecretBytes _users = new(Length * PointSize);
    private readonly SecretBytes _secrets = new(Length * KexRng.SecretSize);
    private readonly RistrettoPoint[] _points = GC.AllocateArray<RistrettoPoint>(Length, pinned: true);
    private readonly RistrettoPoint[] _others = GC.AllocateArray<RistrettoPoint>(Length, pinned: true);
    private readonly ulong[] _counters = GC.AllocateArray<ulong>(Length, pinned: true);
    private readonly bool[] _valid = GC.AllocateArray<bool>(Length, pinned: true);

    /// <summary>
    /// Makes search keys and boxes. Draws 64 bytes for each output, the user that stands in where a hint names none; then 64 for each, the
    /// ephemeral keys of the boxes.
    /// </summary>
    /// <param name="ingress">Opens the hints.</param>
    /// <param name="rng">Steps the search keys.</param>
    /// <param name="hints">84 bytes each, at most <see cref="Length"/> of them.</param>
    /// <param name="texts">The records, end to end.</param>
    /// <param name="lengths">Bytes of each record.</param>
    /// <param name="searchKeys">Receives 16 bytes each.</param>
    /// <param name="boxes">Receives the boxes, end to end.</param>
    internal void Run(
        RistrettoPrivate ingress,
        RngStore rng,
        ReadOnlySpan<byte> hints,
        ReadOnlySpan<byte> texts,
        ReadOnlySpan<int> lengths,
        Span<byte> searchKeys,
        Span<byte> boxes)
    {
        try
        {
            int count = lengths.Length;
            Span<RistrettoPoint> users = _points.AsSpan(0, count);
            ReadUsers(ingress, hints, users);
            Span<byte> secrets = _secrets.Span[..(count * KexRng.SecretSize)];
            Span<RistrettoPoint> shared = _others.AsSpan(0, count);
            RistrettoBatch.Multiply(rng.Egress.Scalar, users, shared);
            RistrettoBatch.Encode(shared, secrets);
            rng.Step(secrets, _counters.AsSpan(0, count), searchKeys);
            VersionedCryptoBox.SealBatch(users, texts, lengths, boxes, random);
        }
        finally
        {
            Wipe();
        }
    }

    /// <summary>
    /// Whom the hints name. Where a hint is for another key, random, damaged, of another version, or names what is no user's key, a random
    /// point stands in, which was made before: nobody can tell, and nobody finds the record.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void ReadUsers(RistrettoPrivate ingress, ReadOnlySpan<byte> hints, Span<RistrettoPoint> users)
    {
        int count = users.Length;
        Span<byte> wide = _wide.Span[..(count * WideSize)], encodings = _users.Span[..(count * PointSize)];
        Span<RistrettoPoint> standIns = _others.AsSpan(0, count);
        Span<bool> valid = _valid.AsSpan(0, count);
        random(wide);
        RistrettoBatch.FromUniformBytes(wide, standIns);
        RistrettoBatch.Encode(standIns, encodings);
        FogHint.OpenBatch(ingress, hints, encodings);
        RistrettoBatch.Decode(encodings, users, valid);
        ReadOnlySpan<byte> verdicts = MemoryMarshal.AsBytes(valid);
        for (int i = 0; i < count; i++)
        {
            Choice none = Choice.IsZero(verdicts[i]) | Choice.Equal(encodings.Slice(i * PointSize, PointSize), Identity);
            none.Copy(MemoryMarshal.AsBytes(standIns.Slice(i, 1)), MemoryMarshal.AsBytes(users.Slice(i, 1)));
        }
    }

    public void Dispose()
    {
        _wide.Dispose();
        _users.Dispose();
        _secrets.Dispose();
        WipeArrays();
    }

    private void Wipe()
    {
        CryptographicOperations.ZeroMemory(_wide.Span);
        CryptographicOperations.ZeroMemory(_users.Span);
        CryptographicOperations.ZeroMemory(_secrets.Span);
        WipeArrays();
    }

    private void WipeArrays()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_points.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_others.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_counters.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_valid.AsSpan()));
    }
}
