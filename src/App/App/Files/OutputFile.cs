using MobileCoin.Hosting;

namespace MobileCoin.App.Files;

/// <summary>Files that tools write: whole or not at all.</summary>
internal static class OutputFile
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybodys = Mine | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a file in place of one that may be there.</summary>
    /// <param name="source">The flag that names it, for the error.</param>
    /// <param name="path">The file.</param>
    /// <param name="contents">Its bytes.</param>
    /// <param name="isSecret">Whether its owner alone may read it.</param>
    /// <param name="mustBeNew">Whether a file that is there is an error.</param>
    /// <exception cref="HostingException">It cannot be written.</exception>
    internal static void Write(string source, string path, ReadOnlySpan<byte> contents, bool isSecret = false, bool mustBeNew = false)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}");
        try
        {
            if (mustBeNew && File.Exists(path)) throw new IOException("the file is there already");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = isSecret ? Mine : Everybodys;
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(contents);
                // A lost secret cannot be made again.
                stream.Flush(flushToDisk: isSecret);
            }
            File.Move(temporary, path, overwrite: !mustBeNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(temporary);
            throw new HostingException($"{source}: {path}: {e.Message}", e);
        }
    }

    /// <summary>Makes a folder, if it is not there.</summary>
    /// <exception cref="HostingException">It cannot be made.</exception>
    internal static void MakeFolder(string source, string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HostingException($"{source}: {path}: {e.Message}", e);
        }
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
}
