// Linear hashing in waves: when buckets hold 5.5 entries on average, each further put splits two of them in order, until all are split.
// When and which follows the public count of puts, so growth shows nothing.
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class HashIndex<TLanes, TV, TTrace>
{
    /// <summary>Does the share of growth that is due when the count of puts reaches this.</summary>
    public void Grow(long puts)
    {
        _splitting |= 2 * puts > Parameters.LoadTwice * Buckets;
        for (int i = 0; i < Parameters.SplitsPerPut && _splitting; i++) Split();
    }

    /// <summary>Divides bucket [split] between itself and a new one by the next bit of the tags.</summary>
    private void Split()
    {
        uint old = _split;
        uint added = old + (1u << (_firstBits + _wave));
        _tree.EnsureDepth(Buckets + 1);
        _positions.EnsureCapacity(Buckets + 1);
        uint label = _positions.Exchange(old, soon: true, out uint next);
        _ = _tree.Take(label, old, _bucket);
        _tree.Settle();
        TouchSpill();
        Divide(_wave + 1);
        DivideSpill(_wave + 1, old, added);
        Recall(_bucket, old);
        Recall(_partner, added);
        _tree.Put(next, old, Mask.All, _bucket);
        label = _positions.Exchange(added, soon: true, out next);
        _ = _tree.Take(label, added, _bucket); // there is none yet
        _tree.Settle();
        _tree.Put(next, added, Mask.All, _partner);
        _split++;
        if (_split != 1u << (_firstBits + _wave)) return;
        _split = 0;
        _wave++;
        _splitting = false;
    }

    /// <summary>Entries whose bit is set move to the same place of the partner.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Divide(int bit)
    {
        new Span<byte>(_bucket, BucketBytes).CopyTo(new Span<byte>(_partner, BucketBytes));
        ulong* tags = (ulong*)_bucket;
        ulong moving = 0;
        for (int i = 0; i < Parameters.IndexEntries; i++) moving |= ((tags[i] >> bit) & 1) << i;
        Clear(_bucket, moving);
        Clear(_partner, ~moving & EntryBits);
    }

    private void DivideSpill(int bit, uint old, uint added)
    {
        ulong mine = TLanes.EqualBits32(_spillBuckets, Parameters.Spill, old) & ~TLanes.EqualBits64(_spillTags, Parameters.Spill, 0);
        ulong moving = 0;
        for (int i = 0; i < Parameters.Spill; i++) moving |= ((_spillTags[i] >> bit) & 1) << i;
        TLanes.Put32(_spillBuckets, Parameters.Spill, mine & moving, added);
    }

    /// <summary>Takes spilled entries back into their bucket while it has room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Recall(byte* bucket, uint number)
    {
        ulong* tags = (ulong*)bucket;
        uint* labels = (uint*)(bucket + LabelsAt);
        for (int i = 0; i < Parameters.Spill; i++)
        {
            ulong mine = Mask.Equal(_spillBuckets[i], number) & Mask.NonZero(_spillTags[i]);
            ulong room = Mask.Lowest(TLanes.EqualBits64(tags, TagGroup, 0) & EntryBits) & mine;
            ulong moved = Mask.NonZero(room);
            TLanes.Put64(tags, TagGroup, room, _spillTags[i]);
            TLanes.Put32(labels, LabelGroup, room, _spillLabels[i]);
            _spillTags[i] &= ~moved;
            _spillLabels[i] &= (uint)~moved;
            _spillBuckets[i] &= (uint)~moved;
        }
    }

    private static void Clear(byte* bucket, ulong entries)
    {
        TLanes.Put64((ulong*)bucket, TagGroup, entries, 0);
        TLanes.Put32((uint*)(bucket + LabelsAt), LabelGroup, entries, 0);
    }
}
