// The file of the sealed block-signing key (fact sheet consensus §3.2, §9 no. 9): bytes, not text as upstream's host read them.
using MobileCoin.Hosting;

namespace MobileCoin.Consensus;

/// <summary>Reads and replaces a small file as a whole.</summary>
internal static class KeyFile
{
    private const int MaxLength = 1 << 20;

    /// <summary>The file's bytes; none if there is no file.</summary>
    /// <exception cref="HostingException">It is there and cannot be read.</exception>
    internal static byte[] Read(string path)
    {
        try
        {
            if (!File.Exists(path)) return [];
            byte[] bytes = File.ReadAllBytes(path);
            return bytes.Length <= MaxLength ? bytes : throw Error(path, "the file is too large for a sealed key");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error(path, $"cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Puts bytes in the file's place, all or nothing: what was there stays if anything fails.</summary>
    /// <exception cref="HostingException">It cannot be written.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        try
        {
            AtomicFile.Write(path, bytes, isSecret: true, isMine: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error(path, $"cannot be written: {e.Message}", e);
        }
    }

    private static HostingException Error(string path, string problem, Exception? inner = null) =>
        inner is null ? new($"{ConsensusFlags.SealedBlockSigningKey.Title} {path}: {problem}") : new($"{ConsensusFlags.SealedBlockSigningKey.Title} {path}: {problem}", inner);
}
