// A Circuit ORAM of Wang, Chan and Shi with two slots a bucket, a stash in place of the root, and two evictions an operation along paths in
// different halves of the tree (notes: oblivious-map.md §2). It does not know where its blocks are: labels are kept by its caller.
//
// A label is 31 random bits with the valid bit below them; the node of level i on its path is label >> (32 - i). A tree can therefore
// grow by a level at any time: the bits that choose between the new nodes exist already, and nobody has seen them.
//
// A bucket is one line of headers, {tag, label} of 16 bytes a slot, and then the blocks of its slots. A slot is empty if its label is 0.
using System.Runtime.CompilerServices;
using System.Diagnostics;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Oram;

/// <summary>The tree and its stash. Not safe for concurrent use.</summary>
internal sealed unsafe partial class CircuitOram<TBlock, TLanes, TV, TTrace> : IDisposable
    where TBlock : struct, IBlock
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
    where TTrace : struct, ITrace
{
    private readonly int _structure;
    private readonly string _purpose;
    private readonly Ahead _ahead;
    private readonly List<PageBlock> _regions = [];
    private readonly PageBlock _workBlock;
    private readonly Work* _work;
    private readonly byte* _stash;
    private int _depth;
    private uint _evictions;
    private uint _first;
    private uint _second;
    private ulong _occupied;
    private ulong _overflow;

    public CircuitOram(int structure, long blocks, Ahead ahead, string purpose)
    {
        (_structure, _ahead, _purpose) = (structure, ahead, purpose);
        _workBlock = new PageBlock(WorkBytes(TBlock.Lines), purpose);
        _work = (Work*)_workBlock.Start;
        _stash = _workBlock.Start + sizeof(Work);
        int depth = Parameters.Depth(blocks);
        try
        {
            AddLevels(1, depth);
        }
        catch
        {
            _workBlock.Dispose();
            throw;
        }
    }

    /// <summary>Levels below the stash.</summary>
    public int Depth => _depth;

    /// <summary>All ones once a block found the stash full, and is lost.</summary>
    public ulong Overflow => _overflow;

    /// <summary>Blocks in the stash. A secret; for tests and simulation.</summary>
    public int StashSize => System.Numerics.BitOperations.PopCount(_occupied);

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; }

    private static int BlockBytes => TBlock.Lines * Parameters.Line;

    private static int Stride => Parameters.Line + (Parameters.SlotsPerBucket * BlockBytes);

    /// <summary>Bytes that a tree for so many blocks holds at first.</summary>
    public static long BytesFor(long blocks) => WorkBytes(TBlock.Lines) + LevelBytes(1, Parameters.Depth(blocks));

    /// <summary>Bytes that <see cref="EnsureDepth"/> would add for so many blocks.</summary>
    public long BytesToGrow(long blocks)
    {
        int depth = Parameters.Depth(blocks);
        return depth > _depth ? LevelBytes(_depth + 1, depth) : 0;
    }

    /// <summary>Adds the levels that so many blocks need: an allocation and nothing else, as no block has to move.</summary>
    public void EnsureDepth(long blocks)
    {
        int depth = Parameters.Depth(blocks);
        if (depth > _depth) AddLevels(_depth + 1, depth);
    }

    /// <summary>Lists the path of a label that is about to be shown, to be asked for ahead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prefetch(uint label) =>
        _ahead.Push(_work->Levels, Parameters.PrefetchLevel, _depth, label, Stride / Parameters.Line);

    /// <summary>Lists the two paths that the next access evicts along, or one so many accesses later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PrefetchEvictions(uint later)
    {
        uint count = _evictions + (Parameters.Evictions * later);
        Prefetch(EvictionPath(count));
        Prefetch(EvictionPath(count + 1));
    }

    public void Dispose()
    {
        foreach (PageBlock region in _regions) region.Dispose();
        _regions.Clear();
        _workBlock.Dispose();
    }

    private static long WorkBytes(int lines) => sizeof(Work) + ((long)Parameters.Stash * lines * Parameters.Line);

    private static long LevelBytes(int first, int last) => ((2L << last) - (1L << first)) * Stride;

    private void AddLevels(int first, int last)
    {
        Debug.Assert(last <= Parameters.GreatestDepth, "too many levels");
        var region = new PageBlock(LevelBytes(first, last), _purpose);
        _regions.Add(region);
        byte* at = region.Start;
        for (int level = first; level <= last; level++)
        {
            _work->Levels[level] = (ulong)at;
            at += (nint)(1L << level) * Stride;
        }
        _depth = last;
        Bytes = BytesHeld();
    }

    private long BytesHeld()
    {
        long bytes = (long)_workBlock.Length;
        foreach (PageBlock region in _regions) bytes += (long)region.Length;
        return bytes;
    }

    /// <summary>The buckets of a path, level by level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Walk(uint path, ulong* buckets)
    {
        ulong* levels = _work->Levels;
        int depth = _depth;
        for (int i = 1; i <= depth; i++) buckets[i] = levels[i] + ((ulong)(path >> (32 - i)) * (ulong)Stride);
    }

    private void TouchBlocks(int level, uint node, int first, int lines, bool write)
    {
        if (!TTrace.Enabled) return;
        for (int line = first; line < first + lines; line++) TTrace.Touch(_structure, level, node, line, write);
    }
}
