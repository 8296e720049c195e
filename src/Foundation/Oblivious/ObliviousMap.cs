// The oblivious map: the whole of what the floors above see (notes: oblivious-map.md §2; fact sheet fog §9 has upstream's).
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Map;

namespace MobileCoin.Oblivious;

/// <summary>
/// A map from keys to values of fixed sizes that shows an observer of all memory addresses only how many operations were made and of which
/// batch sizes, and how many puts in all: not which key, not whether it was there, not whether a record was read, written or overwritten.
/// Operations find, insert and overwrite with one trace.
/// </summary>
/// <remarks>
/// Results are masks (all ones for yes, zero for no), to be used as data. Not safe for concurrent use: one caller at a time.
/// After <see cref="ObliviousOverflowException"/> the map refuses all work. Memory is native, and wiped on disposal.
/// Never persist a map or restore a snapshot of one: a seed used twice links look-ups.
/// </remarks>
public abstract partial class ObliviousMap : IDisposable
{
    /// <summary>Bytes of a seed: a key for the index function and a key for the stream of labels, both drawn for this map alone.</summary>
    public const int SeedSize = 2 * BlockCipher.KeySize;

    /// <summary>Most keys in one batch.</summary>
    public const int BatchLimit = Parameters.Batch;

    /// <summary>Most records of one map.</summary>
    public const long RecordLimit = Parameters.Records;

    private bool _disposed;
    private bool _overflowed;

    private protected ObliviousMap(RecordShape shape) => Shape = shape;

    /// <summary>The sizes of the records.</summary>
    public RecordShape Shape { get; }

    /// <summary>
    /// Records put so far, counting overwrites and counter accesses as well: which of them were new is hidden, so growth follows this.
    /// </summary>
    public long Puts { get; private protected set; }

    /// <summary>Bytes of native memory held.</summary>
    public abstract long MemoryHeld { get; }

    /// <summary>Makes an empty map.</summary>
    /// <param name="shape">The sizes of the records.</param>
    /// <param name="capacity">
    /// Puts for which memory is taken at once, at most <see cref="RecordLimit"/>; the map grows beyond it as needed.
    /// </param>
    /// <param name="seed"><see cref="SeedSize"/> secret random bytes, used for nothing else. The caller wipes them.</param>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative or above the limit.</exception>
    /// <exception cref="ObliviousMemoryException">The machine has too little memory.</exception>
    public static ObliviousMap Create(RecordShape shape, long capacity, ReadOnlySpan<byte> seed)
    {
        Check(shape, capacity, seed.Length, nameof(capacity));
        PageBlockCheck(shape, MemoryFor(shape, capacity), capacity);
        return MapBackends.Create(shape, new MapLayout(capacity), Simd.Level, seed);
    }

    /// <summary>Makes a map of so many records at once, much faster than by putting them. Of records with one key the last stays.</summary>
    /// <param name="shape">The sizes of the records.</param>
    /// <param name="records">How many records there are, at most <see cref="RecordLimit"/>.</param>
    /// <param name="reader">Gives them. An observer learns which of them have equal keys, and nothing about later look-ups.</param>
    /// <param name="seed"><see cref="SeedSize"/> secret random bytes, used for nothing else. The caller wipes them.</param>
    /// <param name="progress">Told now and then how many records are in.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <returns>The whole map: a build that fails leaves nothing.</returns>
    /// <exception cref="ArgumentException">The seed has another length, or the reader ended early or overran its span.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of records is negative or above the limit.</exception>
    /// <exception cref="ObliviousMemoryException">The machine has too little memory.</exception>
    /// <exception cref="ObliviousOverflowException">The build overflowed: draw a new seed and build again.</exception>
    public static ObliviousMap Build(
        RecordShape shape,
        long records,
        RecordReader reader,
        ReadOnlySpan<byte> seed,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        Check(shape, records, seed.Length, nameof(records));
        ArgumentNullException.ThrowIfNull(reader);
        PageBlockCheck(shape, MemoryToBuild(shape, records), records);
        return MapBackends.Create(shape, new MapLayout(records), Simd.Level, seed).Loaded(records, reader, progress, cancellation);
    }

    /// <summary>Bytes of memory that a map made for so many records holds.</summary>
    /// <param name="shape">The sizes of the records.</param>
    /// <param name="records">Capacity, or records of a build.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of records is negative or above <see cref="RecordLimit"/>.</exception>
    public static long MemoryFor(RecordShape shape, long records)
    {
        Check(shape, records, SeedSize, nameof(records));
        return MapBackends.MemoryFor(shape, new MapLayout(records));
    }

    /// <summary>Bytes of memory that <see cref="Build"/> needs while it runs; <see cref="MemoryFor"/> of them stay.</summary>
    /// <param name="shape">The sizes of the records.</param>
    /// <param name="records">Records of the build.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of records is negative or above <see cref="RecordLimit"/>.</exception>
    public static long MemoryToBuild(RecordShape shape, long records)
    {
        Check(shape, records, SeedSize, nameof(records));
        return MapBackends.MemoryToBuild(shape, new MapLayout(records));
    }

    /// <summary>Wipes and frees all memory.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            Close();
        }
        GC.SuppressFinalize(this);
    }

    /// <summary>Wipes everything, and starts again as an empty map of the same capacity.</summary>
    /// <param name="seed"><see cref="SeedSize"/> secret random bytes never used before.</param>
    /// <exception cref="ArgumentException">The seed has another length.</exception>
    /// <exception cref="ObliviousMemoryException">The machine has too little memory; the map is disposed.</exception>
    public void Wipe(ReadOnlySpan<byte> seed)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        CheckLength(seed.Length, SeedSize, nameof(seed));
        Close();
        _disposed = true;
        Open(seed);
        _disposed = false;
        _overflowed = false;
        Puts = 0;
    }

    /// <summary>Bulk build into a new, empty map; disposes it on failure.</summary>
    internal ObliviousMap Loaded(long records, RecordReader reader, IProgress<long>? progress, CancellationToken cancellation)
    {
        try
        {
            LoadVartime(records, reader, progress, cancellation);
            Puts = records;
            Finish();
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private protected abstract ulong Overflow { get; }

    private protected abstract void Open(ReadOnlySpan<byte> seed);

    private protected abstract void Close();

    private protected abstract void LoadVartime(
        long records, RecordReader reader, IProgress<long>? progress, CancellationToken cancellation);

    private static void Check(RecordShape shape, long records, int seedLength, string recordsName)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfNegative(records, recordsName);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records, RecordLimit, recordsName);
        CheckLength(seedLength, SeedSize, "seed");
    }

    private static void PageBlockCheck(RecordShape shape, long bytes, long records) =>
        Memory.PageBlock.CheckAvailable(bytes, $"an oblivious map of {records} {shape}");

    private static void CheckLength(int actual, long expected, string name)
    {
        if (actual != expected) throw new ArgumentException($"{name} has {actual} bytes, expected {expected}", name);
    }
}
