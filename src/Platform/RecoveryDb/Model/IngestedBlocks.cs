// Blocks as ingest enters them (fact sheet fog §2.10, §3.2, §3.4).
using MobileCoin.Transactions;

namespace MobileCoin.RecoveryDb;

/// <summary>What is noted of a block beside its records.</summary>
/// <param name="Index">Its index.</param>
/// <param name="CumulativeTxoCount">Outputs of the ledger up to it and with it.</param>
/// <param name="SignatureTimestamp">When it was signed, seconds since 1970; <see cref="ulong.MaxValue"/> if nobody knows.</param>
public readonly record struct IngestedBlock(ulong Index, ulong CumulativeTxoCount, ulong SignatureTimestamp);

/// <summary>A block and its records. Immutable.</summary>
/// <param name="block">The block.</param>
/// <param name="records">A record an output, in their order.</param>
public sealed class IngestedBlockData(IngestedBlock block, IReadOnlyList<ETxOutRecord> records)
{
    /// <summary>The block.</summary>
    public IngestedBlock Block { get; } = block;

    /// <summary>A record an output, in their order.</summary>
    public IReadOnlyList<ETxOutRecord> Records { get; } = records;
}

/// <summary>What became of records that were to be entered.</summary>
/// <param name="BlockAlreadyScannedWithThisKey">Whether the ingress key had scanned the block before: then nothing was written.</param>
/// <param name="IsOwn">
/// Whether what is there was written by the same run and is the same to the byte: then it was an earlier attempt that succeeded after all,
/// and no other ingest won.
/// </param>
public readonly record struct AddBlockDataStatus(bool BlockAlreadyScannedWithThisKey, bool IsOwn = false);
