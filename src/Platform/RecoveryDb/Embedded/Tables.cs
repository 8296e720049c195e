// The named databases of an embedded recovery database. All have one value a key; every number is written highest byte first, so that keys
// sort as numbers do. Version 1:
//
//   recovery_db:metadata            "version"                        u64, 1
//   recovery_db:ingress_keys        ingress key 32                   start block u64, expiry u64, flags u8 (1 retired, 2 lost)
//   recovery_db:invocations         id u64, from 1                   ingress key 32, egress key 32, rng version u32, start block u64,
//                                                                    last active u64 (ms since 1970), decommissioned u8,
//                                                                    last ingested block + 1 u64 (0 for none)
//   recovery_db:invocation_by_egress_key  egress key 32              invocation id u64
//   recovery_db:ingested_blocks     ingress key 32, block u64        invocation id u64, cumulative txo count u64, timestamp u64,
//                                                                    ProtoIngestedBlockData (fact sheet fog §2.7)
//   recovery_db:block_by_number     block u64, ingress key 32        cumulative txo count u64, timestamp u64
//   recovery_db:user_events         id u64, from 1                   kind u8 (1 new, 2 decommissioned, 3 missing), then u64, u64:
//                                                                    invocation id and 0, or start and end of the range
//   recovery_db:missed_ranges       start u64, end u64               event id u64
//   recovery_db:reports             id u64, from 1                   ingress key 32, invocation id u64 (0 for none), expiry u64,
//                                                                    length of the report id u16, report id, evidence (§3.5)
//   recovery_db:report_by_id        0x00, report id in UTF-8         report's id u64
using MobileCoin.Lmdb;

namespace MobileCoin.RecoveryDb;

internal sealed class Tables
{
    internal const ulong Version = 1;
    internal const string MetadataName = "recovery_db:metadata";

    internal required LmdbDatabase Metadata { get; init; }

    internal required LmdbDatabase IngressKeys { get; init; }

    internal required LmdbDatabase Invocations { get; init; }

    internal required LmdbDatabase InvocationByEgressKey { get; init; }

    internal required LmdbDatabase IngestedBlocks { get; init; }

    internal required LmdbDatabase BlockByNumber { get; init; }

    internal required LmdbDatabase UserEvents { get; init; }

    internal required LmdbDatabase MissedRanges { get; init; }

    internal required LmdbDatabase Reports { get; init; }

    internal required LmdbDatabase ReportById { get; init; }

    internal static ReadOnlySpan<byte> VersionKey => "version"u8;

    internal static Tables Open(LmdbEnvironment environment) => Make(name => environment.OpenDatabase(name));

    internal static void Create(LmdbWriteTransaction transaction)
    {
        Tables tables = Make(name => transaction.CreateDatabase(name));
        // Another process may have been first.
        if (!transaction.Contains(tables.Metadata, VersionKey)) transaction.Put(tables.Metadata, VersionKey, BigEndian.Of(Version));
    }

    private static Tables Make(Func<string, LmdbDatabase> open) => new()
    {
        Metadata = open(MetadataName),
        IngressKeys = open("recovery_db:ingress_keys"),
        Invocations = open("recovery_db:invocations"),
        InvocationByEgressKey = open("recovery_db:invocation_by_egress_key"),
        IngestedBlocks = open("recovery_db:ingested_blocks"),
        BlockByNumber = open("recovery_db:block_by_number"),
        UserEvents = open("recovery_db:user_events"),
        MissedRanges = open("recovery_db:missed_ranges"),
        Reports = open("recovery_db:reports"),
        ReportById = open("recovery_db:report_by_id"),
    };
}
