// Ingress keys in the embedded database (fact sheet fog §3.4).
using MobileCoin.Curve25519;
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb
{
    /// <inheritdoc/>
    public Task<IngressPublicKeyStatus?> GetIngressKeyStatusAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        ReadAsync(transaction => FindIngressKey(transaction, key), cancellation);

    /// <inheritdoc/>
    public Task<ulong> NewIngressKeyAsync(CompressedRistretto key, ulong startBlockCount, CancellationToken cancellation = default)
    {
        Bounds.Require(startBlockCount, nameof(startBlockCount));
        return WriteAsync(transaction =>
        {
            ulong known = HighestKnownBlock(transaction) is { } highest ? highest + 1 : 0;
            ulong accepted = Math.Max(startBlockCount, known);
            byte[] row = StoredIngressKey.Encode(new IngressPublicKeyStatus(accepted, 0, Retired: false, Lost: false));
            return transaction.TryPut(_tables.IngressKeys, key.ToBytes(), row, LmdbPut.NoOverwrite)
                ? accepted
                : throw new RecoveryDbException(RecoveryDbError.IngressKeyUnsuccessfulInsert, $"the ingress key {key} is there already");
        }, cancellation);
    }

    /// <inheritdoc/>
    public Task RetireIngressKeyAsync(CompressedRistretto key, bool setRetired, CancellationToken cancellation = default) =>
        WriteAsync(transaction =>
        {
            if (FindIngressKey(transaction, key) is { } status) PutIngressKey(transaction, key, status with { Retired = setRetired });
        }, cancellation);

    /// <inheritdoc/>
    public Task<ulong?> GetLastScannedBlockIndexAsync(CompressedRistretto key, CancellationToken cancellation = default) =>
        ReadAsync(transaction => LastScannedBlock(transaction, key), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IngressPublicKeyRecord>> GetIngressKeyRecordsAsync(
        ulong startBlockAtLeast, IngressPublicKeyRecordFilters filters, CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<IngressPublicKeyRecord>>(transaction =>
        {
            List<IngressPublicKeyRecord> records = [];
            using LmdbCursor cursor = transaction.OpenCursor(_tables.IngressKeys);
            while (cursor.MoveNext())
            {
                var parts = new BigEndian(cursor.Key, "an ingress key");
                CompressedRistretto key = parts.Key();
                IngressPublicKeyStatus status = StoredIngressKey.Decode(cursor.Value);
                if (status.StartBlock < startBlockAtLeast) continue;
                var record = new IngressPublicKeyRecord(key, status, LastScannedBlock(transaction, key));
                if (filters.Takes(record)) records.Add(record);
            }
            return records;
        }, cancellation);

    /// <inheritdoc/>
    public Task ReportLostIngressKeyAsync(CompressedRistretto key, CancellationToken cancellation = default) => WriteAsync(transaction =>
    {
        IngressPublicKeyStatus status = RequireIngressKey(transaction, key);
        PutIngressKey(transaction, key, status with { Lost = true });
        ulong start = LastScannedBlock(transaction, key) is { } last ? Math.Max(status.StartBlock, last + 1) : status.StartBlock;
        if (start >= status.PubkeyExpiry) return;
        byte[] range = BigEndian.Of(start, status.PubkeyExpiry);
        if (transaction.TryGet(_tables.MissedRanges, range, out _))
        {
            // Another key missed the very same blocks: users look at them already.
            if (!status.Lost) return;
            throw new RecoveryDbException(
                RecoveryDbError.MissedBlocksAlreadyReported, $"the missed blocks from {start} up to {status.PubkeyExpiry} were reported before");
        }
        transaction.Put(_tables.MissedRanges, range, BigEndian.Of(PutEvent(transaction, new StoredEvent(StoredEventKind.MissingBlocks, start, status.PubkeyExpiry))));
    }, cancellation);

    private IngressPublicKeyStatus? FindIngressKey(LmdbTransaction transaction, CompressedRistretto key) =>
        transaction.TryGet(_tables.IngressKeys, key.ToBytes(), out ReadOnlySpan<byte> value) ? StoredIngressKey.Decode(value) : null;

    private IngressPublicKeyStatus RequireIngressKey(LmdbTransaction transaction, CompressedRistretto key) =>
        FindIngressKey(transaction, key) ?? throw new RecoveryDbException(RecoveryDbError.MissingIngressKey, $"there is no ingress key {key}");

    private void PutIngressKey(LmdbWriteTransaction transaction, CompressedRistretto key, in IngressPublicKeyStatus status) =>
        transaction.Put(_tables.IngressKeys, key.ToBytes(), StoredIngressKey.Encode(status));

    private ulong? LastScannedBlock(LmdbTransaction transaction, CompressedRistretto key)
    {
        using LmdbCursor cursor = transaction.OpenCursor(_tables.IngestedBlocks);
        // The last of the key is the one before the first that comes after all of them.
        bool found = cursor.MoveToAtLeast(BigEndian.Of(key, ulong.MaxValue)) ? cursor.MovePrevious() : cursor.MoveLast();
        if (!found) return null;
        var parts = new BigEndian(cursor.Key, "an ingested block's key");
        return parts.Key() == key ? parts.UInt64() : null;
    }
}
