// Whether what ingest stored is whole (fact sheet fog §2.10, §3.3).
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using BlockRange = MobileCoin.Transactions.BlockRange;

namespace MobileCoin.Network;

/// <summary>What a recovery database holds.</summary>
/// <param name="IngressKeys">Keys of ingest enclaves.</param>
/// <param name="Invocations">Runs of ingest enclaves.</param>
/// <param name="Blocks">Blocks, once for each key that they were scanned with.</param>
/// <param name="SearchKeys">Search keys, all of them different.</param>
internal sealed record RecoveryContents(int IngressKeys, int Invocations, int Blocks, int SearchKeys);

/// <summary>Reads a recovery database from end to end.</summary>
internal static class RecoveryAudit
{
    private const ulong Batch = 200;

    /// <summary>
    /// Every key has each block from its first to its last exactly once, each block is the ledger's with a record for each of its outputs, and no search key
    /// is there twice.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not so.</exception>
    internal static async Task<RecoveryContents> CheckAsync(IRecoveryDb db, ILedger ledger, CancellationToken cancellationToken = default)
    {
        HashSet<string> searchKeys = [];
        int blocks = 0;
        IReadOnlyList<IngressPublicKeyRecord> keys = await db.GetIngressKeyRecordsAsync(0, IngressPublicKeyRecordFilters.All, cancellationToken).ConfigureAwait(false);
        foreach (IngressPublicKeyRecord key in keys)
        {
            if (key.LastScannedBlock is not { } last) continue;
            for (ulong next = key.Status.StartBlock; next <= last;)
            {
                IReadOnlyList<IngestedBlockData> some = await db.GetTxOutsByBlockRangeAndKeyAsync(key.Key, new BlockRange(next, Math.Min(next + Batch, last + 1)), cancellationToken).ConfigureAwait(false);
                if (some.Count == 0) throw new InvalidOperationException($"block {next} is missing under key {key.Key}, which begins with {key.Status.StartBlock} and has scanned {last}");
                foreach (IngestedBlockData block in some)
                {
                    Check(block, next++, ledger);
                    blocks++;
                    foreach (ETxOutRecord record in block.Records)
                    {
                        if (!searchKeys.Add(Convert.ToHexString(record.SearchKey.Span))) throw new InvalidOperationException($"block {block.Block.Index} holds a search key that was used before");
                    }
                }
            }
        }
        int invocations = (await db.GetIngestableRangesAsync(cancellationToken).ConfigureAwait(false)).Count;
        return new RecoveryContents(keys.Count, invocations, blocks, searchKeys.Count);
    }

    private static void Check(IngestedBlockData block, ulong index, ILedger ledger)
    {
        if (block.Block.Index != index) throw new InvalidOperationException($"block {block.Block.Index} is where block {index} belongs");
        Block real = ledger.GetBlock(index);
        int outputs = ledger.GetBlockContents(index).Outputs.Length;
        if (block.Block.CumulativeTxoCount != real.CumulativeTxoCount) throw new InvalidOperationException($"block {index} is stored with {block.Block.CumulativeTxoCount} outputs up to it, and has {real.CumulativeTxoCount}");
        if (block.Records.Count != outputs) throw new InvalidOperationException($"block {index} has {block.Records.Count} records for {outputs} outputs");
    }
}
