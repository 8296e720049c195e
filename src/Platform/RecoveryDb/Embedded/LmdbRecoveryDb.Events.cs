// What users learn, in the embedded database (fact sheet fog §3.3).
using MobileCoin.Lmdb;
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

public sealed partial class LmdbRecoveryDb
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<BlockRange>> GetMissedBlockRangesAsync(CancellationToken cancellation = default) =>
        ReadAsync<IReadOnlyList<BlockRange>>(transaction =>
        {
            List<(ulong Id, BlockRange Range)> ranges = [];
            using LmdbCursor cursor = transaction.OpenCursor(_tables.MissedRanges);
            while (cursor.MoveNext())
            {
                var key = new BigEndian(cursor.Key, "a missed range");
                ranges.Add((new BigEndian(cursor.Value, "a missed range's event").UInt64(), new BlockRange(key.UInt64(), key.UInt64())));
            }
            return [.. ranges.OrderBy(r => r.Id).Select(r => r.Range)];
        }, cancellation);

    /// <inheritdoc/>
    public Task<UserEvents> SearchUserEventsAsync(long startFromUserEventId, CancellationToken cancellation = default)
    {
        if (startFromUserEventId == long.MaxValue) return Task.FromResult(new UserEvents([], long.MaxValue));
        return ReadAsync(transaction =>
        {
            List<UserEvent> events = [];
            List<long> ids = [];
            long next = startFromUserEventId;
            using LmdbCursor cursor = transaction.OpenCursor(_tables.UserEvents);
            for (bool more = cursor.MoveToAtLeast(BigEndian.Of((ulong)Math.Max(0, startFromUserEventId) + 1)); more; more = cursor.MoveNext())
            {
                next = (long)new BigEndian(cursor.Key, "a user event's id").UInt64();
                events.Add(EventOf(transaction, next, StoredEvent.Decode(cursor.Value)));
                ids.Add(next);
            }
            return new UserEvents(events, next) { Ids = ids };
        }, cancellation);
    }

    private UserEvent EventOf(LmdbTransaction transaction, long id, StoredEvent stored)
    {
        if (stored.Kind == StoredEventKind.MissingBlocks) return new UserEvent.MissingBlocks(new BlockRange(stored.First, stored.Second));
        StoredInvocation run = FindInvocation(transaction, (long)stored.First)
            ?? throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{id}: there is no ingest invocation {stored.First}");
        return stored.Kind switch
        {
            StoredEventKind.NewIngestInvocation => new UserEvent.NewRngRecord(new RngRecord((long)stored.First, run.EgressKey, run.StartBlock)),
            StoredEventKind.DecommissionIngestInvocation =>
                new UserEvent.DecommissionIngestInvocation(new DecommissionedIngestInvocation((long)stored.First, run.LastIngestedBlock ?? 0)),
            _ => throw new RecoveryDbException(RecoveryDbError.UserEventSchemaViolation, $"{id}: there is no kind {(byte)stored.Kind}"),
        };
    }

    private ulong PutEvent(LmdbWriteTransaction transaction, StoredEvent stored)
    {
        ulong id = NextId(transaction, _tables.UserEvents);
        transaction.Put(_tables.UserEvents, BigEndian.Of(id), stored.Encode());
        return id;
    }
}
