// Labels of the index blocks: trees of 64 labels a block over one another until so few are left that all of them are read and written
// each time (notes: oblivious-map.md §2, recursion).
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Memory;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class PositionMap<TLanes, TV, TTrace> : IDisposable
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
    where TTrace : struct, ITrace
{
    private const int Bits = 6; // log2 of LabelsPerBlock
    private const int Group = 16; // scans run over whole registers of labels

    private readonly CircuitOram<WideBlock, TLanes, TV, TTrace> _index;
    private readonly LabelSource _source;
    private readonly Ahead _ahead;
    private readonly MapLayout _layout;
    private readonly string _purpose;
    private readonly PageBlock _memory;
    private readonly List<CircuitOram<WideBlock, TLanes, TV, TTrace>> _trees = [];
    private readonly uint* _scan;
    private readonly byte* _block;
    private int _scanned;

    public PositionMap(
        CircuitOram<WideBlock, TLanes, TV, TTrace> index, long blocks, LabelSource source, Ahead ahead, MapLayout layout, string purpose)
    {
        (_index, _source, _ahead, _layout, _purpose) = (index, source, ahead, layout, purpose);
        _memory = new PageBlock(ScanBytes(layout), purpose);
        _scan = (uint*)_memory.Start;
        _block = _memory.Start + (layout.ScannedLabels * sizeof(uint));
        try
        {
            for (int trees = layout.PositionTrees(blocks); _trees.Count < trees;)
            {
                blocks = MapLayout.Above(blocks);
                _trees.Add(NewTree(blocks));
            }
        }
        catch
        {
            Dispose();
            throw;
        }
        _scanned = Rounded(blocks);
    }

    /// <summary>Trees over the index; public.</summary>
    public int Trees => _trees.Count;

    public long Bytes
    {
        get
        {
            long bytes = (long)_memory.Length;
            foreach (CircuitOram<WideBlock, TLanes, TV, TTrace> tree in _trees) bytes += tree.Bytes;
            return bytes;
        }
    }

    public ulong Overflow
    {
        get
        {
            ulong overflow = 0;
            for (int i = 0; i < _trees.Count; i++) overflow |= _trees[i].Overflow;
            return overflow;
        }
    }

    public static long BytesFor(long blocks, MapLayout layout)
    {
        long bytes = ScanBytes(layout);
        for (int trees = layout.PositionTrees(blocks); trees > 0; trees--)
        {
            blocks = MapLayout.Above(blocks);
            bytes += CircuitOram<WideBlock, TLanes, TV, TTrace>.BytesFor(blocks);
        }
        return bytes;
    }

    /// <summary>
    /// The label under which the index block is now (a random one if it never was stored), and the new one under which it must be written
    /// next. If it is to be read soon, its path is listed to be asked for ahead.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public uint Exchange(uint block, bool soon, out uint next)
    {
        int trees = _trees.Count;
        next = _source.Next();
        uint label = ScanExchange(block >> (Bits * trees), next);
        for (int i = trees - 1; i >= 0; i--)
        {
            CircuitOram<WideBlock, TLanes, TV, TTrace> tree = _trees[i];
            uint above = block >> (Bits * (i + 1));
            _ = tree.Take(label, above, _block);
            uint stored = next;
            next = _source.Next();
            label = BlockExchange((int)(block >> (Bits * i)) & (Parameters.LabelsPerBlock - 1), next);
            if (i > 0) _trees[i - 1].Prefetch(label);
            else if (soon) _index.Prefetch(label);
            tree.Settle();
            tree.Put(stored, above, Mask.All, _block);
        }
        return label;
    }

    public void PrefetchEvictions(uint later)
    {
        for (int i = 0; i < _trees.Count; i++) _trees[i].PrefetchEvictions(later);
    }

    /// <summary>Makes room for so many index blocks: levels, and a further tree once the labels at the top are too many to scan.</summary>
    public void EnsureCapacity(long blocks)
    {
        foreach (CircuitOram<WideBlock, TLanes, TV, TTrace> tree in _trees)
        {
            blocks = MapLayout.Above(blocks);
            tree.EnsureDepth(blocks);
        }
        while (blocks > _layout.ScannedLabels)
        {
            CircuitOram<WideBlock, TLanes, TV, TTrace> tree = NewTree(MapLayout.Above(blocks));
            _trees.Add(tree);
            // Label i of the new top overwrites label i of the old, which is stored by then.
            int top = (int)Store(tree, _scan, _scanned, _scan);
            new Span<uint>(_scan + top, _layout.ScannedLabels - top).Clear();
            blocks = MapLayout.Above(blocks);
        }
        _scanned = Rounded(blocks);
    }

    /// <summary>Stores the labels of all index blocks of a new map; overwrites the array.</summary>
    public void Load(uint* labels, long count)
    {
        foreach (CircuitOram<WideBlock, TLanes, TV, TTrace> tree in _trees) count = Store(tree, labels, count, labels);
        new Span<uint>(labels, (int)count).CopyTo(new Span<uint>(_scan, _layout.ScannedLabels));
    }

    public void Dispose()
    {
        foreach (CircuitOram<WideBlock, TLanes, TV, TTrace> tree in _trees) tree.Dispose();
        _memory.Dispose();
    }

    private static long ScanBytes(MapLayout layout) =>
        (layout.ScannedLabels * sizeof(uint)) + (Parameters.LabelsPerBlock * sizeof(uint));

    private static int Rounded(long labels) => (int)((labels + Group - 1) & ~(Group - 1));

    private CircuitOram<WideBlock, TLanes, TV, TTrace> NewTree(long blocks) =>
        new(Structure.Position + _trees.Count, blocks, _ahead, _purpose);

    /// <summary>Stores labels by 64 in a tree, and the labels of those blocks above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Store(CircuitOram<WideBlock, TLanes, TV, TTrace> tree, uint* labels, long count, uint* above)
    {
        long blocks = MapLayout.Above(count);
        var block = new Span<uint>(_block, Parameters.LabelsPerBlock);
        for (long i = 0; i < blocks; i++)
        {
            block.Clear();
            long first = i * Parameters.LabelsPerBlock;
            new Span<uint>(labels + first, (int)Math.Min(Parameters.LabelsPerBlock, count - first)).CopyTo(block);
            above[i] = _source.Next();
            tree.PrefetchEvictions(1);
            tree.Insert(above[i], (ulong)i, _block);
        }
        return blocks;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private uint ScanExchange(uint index, uint next)
    {
        if (TTrace.Enabled)
        {
            for (int i = 0; i < _scanned; i += Group)
            {
                TTrace.Touch(Structure.Scan, 0, 0, i / Group, false);
                TTrace.Touch(Structure.Scan, 0, 0, i / Group, true);
            }
        }
        return Valid(TLanes.Exchange32(_scan, _scanned, index, next));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private uint BlockExchange(int offset, uint next)
    {
        ulong bit = 1UL << offset;
        uint* labels = (uint*)_block;
        uint label = TLanes.Pick32(labels, Parameters.LabelsPerBlock, bit);
        TLanes.Put32(labels, Parameters.LabelsPerBlock, bit, next);
        return Valid(label);
    }

    /// <summary>The label, or a fresh one if it is none: the block was never stored.</summary>
    private uint Valid(uint label)
    {
        uint fresh = _source.Next();
        return fresh ^ ((fresh ^ label) & (0 - (label & 1)));
    }
}
