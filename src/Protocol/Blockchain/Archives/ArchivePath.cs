// Where a block lies in an archive (fact sheet ledger §5.7).
using System.Globalization;

namespace MobileCoin.Blockchain;

/// <summary>Paths of archive files, relative to the archive's root, with '/' between folders.</summary>
public static class ArchivePath
{
    /// <summary>The file of one block, such as <c>00/00/00/00/00/00/00/0000000000000001.pb</c>.</summary>
    public static string OfBlock(ulong index)
    {
        string digits = index.ToString("x16", CultureInfo.InvariantCulture);
        return string.Join('/', Enumerable.Range(0, 7).Select(i => digits.Substring(2 * i, 2)).Append(digits + ".pb"));
    }

    /// <summary>The merged file of as many blocks from an index on, such as <c>merged-100/00/00/00/00/00/00/00/0000000000000064.pb</c>.</summary>
    /// <param name="size">Blocks in the file, at least 2.</param>
    /// <param name="first">The first block's index, a multiple of the size.</param>
    /// <exception cref="ArgumentException">Another size or index.</exception>
    public static string OfMerged(ulong size, ulong first)
    {
        if (size < 2) throw new ArgumentException($"Expected at least 2 blocks, got {size}", nameof(size));
        if (first % size != 0) throw new ArgumentException($"Expected a multiple of {size}, got {first}", nameof(first));
        return string.Create(CultureInfo.InvariantCulture, $"merged-{size}/{OfBlock(first)}");
    }
}
