// Which block of a destination a new run continues after (fact sheet ledger §5.8).
using System.Globalization;
using MobileCoin.Blockchain;
using MobileCoin.ObjectStores;

namespace MobileCoin.LedgerSync;

/// <summary>
/// Finds the highest block at a destination that the ledger has too: what a walk down from the ledger's last block finds first. Folders are
/// read from the highest down where the store allows it, which takes a few requests; otherwise it is that walk.
/// </summary>
internal static class HighestBlock
{
    private const int Levels = 7;

    internal static async Task<ulong?> FindAsync(IArchiveStore store, ulong last, CancellationToken cancellationToken)
    {
        (bool isListed, ulong? found) = await DescendAsync(store, "", 0, 0, last, cancellationToken).ConfigureAwait(false);
        if (found is not null) return found;
        // Not every store that answers lists what lies deeper: an archive that has anything has the origin block.
        if (isListed && !await store.ExistsAsync(ArchivePath.OfBlock(0), cancellationToken).ConfigureAwait(false)) return null;
        for (ulong index = last; ; index--)
        {
            if (await store.ExistsAsync(ArchivePath.OfBlock(index), cancellationToken).ConfigureAwait(false)) return index;
            if (index == 0) return null;
        }
    }

    private static async Task<(bool IsListed, ulong? Found)> DescendAsync(
        IArchiveStore store, string folder, int level, ulong above, ulong last, CancellationToken cancellationToken)
    {
        if (await store.ListAsync(folder, cancellationToken).ConfigureAwait(false) is not { } names) return (false, null);
        if (level == Levels)
        {
            ulong? highest = null;
            foreach (string name in names)
            {
                if (name.Length == 19 && name.EndsWith(".pb", StringComparison.Ordinal) && TryHex(name.AsSpan(0, 16), out ulong index)
                    && index >> 8 == above && index <= last && !(index < highest)) highest = index;
            }
            return (true, highest);
        }
        ulong bound = last >> (8 * (Levels - level));
        List<ulong> digits = [];
        foreach (string name in names)
        {
            if (name.Length == 2 && TryHex(name, out ulong digit) && ((above << 8) | digit) <= bound) digits.Add(digit);
        }
        // A folder may be empty, or hold only what is above the ledger: then the next one below counts.
        foreach (ulong digit in digits.OrderDescending())
        {
            string inner = (folder.Length == 0 ? "" : folder + "/") + digit.ToString("x2", CultureInfo.InvariantCulture);
            (bool isListed, ulong? found) = await DescendAsync(store, inner, level + 1, (above << 8) | digit, last, cancellationToken).ConfigureAwait(false);
            if (!isListed || found is not null) return (isListed, found);
        }
        return (true, null);
    }

    // Lower case alone: other names are not an archive's.
    private static bool TryHex(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && !text.ContainsAnyInRange('A', 'F');
}
