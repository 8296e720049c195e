// The rows of a recovery database, whichever it is (fact sheet fog §3.2): what an upload takes out of one, and a restoration puts into another.
using MobileCoin.Curve25519;

namespace MobileCoin.RecoveryDb.Rows;

internal sealed record IngressKeyRow(CompressedRistretto Key, IngressPublicKeyStatus Status);

// LastActiveAt: Microseconds since 1970, UTC. The embedded database keeps milliseconds.
internal sealed record InvocationRow(
    long Id, CompressedRistretto IngressKey, ReadOnlyMemory<byte> EgressKey, uint RngVersion, long LastActiveAt, ulong StartBlock, bool IsDecommissioned);

// Records: The records as they are stored, ProtoIngestedBlockData.
internal sealed record BlockRow(
    long InvocationId, CompressedRistretto IngressKey, ulong Number, ulong CumulativeTxoCount, ulong SignatureTimestamp, ReadOnlyMemory<byte> Records);

internal enum EventKind : byte
{
    NewIngestInvocation = 1,
    DecommissionIngestInvocation = 2,
    MissingBlocks = 3,
}

// First: The run, or where the range starts.
// Second: Where the range ends; 0 without one.
internal sealed record EventRow(long Id, EventKind Kind, ulong First, ulong Second);

// Evidence: As it is stored (fact sheet fog §3.5).
internal sealed record ReportRow(CompressedRistretto IngressKey, long? InvocationId, string FogReportId, ReadOnlyMemory<byte> Evidence, ulong PubkeyExpiry);

/// <summary>Rows that go to a database together, those that others refer to first. Keys and runs that are there are brought up to date.</summary>
internal sealed class RowBatch
{
    internal IReadOnlyList<IngressKeyRow> Keys { get; init; } = [];

    internal IReadOnlyList<InvocationRow> Invocations { get; init; } = [];

    internal IReadOnlyList<BlockRow> Blocks { get; init; } = [];

    internal IReadOnlyList<EventRow> Events { get; init; } = [];

    /// <summary>All reports, in their order.</summary>
    internal IReadOnlyList<ReportRow> Reports { get; init; } = [];
}
