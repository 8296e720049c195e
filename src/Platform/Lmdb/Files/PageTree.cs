// The pages of a data file, read by the file's own structure: LMDB's B+ trees of format version 1.
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace MobileCoin.Lmdb;

/// <summary>Walks trees and refuses pages that are not where or what they should be.</summary>
/// <param name="file">The data file.</param>
/// <param name="path">Its path, for errors.</param>
/// <param name="pageSize">Bytes of a page.</param>
/// <param name="length">Bytes of the file.</param>
/// <param name="lastPage">The last page that is used.</param>
/// <param name="whole">Whether the place of every page is looked at, or of each database but the directory the root alone.</param>
internal sealed class PageTree(SafeFileHandle file, string path, int pageSize, long length, ulong lastPage, bool whole)
{
    private const int Header = 16;
    private const int NodeHeader = 8;
    private const int Branch = 1, Leaf = 2, Overflow = 4, LeafOfFixed = 0x20;
    private const int BigData = 1, SubData = 2;
    private const int MaxDepth = 32;
    private ulong _read;

    internal void Walk(Tree tree, bool isDirectory)
    {
        if (tree.Root == ulong.MaxValue) return; // empty
        if (tree.Depth is 0 or > MaxDepth) Refuse($"a tree of depth {tree.Depth}");
        Walk(tree.Root, tree.Depth, isDirectory, isDirectory || tree.LeavesHavePages);
    }

    private void Walk(ulong number, int depth, bool isDirectory, bool leaves)
    {
        byte[] page = Read(number);
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(10));
        if (BinaryPrimitives.ReadUInt64LittleEndian(page) != number || (flags & (Branch | Leaf)) != (depth > 1 ? Branch : Leaf))
        {
            Refuse($"page {number} is not the {(depth > 1 ? "branch" : "leaf")} that should be there");
        }
        int lower = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(12)), upper = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(14));
        if (pageSize == 65536 && upper == 0) upper = pageSize;
        if (lower < Header || lower > upper || upper > pageSize || (lower & 1) != 0) Refuse($"page {number} has impossible bounds");
        if ((flags & LeafOfFixed) != 0) return;
        if ((!whole && !isDirectory) || (depth == 1 && !leaves)) return;
        for (int at = Header; at < lower; at += 2) Node(page, BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(at)), number, depth, isDirectory, leaves);
    }

    private void Node(byte[] page, int offset, ulong number, int depth, bool isDirectory, bool leaves)
    {
        if (offset < Header || offset > pageSize - NodeHeader) Refuse($"page {number} has a node outside of it");
        ReadOnlySpan<byte> node = page.AsSpan(offset);
        uint low = BinaryPrimitives.ReadUInt16LittleEndian(node), high = BinaryPrimitives.ReadUInt16LittleEndian(node[2..]);
        int flags = BinaryPrimitives.ReadUInt16LittleEndian(node[4..]), keySize = BinaryPrimitives.ReadUInt16LittleEndian(node[6..]);
        if (depth > 1)
        {
            if (NodeHeader + keySize > node.Length) Refuse($"page {number} has a key outside of it");
            ulong child = low | ((ulong)high << 16) | ((ulong)(uint)flags << 32);
            // Leaves are most of a file: those that lead nowhere need not be read to know that they are there.
            if (depth > 2 || leaves) Walk(child, depth - 1, isDirectory, leaves);
            else RequireInside(child, 1);
            return;
        }
        ulong size = low | (high << 16);
        ulong inPage = (flags & BigData) != 0 ? 8 : size;
        if (NodeHeader + (ulong)keySize + inPage > (ulong)node.Length) Refuse($"page {number} has a value outside of it");
        ReadOnlySpan<byte> value = node.Slice(NodeHeader + keySize, (int)inPage);
        if ((flags & BigData) != 0)
        {
            ulong first = BinaryPrimitives.ReadUInt64LittleEndian(value);
            ulong pages = (Header + size + (ulong)pageSize - 1) / (ulong)pageSize;
            if ((BinaryPrimitives.ReadUInt16LittleEndian(Read(first).AsSpan(10)) & Overflow) == 0) Refuse($"page {first} is not the large value that should be there");
            RequireInside(first, pages);
        }
        else if ((flags & SubData) != 0)
        {
            if (value.Length != Tree.Size) Refuse($"page {number} has the record of a database of {value.Length} bytes");
            Walk(Tree.Read(value), isDirectory: false);
        }
    }

    private byte[] Read(ulong number)
    {
        RequireInside(number, 1);
        // A tree visits no page twice: more reads than pages is a loop.
        if (_read++ > lastPage) Refuse("its pages form a loop");
        byte[] page = new byte[pageSize];
        if (RandomAccess.Read(file, page, checked((long)number * pageSize)) != pageSize) RequireInside(number, ulong.MaxValue);
        return page;
    }

    private void RequireInside(ulong first, ulong pages)
    {
        if (first > lastPage || pages - 1 > lastPage - first)
        {
            if (pages == ulong.MaxValue) throw Truncated(first);
            Refuse($"page {first} is beyond the last one");
        }
        if ((ulong)length / (ulong)pageSize < first + pages) throw Truncated(first);
    }

    private LmdbException Truncated(ulong page) =>
        new(LmdbError.Truncated, path, $"the file is cut off: it has {length} bytes, and page {page} of {pageSize} bytes is beyond them");

    [DoesNotReturn]
    private void Refuse(string what) => throw new LmdbException(LmdbError.Corrupted, path, $"the file is damaged: {what}");
}
