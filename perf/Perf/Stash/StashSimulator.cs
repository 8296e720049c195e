// One tree of the oblivious map without contents and without obliviousness: where each block is, and how many are in the stash
// (notes: oblivious-map.md §4). Written from the rules, not from the map's code; test/Oblivious.Test runs both on one tape of labels and
// compares their stashes after every operation.
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Oblivious.Simulation;

/// <summary>Blocks are a number and a label of 31 bits with the valid bit below them, as in the map. Numbers are below 2^31.</summary>
internal sealed unsafe class StashSimulator : IDisposable
{
    private const int SlotsPerBucket = 2;

    private readonly List<ulong> _stash = [];
    private ulong* _slots;
    private nuint _bytes;
    private ulong _waiting;
    private uint _evictions;

    public StashSimulator(long blocks) => Grow(blocks);

    /// <summary>Levels below the stash.</summary>
    public int Depth { get; private set; }

    /// <summary>Blocks in the stash after the evictions of the last operation.</summary>
    public int StashSize => _stash.Count;

    /// <summary>Adds the levels that so many blocks need.</summary>
    public void Grow(long blocks)
    {
        int depth = Parameters.Depth(blocks);
        if (depth <= Depth) return;
        // Heap order: bucket n of level i is number 2^i + n.
        nuint bytes = ((nuint)2 << depth) * SlotsPerBucket * sizeof(ulong);
        var slots = (ulong*)NativeMemory.AlignedAlloc(bytes, 64);
        NativeMemory.Clear(slots, bytes);
        Buffer.MemoryCopy(_slots, slots, bytes, _bytes);
        NativeMemory.AlignedFree(_slots);
        _slots = slots;
        (_bytes, Depth) = (bytes, depth);
    }

    /// <summary>Takes a block out, if it is there, and evicts along the next two paths; the block put before goes in first.</summary>
    public void Take(uint label, uint number)
    {
        ulong block = Block(label, number);
        for (int i = 1; i <= Depth; i++)
        {
            ulong* bucket = Bucket(i, label);
            for (int s = 0; s < SlotsPerBucket; s++)
            {
                if (bucket[s] == block) bucket[s] = 0;
            }
        }
        if (_waiting == block) _waiting = 0;
        _stash.Remove(block);
        Evictions();
    }

    /// <summary>A block for the next operation to store; label 0 for none.</summary>
    public void Put(uint label, uint number) => _waiting = label == 0 ? 0 : Block(label, number);

    /// <summary>Stores a block as a bulk build does: evictions, and no look-up.</summary>
    public void Insert(uint label, uint number)
    {
        Evictions();
        Put(label, number);
    }

    /// <summary>Asks for a path that is going to be taken from, and for those of the next evictions.</summary>
    public void Prefetch(uint label)
    {
        if (!Sse.IsSupported) return;
        uint first = Reverse(_evictions), second = Reverse(_evictions + 1);
        for (int i = 10; i <= Depth; i++)
        {
            Sse.Prefetch0(Bucket(i, label));
            Sse.Prefetch0(Bucket(i, first));
            Sse.Prefetch0(Bucket(i, second));
        }
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_slots);
        _slots = null;
    }

    private static ulong Block(uint label, uint number) => ((ulong)number << 32) | label;

    /// <summary>How deep on a path a block may go.</summary>
    private int Deepest(ulong block, uint path) => Math.Min(Depth, BitOperations.LeadingZeroCount((uint)block ^ path));

    private ulong* Bucket(int level, uint label) => _slots + ((((nuint)1 << level) + (label >> (32 - level))) * SlotsPerBucket);

    private void Evictions()
    {
        if (_waiting != 0) _stash.Add(_waiting);
        _waiting = 0;
        for (int i = 0; i < Parameters.Evictions; i++) Evict(Reverse(_evictions++) | 1);
    }

    /// <summary>Bits of the counter, lowest first.</summary>
    private static uint Reverse(uint count)
    {
        uint path = 0;
        for (int i = 0; i < 32; i++) path |= ((count >> i) & 1) << (31 - i);
        return path;
    }

    /// <summary>
    /// Circuit ORAM's eviction. Down: for each level, from which level above comes the block that may go deepest. Up: a level with room
    /// takes that block, and then the level that lost it takes its own.
    /// </summary>
    private void Evict(uint path)
    {
        Span<int> deepest = stackalloc int[Parameters.GreatestDepth + 1];
        Span<int> slot = stackalloc int[Parameters.GreatestDepth + 1];
        int fromStash = -1, best = 0, source = -1;
        for (int i = 0; i < _stash.Count; i++)
        {
            if (fromStash < 0 || Apart(_stash[i], path) < Apart(_stash[fromStash], path)) fromStash = i;
        }
        if (fromStash >= 0) (best, source) = (Deepest(_stash[fromStash], path), 0);
        for (int i = 1; i <= Depth; i++)
        {
            ulong* bucket = Bucket(i, path);
            deepest[i] = best >= i ? source : -1;
            slot[i] = Apart(bucket[1], path) < Apart(bucket[0], path) ? 1 : 0;
            if (bucket[slot[i]] == 0 || Deepest(bucket[slot[i]], path) <= best) continue;
            (best, source) = (Deepest(bucket[slot[i]], path), i);
        }

        int wanted = -1, into = -1; // the level whose block is to move, and the slot that it moves to
        int intoLevel = 0;
        for (int i = Depth; i >= 1; i--)
        {
            ulong* bucket = Bucket(i, path);
            bool loses = wanted == i;
            if (loses)
            {
                Bucket(intoLevel, path)[into] = bucket[slot[i]];
                bucket[slot[i]] = 0;
                wanted = -1;
            }
            bool room = bucket[0] == 0 || bucket[1] == 0;
            if (wanted >= 0 || !room || deepest[i] < 0) continue;
            (wanted, intoLevel) = (deepest[i], i);
            into = loses ? slot[i] : bucket[0] == 0 ? 0 : 1;
        }
        if (wanted != 0) return;
        Bucket(intoLevel, path)[into] = _stash[fromStash];
        _stash.RemoveAt(fromStash);
    }

    /// <summary>The first difference counts most; an empty slot is farthest.</summary>
    private static uint Apart(ulong block, uint path) => block == 0 ? uint.MaxValue : (uint)block ^ path;
}
