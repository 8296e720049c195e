// The named databases of the watcher (fact sheet ledger §6.4).
using MobileCoin.Lmdb;

namespace MobileCoin.LedgerDb;

internal sealed class WatcherTables
{
    internal const ulong Version = 20210127;
    internal const string MetadataName = "watcher_db_metadata";

    internal required LmdbDatabase Metadata { get; init; }

    internal required LmdbDatabase BlockSignatures { get; init; }

    internal required LmdbDatabase LastSynced { get; init; }

    internal required LmdbDatabase Config { get; init; }

    internal required LmdbDatabase EvidenceBySigner { get; init; }

    internal required LmdbDatabase EvidenceByHash { get; init; }

    internal required LmdbDatabase PollQueue { get; init; }

    internal required LmdbDatabase BlockDataByIndex { get; init; }

    internal required LmdbDatabase BlocksByHash { get; init; }

    internal required LmdbDatabase ContentsByHash { get; init; }

    internal static ReadOnlySpan<byte> UrlsKey => "tx_source_urls"u8;

    internal static WatcherTables Open(Func<string, LmdbDatabaseFlags, LmdbDatabase> open) => new()
    {
        Metadata = open(MetadataName, LmdbDatabaseFlags.None),
        BlockSignatures = open("watcher_db:block_signatures", LmdbDatabaseFlags.DupSort),
        LastSynced = open("watcher_db:last_synced", LmdbDatabaseFlags.None),
        Config = open("watcher_db:config", LmdbDatabaseFlags.DupSort),
        EvidenceBySigner = open("watcher_db:verification_reports_by_block_signer", LmdbDatabaseFlags.DupSort),
        EvidenceByHash = open("watcher_db:verification_reports_by_hash", LmdbDatabaseFlags.None),
        PollQueue = open("watcher_db:verification_reports_poll_queue", LmdbDatabaseFlags.DupSort),
        BlockDataByIndex = open("watcher_db:block_data:blocks_datas_by_index", LmdbDatabaseFlags.None),
        BlocksByHash = open("watcher_db:block_data:blocks_by_hash", LmdbDatabaseFlags.None),
        ContentsByHash = open("watcher_db:block_data:block_contents_by_hash", LmdbDatabaseFlags.None),
    };
}
