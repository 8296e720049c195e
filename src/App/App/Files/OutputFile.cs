using MobileCoin.Hosting;

namespace MobileCoin.App.Files;

/// <summary>Files that tools write: whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file in place of one that may be there.</summary>
    /// <param name="source">The flag that names it, for the error.</param>
    /// <param name="path">The file.</param>
    /// <param name="contents">Its bytes.</param>
    /// <param name="isSecret">Whether its owner alone may read it.</param>
    /// <param name="mustBeNew">Whether a file that is there is an error.</param>
    /// <exception cref="HostingException">It cannot be written.</exception>
    internal static void Write(string source, string path, ReadOnlySpan<byte> contents, bool isSecret = false, bool mustBeNew = false)
    {
        try
        {
            // A lost secret cannot be made again.
            AtomicFile.Write(path, contents, isSecret, isDurable: isSecret, mustBeNew);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
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
}
