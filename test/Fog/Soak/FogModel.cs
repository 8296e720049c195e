// What Fog promises its users: everything below the count that it tells, once, and nothing else.
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;

namespace MobileCoin.Fog;

internal static class FogModel
{
    /// <summary>Checks what a wallet has against the chain.</summary>
    /// <exception cref="ModelException">It has something else.</exception>
    internal static void Check(FogWallet wallet, SimChain chain)
    {
        var found = wallet.Found.ToDictionary(f => f.GlobalIndex);
        foreach (FoundOutput output in found.Values)
        {
            SimOutput paid = output.GlobalIndex < chain.TxoCount(chain.Height)
                ? chain.OutputAt(output.GlobalIndex)
                : throw new ModelException($"{wallet.Name} has output {output.GlobalIndex}, which is not there");
            if (paid.Owner != wallet.User || paid.Block != output.Block || paid.Amount != output.Amount || paid.KeyImage != output.KeyImage)
            {
                throw new ModelException($"{wallet.Name} takes {paid} for its own, as {output}");
            }
        }
        ulong complete = wallet.Complete, at = wallet.BalanceAt, expected = 0;
        foreach (SimOutput paid in chain.Outputs.Where(o => o.Owner == wallet.User))
        {
            bool has = found.ContainsKey(paid.GlobalIndex);
            if (!has && paid.Payment == Payment.Honest && paid.Block < complete) throw new ModelException($"{wallet.Name} is told that {complete} blocks are complete, and has no {paid}");
            if (has && paid.Block < at && !(paid.SpentAt < at)) expected += paid.Amount.Value;
        }
        if (wallet.Balance(at) != expected) throw new ModelException($"{wallet.Name} has {wallet.Balance(at)} after {at} blocks, and should have {expected}");
    }

    /// <summary>
    /// Checks a store's count: what was honestly paid in blocks of its shard below it was scanned with its key, or its owner is told to look
    /// himself.
    /// </summary>
    internal static void CheckCount(ViewStoreHost store, SimChain chain, IReadOnlyList<IngressPublicKeyRecord> keys, IReadOnlyList<BlockRange> missed)
    {
        var scanned = keys.ToDictionary(k => k.Key, k => k.LastScannedBlock);
        foreach (SimOutput paid in chain.Outputs.Where(o => o.Payment == Payment.Honest && o.Block < store.Counted && store.Shard.Contains(o.Block)))
        {
            if (!(scanned[paid.IngressKey] >= paid.Block) && !missed.Any(r => r.Contains(paid.Block)))
            {
                throw new ModelException($"{store.Name} says that {store.Counted} blocks are complete, and nobody has scanned {paid}");
            }
        }
    }

    /// <summary>Checks that a wallet knows all there is to know.</summary>
    internal static void CheckAll(FogWallet wallet, SimChain chain, ulong covered)
    {
        Check(wallet, chain);
        if (wallet.Complete != covered || wallet.BalanceAt != covered)
        {
            throw new ModelException($"{wallet.Name} knows {wallet.Complete} blocks, its balance after {wallet.BalanceAt}, and should know {covered} (view told {wallet.Processed}; missed: {string.Join(' ', wallet.Missed)})");
        }
    }
}
