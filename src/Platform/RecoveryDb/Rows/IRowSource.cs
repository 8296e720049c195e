using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb.Rows;

/// <summary>A database whose rows can be read. Failures are <see cref="RecoveryDbException"/>s.</summary>
internal interface IRowSource
{
    /// <summary>Begins to read the rows as they are now, whatever is written meanwhile.</summary>
    Task<IRowSnapshot> BeginSnapshotAsync(CancellationToken cancellation);
}

/// <summary>The rows of one moment. For one reader.</summary>
internal interface IRowSnapshot : IAsyncDisposable
{
    /// <summary>All ingress keys, in the order of their bytes.</summary>
    Task<IReadOnlyList<IngressKeyRow>> KeysAsync(CancellationToken cancellation);

    /// <summary>All runs, in the order of their ids.</summary>
    Task<IReadOnlyList<InvocationRow>> InvocationsAsync(CancellationToken cancellation);

    /// <summary>All reports, in their order.</summary>
    Task<IReadOnlyList<ReportRow>> ReportsAsync(CancellationToken cancellation);

    /// <summary>The events whose ids are at least this one, in the order of their ids.</summary>
    Task<IReadOnlyList<EventRow>> EventsAsync(long from, CancellationToken cancellation);

    /// <summary>Blocks of an ingress key after one (null: from the first on), in the order of their numbers: as many as have about so many bytes, one at least.</summary>
    Task<IReadOnlyList<BlockRow>> BlocksAsync(CompressedRistretto key, ulong? after, long bytes, CancellationToken cancellation);

    /// <summary>How many blocks of an ingress key there are up to one and with it.</summary>
    Task<ulong> CountBlocksAsync(CompressedRistretto key, ulong last, CancellationToken cancellation);
}

/// <summary>A new database that is filled: it is there as a whole when it is committed, and not at all before. Failures are <see cref="RecoveryDbException"/>s.</summary>
internal interface IRowTarget : IAsyncDisposable
{
    /// <summary>Puts rows in.</summary>
    Task PutAsync(RowBatch rows, CancellationToken cancellation);

    /// <summary>Makes it a database.</summary>
    Task CommitAsync(CancellationToken cancellation);
}
