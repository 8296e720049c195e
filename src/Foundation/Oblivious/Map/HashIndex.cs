// From a key's bucket and tag to its record's label: one wide, half-empty bucket a key, in blocks of a tree, and a short list for what
// found its bucket full (notes: oblivious-map.md §2). A bucket is 21 tags of 8 bytes, then 21 labels of 4 bytes, then 4 bytes of zeros.
using System.Numerics;
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Memory;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class HashIndex<TLanes, TV, TTrace> : IDisposable
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
    where TTrace : struct, ITrace
{
    private const int BucketBytes = 4 * Parameters.Line;
    private const int LabelsAt = Parameters.IndexEntries * sizeof(ulong);
    private const ulong EntryBits = (1UL << Parameters.IndexEntries) - 1;

    // Registers run over the ends of the tags and of the labels; what they read there is masked off, what they write there is what was.
    private const int TagGroup = 24;
    private const int LabelGroup = 32;
    private const int Scratch = BucketBytes + (2 * Parameters.Line);
    private const int SpillBytes = Parameters.Spill * (sizeof(ulong) + sizeof(uint) + sizeof(uint));

    private readonly LabelSource _source;
    private readonly string _purpose;
    private readonly PageBlock _memory;
    private readonly CircuitOram<WideBlock, TLanes, TV, TTrace> _tree;
    private readonly PositionMap<TLanes, TV, TTrace> _positions;
    private readonly byte* _bucket;
    private readonly byte* _partner;
    private readonly ulong* _spillTags;
    private readonly uint* _spillBuckets;
    private readonly uint* _spillLabels;
    private readonly int _firstBits;
    private int _wave;
    private uint _split;
    private bool _splitting;
    private ulong _overflow;

    public HashIndex(LabelSource source, Ahead ahead, MapLayout layout, string purpose)
    {
        (_source, _purpose) = (source, purpose);
        _firstBits = BitOperations.Log2((ulong)layout.IndexBuckets);
        _memory = new PageBlock(OwnBytes, purpose);
        _bucket = _memory.Start;
        _partner = _bucket + Scratch;
        _spillTags = (ulong*)(_partner + Scratch);
        _spillBuckets = (uint*)(_spillTags + Parameters.Spill);
        _spillLabels = _spillBuckets + Parameters.Spill;
        CircuitOram<WideBlock, TLanes, TV, TTrace>? tree = null;
        try
        {
            tree = new CircuitOram<WideBlock, TLanes, TV, TTrace>(Structure.Index, layout.IndexBuckets, ahead, purpose);
            _positions = new PositionMap<TLanes, TV, TTrace>(tree, layout.IndexBuckets, source, ahead, layout, purpose);
        }
        catch
        {
            tree?.Dispose();
            _memory.Dispose();
            throw;
        }
        _tree = tree;
    }

    /// <summary>Buckets now; public.</summary>
    public long Buckets => (1L << (_firstBits + _wave)) + _split;

    /// <summary>Trees of the position map; public.</summary>
    public int PositionTrees => _positions.Trees;

    public long Bytes => (long)_memory.Length + _tree.Bytes + _positions.Bytes;

    /// <summary>Entries in the spill list. A secret; for tests and simulation.</summary>
    public int Spilled => Parameters.Spill - BitOperations.PopCount(TLanes.EqualBits64(_spillTags, Parameters.Spill, 0));

    /// <summary>All ones once an entry, or a bucket, or a block of labels was lost.</summary>
    public ulong Overflow => _overflow | _tree.Overflow | _positions.Overflow;

    private static long OwnBytes => (2 * Scratch) + SpillBytes;

    public static long BytesFor(MapLayout layout) =>
        OwnBytes
        + CircuitOram<WideBlock, TLanes, TV, TTrace>.BytesFor(layout.IndexBuckets)
        + PositionMap<TLanes, TV, TTrace>.BytesFor(layout.IndexBuckets, layout);

    /// <summary>
    /// Bucket and tag of a key whose pseudo-random value is this. The first buckets are chosen by the hash; each doubling takes a bit of
    /// the tag, because only tags are at hand when a bucket is split. Which buckets are split is public, whether this one is is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Locate(ulong hash, ulong tag, out uint bucket, out ulong oddTag)
    {
        ulong all = (hash & ((1UL << _firstBits) - 1)) | ((tag >> 1) << _firstBits);
        ulong coarse = all & ((1UL << (_firstBits + _wave)) - 1);
        ulong fine = all & ((2UL << (_firstBits + _wave)) - 1);
        bucket = (uint)Mask.Select(Mask.Less(coarse, _split), fine, coarse);
        oddTag = tag | 1;
    }

    /// <summary>First phase: where the bucket is. Soon: the second phase follows at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(Query* query, bool soon)
    {
        query->IndexLabel = _positions.Exchange(query->Bucket, soon, out uint next);
        query->NextIndexLabel = next;
    }

    public void Prefetch(Query* query) => _tree.Prefetch(query->IndexLabel);

    public void PrefetchEvictions(uint later) => _tree.PrefetchEvictions(later);

    public void PrefetchPositionEvictions(uint later) => _positions.PrefetchEvictions(later);

    /// <summary>
    /// Second phase: takes the bucket out, finds the entry or makes one where <paramref name="insert"/> says so, and gives it a new label.
    /// Afterwards the label of the record is known; then <see cref="Close"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Open(Query* query, ulong insert)
    {
        _ = _tree.Take(query->IndexLabel, query->Bucket, _bucket);
        TouchSpill();
        query->NextDataLabel = _source.Next();
        uint fresh = _source.Next();
        uint label = Entry(query->Tag, query->Bucket, insert, query->NextDataLabel);
        query->DataLabel = fresh ^ ((fresh ^ label) & (0 - (label & 1)));
    }

    /// <summary>Puts the bucket back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Close(Query* query)
    {
        _tree.Settle();
        _tree.Put(query->NextIndexLabel, query->Bucket, Mask.All, _bucket);
    }

    public void Dispose()
    {
        _positions.Dispose();
        _tree.Dispose();
        _memory.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private uint Entry(ulong tag, uint bucket, ulong insert, uint next)
    {
        ulong* tags = (ulong*)_bucket;
        uint* labels = (uint*)(_bucket + LabelsAt);
        ulong here = TLanes.EqualBits64(tags, TagGroup, tag) & EntryBits;
        ulong spilled = TLanes.EqualBits64(_spillTags, Parameters.Spill, tag) & TLanes.EqualBits32(_spillBuckets, Parameters.Spill, bucket);
        uint label = TLanes.Pick32(labels, LabelGroup, here) | TLanes.Pick32(_spillLabels, Parameters.Spill, spilled);

        ulong absent = Mask.IsZero(here | spilled) & insert;
        ulong room = Mask.Lowest(TLanes.EqualBits64(tags, TagGroup, 0) & EntryBits) & absent;
        ulong full = absent & Mask.IsZero(room);
        ulong spillRoom = Mask.Lowest(TLanes.EqualBits64(_spillTags, Parameters.Spill, 0)) & full;
        _overflow |= full & Mask.IsZero(spillRoom);

        TLanes.Put64(tags, TagGroup, room, tag);
        TLanes.Put32(labels, LabelGroup, here | room, next);
        TLanes.Put64(_spillTags, Parameters.Spill, spillRoom, tag);
        TLanes.Put32(_spillBuckets, Parameters.Spill, spillRoom, bucket);
        TLanes.Put32(_spillLabels, Parameters.Spill, spilled | spillRoom, next);
        return label;
    }

    private static void TouchSpill()
    {
        if (!TTrace.Enabled) return;
        for (int line = 0; line < SpillBytes / Parameters.Line; line++)
        {
            TTrace.Touch(Structure.Spill, 0, 0, line, false);
            TTrace.Touch(Structure.Spill, 0, 0, line, true);
        }
    }
}
