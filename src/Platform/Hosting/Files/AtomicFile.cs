// Files that are whole after a crash (fact sheets ledger §5.8, fog §2.13).
using System.Runtime.InteropServices;

namespace MobileCoin.Hosting;

/// <summary>
/// Writes files so that whoever looks, at any moment and after any crash, sees the old bytes or the new ones. What fails is an
/// <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, and leaves the old bytes.
/// </summary>
public static partial class AtomicFile
{
    private const int ReadOnly = 0;
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybodys = Mine | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file; a name beside it, of its own name and random letters, is used on the way.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="isSecret">Whether its owner alone may read it.</param>
    /// <param name="isDurable">Whether to wait until the disk has it.</param>
    /// <param name="mustBeNew">Whether a file that is there is an error.</param>
    /// <param name="isMine">
    /// Whether this process alone writes it: then the name on the way ends in <c>.new</c>, and what a death in the middle leaves, the next writing removes.
    /// </param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool isSecret = false, bool isDurable = true, bool mustBeNew = false, bool isMine = false)
    {
        string target = Path.GetFullPath(path);
        string temporary = isMine ? target + ".new" : Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            if (isMine) File.Delete(temporary);
            if (mustBeNew && File.Exists(target)) throw new IOException("the file is there already");
            using (FileStream stream = Create(temporary, FileMode.CreateNew, isSecret, FileOptions.None))
            {
                stream.Write(bytes);
                if (isDurable) stream.Flush(flushToDisk: true);
            }
            Replace(temporary, target, isDurable, mustBeNew);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    /// <summary>
    /// Writes a file that all may read and this process alone writes, with the folders above it, and waits until the disk has it. What a death
    /// in the middle leaves, the next writing removes.
    /// </summary>
    /// <param name="path">The file; the name beside it that ends in <c>.tmp</c> is used on the way.</param>
    /// <param name="bytes">What it shall hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        string target = Path.GetFullPath(path), temporary = target + ".tmp";
        CreateFolder(Path.GetDirectoryName(target)!);
        try
        {
            FileStream stream = Create(temporary, FileMode.Create, isSecret: false, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }
            Replace(temporary, target, isDurable: true, mustBeNew: false);
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    private static FileStream Create(string path, FileMode mode, bool isSecret, FileOptions how)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, BufferSize = 0, Options = how };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = isSecret ? Mine : Everybodys;
        return new FileStream(path, options);
    }

    private static void Replace(string temporary, string target, bool isDurable, bool mustBeNew)
    {
        File.Move(temporary, target, overwrite: !mustBeNew);
        if (isDurable) FlushFolder(Path.GetDirectoryName(target)!);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What went wrong first is what matters.
        }
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
