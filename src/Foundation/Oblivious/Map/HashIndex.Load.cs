// The index of a bulk build is filled in the clear and stored bucket by bucket afterwards. An observer who knows the keys learns to which
// buckets the secret function sends them; later accesses do not show buckets, so this tells nothing about them.
using System.Runtime.CompilerServices;
using System.Numerics;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class HashIndex<TLanes, TV, TTrace>
{
    /// <summary>Memory that a bulk build needs besides the map's.</summary>
    public static long LoadBytes(MapLayout layout) => (layout.IndexBuckets * (BucketBytes + sizeof(uint))) + Scratch;

    /// <summary>Buckets in the clear, to be given to <see cref="EnterVartime"/> and <see cref="Store"/>.</summary>
    public PageBlock BeginLoad() => new((Buckets * (BucketBytes + sizeof(uint))) + Scratch, _purpose);

    /// <summary>Gives the entry with this tag the label, making it if need be.</summary>
    /// <returns>The label that it had, or 0. That a key comes twice is visible.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint EnterVartime(PageBlock load, uint bucket, ulong tag, uint next)
    {
        byte* at = load.Start + ((nint)bucket * BucketBytes);
        ulong* tags = (ulong*)at;
        uint* labels = (uint*)(at + LabelsAt);
        ulong here = TLanes.EqualBits64(tags, TagGroup, tag) & EntryBits;
        if (here == 0)
        {
            for (int i = 0; i < Parameters.Spill; i++)
            {
                if (_spillTags[i] != tag || _spillBuckets[i] != bucket) continue;
                uint spilled = _spillLabels[i];
                _spillLabels[i] = next;
                return spilled;
            }
            here = Mask.Lowest(TLanes.EqualBits64(tags, TagGroup, 0) & EntryBits);
        }
        if (here == 0)
        {
            ulong room = TLanes.EqualBits64(_spillTags, Parameters.Spill, 0);
            _overflow |= Mask.IsZero(room);
            if (room == 0) return 0;
            int i = BitOperations.TrailingZeroCount(room);
            (_spillTags[i], _spillBuckets[i], _spillLabels[i]) = (tag, bucket, next);
            return 0;
        }
        int entry = BitOperations.TrailingZeroCount(here);
        uint label = labels[entry];
        (tags[entry], labels[entry]) = (tag, next);
        return label;
    }

    /// <summary>Stores the loaded buckets in the tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(PageBlock load)
    {
        long buckets = Buckets;
        uint* labels = (uint*)(load.Start + (buckets * BucketBytes));
        for (long i = 0; i < buckets; i++)
        {
            labels[i] = _source.Next();
            _tree.PrefetchEvictions(1);
            _tree.Insert(labels[i], (ulong)i, load.Start + (i * BucketBytes));
        }
        _positions.Load(labels, buckets);
    }
}
