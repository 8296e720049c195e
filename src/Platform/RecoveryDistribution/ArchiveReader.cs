// The segments of an archive, each checked against its place.
using MobileCoin.ObjectStores;
using MobileCoin.Wire;

namespace MobileCoin.RecoveryDistribution;

internal static class ArchiveReader
{
    /// <summary>Reads a segment; null if it is not there.</summary>
    /// <exception cref="RecoveryDistributionException">It is damaged, or another's.</exception>
    /// <exception cref="ArchiveStoreException">The store cannot be read just now.</exception>
    internal static async Task<(Segment Segment, byte[] Hash)?> ReadAsync(IArchiveStore store, ulong number, CancellationToken cancellationToken)
    {
        string path = Segment.PathOf(number);
        if (await store.ReadAsync(path, Segment.MostBytes, cancellationToken).ConfigureAwait(false) is not { } file) return null;
        try
        {
            Segment segment = Segment.Decode(file);
            if (segment.Number != number) throw new WireException($"the segment says that it is number {segment.Number}");
            return (segment, Segment.HashOf(file).ToArray());
        }
        catch (WireException e)
        {
            throw new RecoveryDistributionException($"{store.Name}: {path}: {e.Message}", e);
        }
    }

    /// <summary>The number of the last segment; 0 if there is none. Segments have no gaps: doubling and halving find the last.</summary>
    internal static async Task<ulong> FindLastAsync(IArchiveStore store, CancellationToken cancellationToken)
    {
        ulong there = 0, missing = 1;
        while (await store.ExistsAsync(Segment.PathOf(missing), cancellationToken).ConfigureAwait(false)) (there, missing) = (missing, missing * 2);
        while (missing - there > 1)
        {
            ulong middle = there + ((missing - there) / 2);
            if (await store.ExistsAsync(Segment.PathOf(middle), cancellationToken).ConfigureAwait(false)) there = middle;
            else missing = middle;
        }
        return there;
    }

    /// <summary>Requires that a segment follows another.</summary>
    /// <exception cref="RecoveryDistributionException">It does not.</exception>
    internal static void RequireNext(IArchiveStore store, Segment segment, ReadOnlySpan<byte> archiveId, ReadOnlySpan<byte> previous)
    {
        string path = Segment.PathOf(segment.Number);
        if (!segment.ArchiveId.AsSpan().SequenceEqual(archiveId)) throw new RecoveryDistributionException($"{store.Name}: {path} is of another archive");
        if (!segment.Previous.AsSpan().SequenceEqual(previous)) throw new RecoveryDistributionException($"{store.Name}: {path} does not follow the segment before it: one of them was exchanged");
    }
}
