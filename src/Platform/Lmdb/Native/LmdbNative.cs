// The functions of liblmdb that are used here. Unsafe throughout: every pointer that goes in is fixed or owned by the caller for the call,
// and pointers that come out are read only while the transaction lives and the value is not written over.
using System.Runtime.InteropServices;

namespace MobileCoin.Lmdb;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeValue
{
    internal nuint Size;
    internal byte* Data;

    internal readonly ReadOnlySpan<byte> Span => new(Data, checked((int)Size));
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeStat
{
    internal uint PageSize;
    internal uint Depth;
    internal nuint BranchPages;
    internal nuint LeafPages;
    internal nuint OverflowPages;
    internal nuint Entries;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeInfo
{
    internal nint MapAddress;
    internal nuint MapSize;
    internal nuint LastPage;
    internal nuint LastTransaction;
    internal uint MaxReaders;
    internal uint Readers;
}

internal static unsafe partial class LmdbNative
{
    internal const string Library = "liblmdb.so.0";
    internal const string Package = "liblmdb0";

    internal const uint NoSync = 0x10000, ReadOnly = 0x20000, NoMetaSync = 0x40000, NoTls = 0x200000, NoReadAhead = 0x800000;
    internal const uint CreateDatabase = 0x40000;
    internal const uint Reserve = 0x10000;

    [LibraryImport(Library)]
    internal static partial byte* mdb_strerror(int code);

    [LibraryImport(Library)]
    internal static partial int mdb_env_create(out nint environment);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mdb_env_open(nint environment, string path, uint flags, uint mode);

    [LibraryImport(Library)]
    internal static partial void mdb_env_close(nint environment);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mdb_env_copy2(nint environment, string path, uint flags);

    [LibraryImport(Library)]
    internal static partial int mdb_env_set_flags(nint environment, uint flags, int on);

    [LibraryImport(Library)]
    internal static partial int mdb_env_set_mapsize(nint environment, nuint size);

    [LibraryImport(Library)]
    internal static partial int mdb_env_set_maxdbs(nint environment, uint databases);

    [LibraryImport(Library)]
    internal static partial int mdb_env_set_maxreaders(nint environment, uint readers);

    [LibraryImport(Library)]
    internal static partial int mdb_env_sync(nint environment, int force);

    [LibraryImport(Library)]
    internal static partial int mdb_env_info(nint environment, out NativeInfo info);

    [LibraryImport(Library)]
    internal static partial int mdb_reader_check(nint environment, out int dead);

    [LibraryImport(Library)]
    internal static partial int mdb_txn_begin(nint environment, nint parent, uint flags, out nint transaction);

    [LibraryImport(Library)]
    internal static partial int mdb_txn_commit(nint transaction);

    [LibraryImport(Library)]
    internal static partial void mdb_txn_abort(nint transaction);

    [LibraryImport(Library)]
    internal static partial void mdb_txn_reset(nint transaction);

    [LibraryImport(Library)]
    internal static partial int mdb_txn_renew(nint transaction);

    [LibraryImport(Library)]
    internal static partial nuint mdb_txn_id(nint transaction);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int mdb_dbi_open(nint transaction, string? name, uint flags, out uint database);

    [LibraryImport(Library)]
    internal static partial int mdb_dbi_flags(nint transaction, uint database, out uint flags);

    [LibraryImport(Library)]
    internal static partial int mdb_drop(nint transaction, uint database, int delete);

    [LibraryImport(Library)]
    internal static partial int mdb_stat(nint transaction, uint database, out NativeStat stat);

    [LibraryImport(Library)]
    internal static partial int mdb_get(nint transaction, uint database, NativeValue* key, NativeValue* value);

    [LibraryImport(Library)]
    internal static partial int mdb_put(nint transaction, uint database, NativeValue* key, NativeValue* value, uint flags);

    [LibraryImport(Library)]
    internal static partial int mdb_del(nint transaction, uint database, NativeValue* key, NativeValue* value);

    [LibraryImport(Library)]
    internal static partial int mdb_cursor_open(nint transaction, uint database, out nint cursor);

    [LibraryImport(Library)]
    internal static partial void mdb_cursor_close(nint cursor);

    [LibraryImport(Library)]
    internal static partial int mdb_cursor_get(nint cursor, NativeValue* key, NativeValue* value, uint operation);

    [LibraryImport(Library)]
    internal static partial int mdb_cursor_put(nint cursor, NativeValue* key, NativeValue* value, uint flags);

    [LibraryImport(Library)]
    internal static partial int mdb_cursor_del(nint cursor, uint flags);

    [LibraryImport(Library)]
    internal static partial int mdb_cursor_count(nint cursor, out nuint count);

    /// <summary>The file's path without links; null if there is no such file. The caller frees nothing.</summary>
    internal static string? RealPath(string path)
    {
        nint resolved = realpath(path, 0);
        if (resolved == 0) return null;
        string? text = Marshal.PtrToStringUTF8(resolved);
        NativeMemory.Free((void*)resolved);
        return text;
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, nint resolved);
}
