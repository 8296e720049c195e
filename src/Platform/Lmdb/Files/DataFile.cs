// Looks at a data file before LMDB maps it: on a file that is cut off, reading the map would end the process with SIGBUS, and on one that is
// damaged LMDB follows what it reads. Checked are the two meta pages, and of a small file everything; of a large one the directory of named
// databases and the root of each; and where every page lies, if the file is shorter than its last page (which is legal if those pages are
// free and were never written).
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace MobileCoin.Lmdb;

internal static class DataFile
{
    internal const string Name = "data.mdb";

    private const int MetaSize = 152;
    private const int PageHeader = 16;
    private const uint Magic = 0xBEEFC0DE;
    private const uint Version = 1;
    private const long SmallFile = 64 << 20;
    private const int Attempts = 100, WholeAttempts = 5;

    /// <summary>Refuses a file that LMDB should not be given.</summary>
    /// <param name="path">The data file, which exists and is not empty.</param>
    /// <exception cref="LmdbException">It is not LMDB's, of another version, cut off or damaged.</exception>
    internal static void Check(string path)
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            for (int attempt = 0; ; attempt++)
            {
                Meta meta = ReadMeta(file, path);
                try
                {
                    CheckTrees(file, path, meta, attempt < WholeAttempts);
                    return;
                }
                catch (LmdbException) when (attempt < Attempts && ReadMeta(file, path).Transaction != meta.Transaction)
                {
                    // Another process wrote meanwhile, and may have used the pages again. One that writes on and on outruns a look at
                    // everything, and shows by writing that the file is whole.
                }
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new LmdbException(LmdbError.AccessDenied, path, "this process may not read it", inner: e);
        }
        catch (IOException e)
        {
            throw new LmdbException(LmdbError.System, path, "cannot be read", inner: e);
        }
    }

    private static void CheckTrees(SafeFileHandle file, string path, in Meta meta, bool mayReadAll)
    {
        long length = RandomAccess.GetLength(file);
        bool isShort = (ulong)length / (ulong)meta.PageSize < meta.LastPage + 1;
        PageScope scope = mayReadAll && length <= SmallFile ? PageScope.Everything : isShort ? PageScope.Places : PageScope.Roots;
        var pages = new PageTree(file, path, meta.PageSize, length, meta.LastPage, scope);
        pages.Walk(meta.Free, TreeKind.Free);
        pages.Walk(meta.Main, TreeKind.Directory);
    }

    private static Meta ReadMeta(SafeFileHandle file, string path)
    {
        Span<byte> bytes = stackalloc byte[MetaSize];
        Meta first = ReadMeta(file, path, bytes, 0);
        Meta second = ReadMeta(file, path, bytes, first.PageSize);
        return first.Transaction >= second.Transaction ? first : second; // as LMDB chooses
    }

    private static Meta ReadMeta(SafeFileHandle file, string path, Span<byte> bytes, long offset)
    {
        if (RandomAccess.Read(file, bytes, offset) < MetaSize)
        {
            throw new LmdbException(
                offset == 0 ? LmdbError.Invalid : LmdbError.Truncated, path, "too short for an LMDB file: its meta pages are cut off");
        }
        const ushort metaPage = 8;
        ReadOnlySpan<byte> meta = bytes[PageHeader..];
        if ((BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) & metaPage) == 0 || BinaryPrimitives.ReadUInt32LittleEndian(meta) != Magic)
        {
            throw new LmdbException(LmdbError.Invalid, path, "not an LMDB file (of a machine with 64 bits, lowest byte first)");
        }
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(meta[4..]);
        if (version != Version) throw new LmdbException(LmdbError.VersionMismatch, path, $"LMDB's format of version {version}, expected {Version}");
        uint pageSize = BinaryPrimitives.ReadUInt32LittleEndian(meta[24..]);
        if (pageSize is < 256 or > 65536 || (pageSize & (pageSize - 1)) != 0)
        {
            throw new LmdbException(LmdbError.Corrupted, path, $"pages of {pageSize} bytes cannot be");
        }
        return new Meta(
            (int)pageSize,
            Tree.Read(meta[24..]),
            Tree.Read(meta[72..]),
            BinaryPrimitives.ReadUInt64LittleEndian(meta[120..]),
            BinaryPrimitives.ReadUInt64LittleEndian(meta[128..]));
    }

    private readonly record struct Meta(int PageSize, Tree Free, Tree Main, ulong LastPage, ulong Transaction);
}

/// <summary>The record of a database: 48 bytes.</summary>
internal readonly record struct Tree(ushort Flags, ushort Depth, ulong OverflowPages, ulong Root)
{
    internal const int Size = 48;

    private const ushort DupSort = 4;

    /// <summary>Whether leaves tell of further pages: those of large values, and of trees of duplicates.</summary>
    internal bool LeavesHavePages => OverflowPages > 0 || (Flags & DupSort) != 0;

    internal static Tree Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[40..]));
}
