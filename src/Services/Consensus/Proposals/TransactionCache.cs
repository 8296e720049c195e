// Transactions that were found well formed and wait for a block (fact sheets consensus §4.4, ledger §3.5). Upstream calls it the tx manager.
using MobileCoin.Blockchain;
using MobileCoin.ConsensusEnclave;
using MobileCoin.Curve25519;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Consensus;

/// <summary>Well-formed transactions by hash, encrypted; their contexts are what the node may know of them. For any number of threads.</summary>
internal sealed class TransactionCache(ILedger ledger)
{
    /// <summary>Most transactions of a block.</summary>
    internal const int MaxTransactionsPerBlock = 5000;

    private readonly Lock _gate = new();
    private readonly Dictionary<TxHash, WellFormedTx> _txs = [];

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (_gate) return _txs.Count;
        }
    }

    /// <summary>The transaction of a hash; null if it is not here.</summary>
    internal WellFormedTx? Find(TxHash hash)
    {
        lock (_gate) return _txs.GetValueOrDefault(hash);
    }

    /// <summary>Keeps a transaction.</summary>
    internal void Add(WellFormedTx tx)
    {
        lock (_gate) _txs[tx.Context.TxHash] = tx;
    }

    /// <summary>Whether a transaction may stand in the next block as far as the ledger tells.</summary>
    /// <returns>What is wrong with it; null: nothing.</returns>
    internal TransactionValidationError? Validate(WellFormedTxContext context)
    {
        ulong current = ledger.NumBlocks;
        if (context.TombstoneBlock <= current) return new(TransactionValidationErrorKind.TombstoneBlockExceeded);
        if (context.TombstoneBlock - current > TransactionLimits.MaxTombstoneBlocks) return new(TransactionValidationErrorKind.TombstoneBlockTooFar);
        // What cannot be looked up counts as there: nothing is spent twice because a disk fails.
        if (context.KeyImages.Any(image => IsThere(() => ledger.ContainsKeyImage(image)))) return new(TransactionValidationErrorKind.ContainsSpentKeyImage);
        return context.OutputPublicKeys.Any(key => IsThere(() => ledger.ContainsTxOutPublicKey(key)))
            ? new(TransactionValidationErrorKind.ContainsExistingOutputPublicKey)
            : null;
    }

    /// <summary>Those that can stand in one block together, by priority: the same for the same hashes, whatever their order.</summary>
    /// <exception cref="InvalidOperationException">One is not here.</exception>
    internal IReadOnlyList<TxHash> Combine(IEnumerable<TxHash> hashes)
    {
        List<WellFormedTxContext> contexts = [];
        foreach (TxHash hash in hashes.Distinct())
        {
            contexts.Add((Find(hash) ?? throw new InvalidOperationException($"the transaction {hash} is not in the cache")).Context);
        }
        contexts.Sort();
        HashSet<KeyImage> images = [];
        HashSet<CompressedRistretto> keys = [];
        List<TxHash> taken = [];
        foreach (WellFormedTxContext context in contexts)
        {
            if (taken.Count == MaxTransactionsPerBlock) break;
            if (context.KeyImages.Any(images.Contains) || context.OutputPublicKeys.Any(keys.Contains)) continue;
            images.UnionWith(context.KeyImages);
            keys.UnionWith(context.OutputPublicKeys);
            taken.Add(context.TxHash);
        }
        return taken;
    }

    /// <summary>Drops transactions whose tombstone is a block or before it.</summary>
    internal void RemoveExpired(ulong blockIndex)
    {
        lock (_gate)
        {
            foreach ((TxHash hash, WellFormedTx tx) in _txs)
            {
                // Removing what is being walked over is allowed.
                if (tx.Context.TombstoneBlock <= blockIndex) _txs.Remove(hash);
            }
        }
    }

    /// <summary>Drops transactions that nobody will ask for again.</summary>
    internal void Remove(IEnumerable<TxHash> hashes)
    {
        lock (_gate)
        {
            foreach (TxHash hash in hashes) _txs.Remove(hash);
        }
    }

    private static bool IsThere(Func<bool> look)
    {
        try
        {
            return look();
        }
        catch (LedgerException)
        {
            return true;
        }
    }
}
