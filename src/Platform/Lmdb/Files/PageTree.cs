// The pages of a data file, read by the file's own structure: LMDB's B+ trees of format version 1.
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace MobileCoin.Lmdb;

/// <summary>How much of a file is looked at.</summary>
internal enum PageScope
{
    /// <summary>The directory of databases, and the root of each.</summary>
    Roots,

    /// <summary>Where each page lies; leaves that lead to no other pages are not read for that.</summary>
    Places,

    /// <summary>Every page, with each node on it.</summary>
    Everything,
}

/// <summary>Walks trees and refuses pages that are not where or what they should be.</summary>
/// <param name="file">The data file.</param>
/// <param name="path">Its path, for errors.</param>
/// <param name="pageSize">Bytes of a page.</param>
/// <param name="length">Bytes of the file.</param>
/// <param name="lastPage">The last page that is used.</param>
/// <param name="scope">How much is looked at.</param>
internal sealed class PageTree(SafeFileHandle file, string path, int pageSize, long length, ulong lastPage, PageScope scope)
{
    private const int Header = 16;
    private const int NodeHeader = 8;
    private const int MaxKey = 511;
    private const int Branch = 1, Leaf = 2, Overflow = 4, LeafOfFixed = 0x20, SubPage = 0x40;
    private const int BigData = 1, SubData = 2, DupData = 4;
    private const int MaxDepth = 32;

    private readonly List<byte[]> _buffers = [];
    private int _level;
    private ulong _read;

    internal void Walk(Tree tree, TreeKind kind)
    {
        if (tree.Root == ulong.MaxValue) return; // empty
        if (tree.Depth is 0 or > MaxDepth) Refuse($"a tree of depth {tree.Depth}");
        bool leaves = scope == PageScope.Everything || kind == TreeKind.Directory || tree.LeavesHavePages;
        Walk(tree.Root, tree.Depth, kind, leaves);
    }

    private void Walk(ulong number, int depth, TreeKind kind, bool leaves)
    {
        ReadOnlySpan<byte> page = Read(number, _level++);
        int wanted = depth > 1 ? Branch : Leaf;
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(page[10..]);
        if (BinaryPrimitives.ReadUInt64LittleEndian(page) != number || (flags & (Branch | Leaf | Overflow | SubPage)) != wanted)
        {
            Refuse($"page {number} is not the {(depth > 1 ? "branch" : "leaf")} that should be there");
        }
        int nodes = Nodes(page, pageSize, number);
        // LMDB relies on it; in the tree of free pages it may be otherwise for a while.
        if (kind != TreeKind.Free && nodes < (depth > 1 ? 2 : 1)) Refuse($"page {number} has {nodes} nodes");
        bool reads = scope != PageScope.Roots || kind == TreeKind.Directory;
        if (reads && (flags & LeafOfFixed) == 0 && (depth > 1 || leaves))
        {
            for (int i = 0; i < nodes; i++) Node(page, i, number, depth, kind, leaves);
        }
        _level--;
    }

    private void Node(ReadOnlySpan<byte> page, int index, ulong number, int depth, TreeKind kind, bool leaves)
    {
        ReadOnlySpan<byte> node = NodeAt(page, index, number, out int flags, out int keySize);
        uint low = BinaryPrimitives.ReadUInt16LittleEndian(node), high = BinaryPrimitives.ReadUInt16LittleEndian(node[2..]);
        if (depth > 1)
        {
            ulong child = low | ((ulong)high << 16) | ((ulong)(uint)flags << 32);
            // Leaves are most of a file: those that lead nowhere need not be read to know that they are there.
            if (depth > 2 || leaves) Walk(child, depth - 1, kind, leaves);
            else RequireInside(child, 1);
            return;
        }
        ulong size = low | (high << 16);
        ulong inPage = (flags & BigData) != 0 ? sizeof(ulong) : size;
        if (NodeHeader + (ulong)keySize + inPage > (ulong)node.Length) Refuse($"page {number} has a value outside of it");
        ReadOnlySpan<byte> value = node.Slice(NodeHeader + keySize, (int)inPage);
        if ((flags & BigData) != 0)
        {
            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(value);
            RequireInside(first, (Header + size + (ulong)pageSize - 1) / (ulong)pageSize);
            ReadOnlySpan<byte> large = Read(first, _level);
            if ((BinaryPrimitives.ReadUInt16LittleEndian(large[10..]) & Overflow) == 0) Refuse($"page {first} is not the large value that should be there");
        }
        else if ((flags & SubData) != 0)
        {
            if (value.Length != Tree.Size) Refuse($"page {number} has the record of a database of {value.Length} bytes");
            Walk(Tree.Read(value), TreeKind.Data);
        }
        else if ((flags & DupData) != 0)
        {
            Duplicates(value, number);
        }
    }

    /// <summary>Values of one key, as a small page in the place of a value.</summary>
    private void Duplicates(ReadOnlySpan<byte> page, ulong number)
    {
        if (page.Length < Header) Refuse($"page {number} has duplicates that are cut off");
        int nodes = Nodes(page, page.Length, number);
        if (nodes == 0) Refuse($"page {number} has a key without values");
        if ((BinaryPrimitives.ReadUInt16LittleEndian(page[10..]) & LeafOfFixed) != 0) return;
        for (int i = 0; i < nodes; i++) NodeAt(page, i, number, out _, out _);
    }

    private ReadOnlySpan<byte> NodeAt(ReadOnlySpan<byte> page, int index, ulong number, out int flags, out int keySize)
    {
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(page[(Header + (2 * index))..]);
        if (offset < Header || offset > page.Length - NodeHeader) Refuse($"page {number} has a node outside of it");
        ReadOnlySpan<byte> node = page[offset..];
        flags = BinaryPrimitives.ReadUInt16LittleEndian(node[4..]);
        keySize = BinaryPrimitives.ReadUInt16LittleEndian(node[6..]);
        if (keySize > MaxKey || NodeHeader + keySize > node.Length) Refuse($"page {number} has a key outside of it");
        return node;
    }

    /// <summary>How many nodes a page has, by bounds that can be.</summary>
    private int Nodes(ReadOnlySpan<byte> page, int size, ulong number)
    {
        int lower = BinaryPrimitives.ReadUInt16LittleEndian(page[12..]), upper = BinaryPrimitives.ReadUInt16LittleEndian(page[14..]);
        if (size == 65536 && upper == 0) upper = size;
        if (lower < Header || lower > upper || upper > size || (lower & 1) != 0) Refuse($"page {number} has impossible bounds");
        int nodes = (lower - Header) / 2;
        bool isFixed = (BinaryPrimitives.ReadUInt16LittleEndian(page[10..]) & LeafOfFixed) != 0;
        if (isFixed && (long)nodes * BinaryPrimitives.ReadUInt16LittleEndian(page[8..]) > size - Header) Refuse($"page {number} has values outside of it");
        return nodes;
    }

    private ReadOnlySpan<byte> Read(ulong number, int level)
    {
        RequireInside(number, 1);
        // A tree visits no page twice: more reads than pages is a loop.
        if (_read++ > lastPage) Refuse("its pages form a loop");
        while (_buffers.Count <= level) _buffers.Add(new byte[pageSize]);
        byte[] page = _buffers[level];
        if (RandomAccess.Read(file, page, checked((long)number * pageSize)) != pageSize) throw Truncated(number);
        return page;
    }

    private void RequireInside(ulong first, ulong pages)
    {
        if (first > lastPage || pages - 1 > lastPage - first) Refuse($"page {first} is beyond the last one");
        if ((ulong)length / (ulong)pageSize < first + pages) throw Truncated(first);
    }

    private LmdbException Truncated(ulong page) =>
        new(LmdbError.Truncated, path, $"the file is cut off: it has {length} bytes, and page {page} of {pageSize} bytes is beyond them");

    [DoesNotReturn]
    private void Refuse(string what) => throw new LmdbException(LmdbError.Corrupted, path, $"the file is damaged: {what}");
}

/// <summary>What a tree holds.</summary>
internal enum TreeKind
{
    /// <summary>Pages that may be used again.</summary>
    Free,

    /// <summary>The named databases.</summary>
    Directory,

    /// <summary>Pairs.</summary>
    Data,
}
