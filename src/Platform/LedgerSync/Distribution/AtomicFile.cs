// Files that are whole after a crash (fact sheet ledger §5.8).
using System.Runtime.InteropServices;

namespace MobileCoin.LedgerSync;

/// <summary>Writes files so that whoever looks, at any moment and after any crash, sees the old bytes or the new ones.</summary>
internal static partial class AtomicFile
{
    private const int ReadOnly = 0;

    /// <summary>Writes a file with the folders above it. The name beside it that ends in <c>.tmp</c> is this function's.</summary>
    internal static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(path)!;
        CreateFolder(folder);
        string temporary = path + ".tmp";
        var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
        FlushFolder(folder);
    }

    private static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder)) return;
        string? above = Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(above)) CreateFolder(above);
        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(above)) FlushFolder(above);
    }

    // The entry of a new or renamed file is on disk when its folder is. What the system does not allow is no reason to fail.
    private static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
