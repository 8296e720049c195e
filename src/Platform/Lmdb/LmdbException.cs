// How LMDB fails, by kind, with the file it failed on.
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MobileCoin.Lmdb;

/// <summary>The kinds of failure: LMDB's own, the system's, and those found before LMDB is asked.</summary>
public enum LmdbError
{
    /// <summary>Another error of the system: see <see cref="LmdbException.Code"/>.</summary>
    System = 0,

    /// <summary>The key, or the pair of a key with duplicates, is there already.</summary>
    KeyExist,

    /// <summary>There is no such key, pair or database.</summary>
    NotFound,

    /// <summary>A page that should be there is not: the file is damaged.</summary>
    PageNotFound,

    /// <summary>A page is not of its kind: the file is damaged.</summary>
    Corrupted,

    /// <summary>An earlier write failed half-way: the environment must be opened again.</summary>
    Panic,

    /// <summary>The file is of another version of LMDB's format.</summary>
    VersionMismatch,

    /// <summary>The file is none of LMDB's.</summary>
    Invalid,

    /// <summary>The data do not fit the map, and it may not grow.</summary>
    MapFull,

    /// <summary>More named databases than were asked for at opening.</summary>
    DatabasesFull,

    /// <summary>More readers than the lock file has room for.</summary>
    ReadersFull,

    /// <summary>Too much was written in one transaction.</summary>
    TransactionFull,

    /// <summary>A database is too deep, or a page has too little room: a limit of LMDB, or a damaged file.</summary>
    PageFull,

    /// <summary>Another process made the map larger.</summary>
    MapResized,

    /// <summary>The operation does not go with the kind of database.</summary>
    Incompatible,

    /// <summary>A reader's slot is used by another.</summary>
    BadReaderSlot,

    /// <summary>The transaction failed earlier.</summary>
    BadTransaction,

    /// <summary>A key is empty or longer than 511 bytes, or a duplicate longer than 511 bytes.</summary>
    BadValueSize,

    /// <summary>A database is used that its transaction does not know.</summary>
    BadDatabase,

    /// <summary>The system's library is not installed.</summary>
    LibraryMissing,

    /// <summary>The folder is not there, or is none.</summary>
    FolderMissing,

    /// <summary>The folder holds no data file.</summary>
    FileMissing,

    /// <summary>The file is shorter than its contents say.</summary>
    Truncated,

    /// <summary>The system does not let this process read or write.</summary>
    AccessDenied,

    /// <summary>The disk is full; the message says where.</summary>
    NoSpace,

    /// <summary>The environment is open for reading only.</summary>
    ReadOnly,
}

/// <summary>A failure of the database, with the file in its message.</summary>
public sealed class LmdbException : Exception
{
    /// <summary>From the parts.</summary>
    internal LmdbException(LmdbError error, string path, string message, int code = 0, Exception? inner = null)
        : base($"{path}: {message}", inner) => (Error, Path, Code) = (error, path, code);

    /// <summary>The kind.</summary>
    public LmdbError Error { get; }

    /// <summary>The file or folder.</summary>
    public string Path { get; }

    /// <summary>LMDB's code, or the system's; 0 if neither was asked.</summary>
    public int Code { get; }
}

internal static class LmdbErrors
{
    // With less than this a transaction of many pages may not fit.
    private const long LeastBytes = 16 << 20;

    private const int InputOutput = 5; // EIO

    internal const int KeyExist = -30799, NotFound = -30798, MapFull = -30792, MapResized = -30785, ReadersFull = -30790;

    internal static void Check(int code, string path, string what)
    {
        if (code != 0) Throw(code, path, what);
    }

    [DoesNotReturn]
    internal static void Throw(int code, string path, string what) => throw Create(code, path, what);

    internal static unsafe LmdbException Create(int code, string path, string what)
    {
        string text = Marshal.PtrToStringUTF8((nint)LmdbNative.mdb_strerror(code)) ?? "";
        LmdbError kind = Kind(code);
        // A write that a full disk cuts short is to LMDB an error of input and output.
        if (code is InputOutput or MapFull && FreeBytes(path) < LeastBytes) kind = LmdbError.NoSpace;
        return new LmdbException(kind, path, $"{what}: {text}{(kind == LmdbError.NoSpace ? Advice(path) : "")}", code);
    }

    private static string Advice(string path) =>
        $". The disk is full{(FreeBytes(path) is { } left ? string.Create(CultureInfo.InvariantCulture, $", {left >> 10} KB are left") : "")}: make room in {Folder(path)}";

    private static long? FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Folder(path)).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static string Folder(string path)
    {
        string full = Path.GetFullPath(path);
        return Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? full;
    }

    private static LmdbError Kind(int code) => code switch
    {
        KeyExist => LmdbError.KeyExist,
        NotFound => LmdbError.NotFound,
        -30797 => LmdbError.PageNotFound,
        -30796 => LmdbError.Corrupted,
        -30795 => LmdbError.Panic,
        -30794 => LmdbError.VersionMismatch,
        -30793 => LmdbError.Invalid,
        MapFull => LmdbError.MapFull,
        -30791 => LmdbError.DatabasesFull,
        ReadersFull => LmdbError.ReadersFull,
        -30788 => LmdbError.TransactionFull,
        -30787 or -30786 => LmdbError.PageFull,
        MapResized => LmdbError.MapResized,
        -30784 => LmdbError.Incompatible,
        -30783 => LmdbError.BadReaderSlot,
        -30782 => LmdbError.BadTransaction,
        -30781 => LmdbError.BadValueSize,
        -30780 => LmdbError.BadDatabase,
        2 => LmdbError.FileMissing, // ENOENT
        1 or 13 or 30 => LmdbError.AccessDenied, // EPERM, EACCES, EROFS
        28 or 122 => LmdbError.NoSpace, // ENOSPC, EDQUOT
        _ => LmdbError.System,
    };
}
