// Runs of ingest enclaves, each with an egress key of its own (fact sheet fog §3.2, §3.4).
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

/// <summary>What a run has done.</summary>
/// <param name="IngestInvocationId">The run.</param>
/// <param name="StartBlock">Its first block.</param>
/// <param name="IsDecommissioned">Whether it has ended.</param>
/// <param name="LastIngestedBlock">The last block that it scanned; null if it scanned none.</param>
public readonly record struct IngestableRange(long IngestInvocationId, ulong StartBlock, bool IsDecommissioned, ulong? LastIngestedBlock);

/// <summary>A run that was long not alive.</summary>
/// <param name="IngestInvocationId">The run.</param>
/// <param name="EgressKey">Its egress key.</param>
/// <param name="LastActiveAt">When it was last alive.</param>
public readonly record struct ExpiredInvocationRecord(long IngestInvocationId, KexRngPubkeyMessage EgressKey, DateTimeOffset LastActiveAt);
