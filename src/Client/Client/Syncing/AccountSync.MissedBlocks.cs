// Blocks that no ingest saw (fact sheet fog §6.6, §7.7 step 2).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal sealed partial class AccountSync
{
    private async Task LookThroughMissedAsync()
    {
        ulong from = 0;
        long done = 0;
        while (true)
        {
            IReadOnlyList<BlockRange> some = state.Missed.Take(from, (ulong)Math.Max(1, options.MaxBlocks));
            if (some.Count == 0) return;
            Report(SyncStage.MissedBlocks, done, 0);
            IReadOnlyList<FogBlock> blocks = await transport.GetBlocksAsync(some, cancellationToken).ConfigureAwait(false);
            Check(blocks, some);
            // Behind a block that the ledger does not have yet, there is none.
            if (blocks.Count == 0) return;
            List<OwnedTxOut>[] found = await Task.Run(() => blocks.Select(b => state.Reader.Scan(b).ToList()).ToArray(), CancellationToken.None).ConfigureAwait(false);
            lock (state.Lock)
            {
                for (int i = 0; i < blocks.Count; i++)
                {
                    foreach (OwnedTxOut output in found[i]) state.Add(output);
                    state.Missed.Remove(blocks[i].Index);
                }
            }
            ClientLog.Scanned(log, blocks.Count, blocks.Sum(b => b.Outputs.Count));
            done += blocks.Count;
            from = some[^1].EndBlock;
        }
    }

    private static void Check(IReadOnlyList<FogBlock> blocks, IReadOnlyList<BlockRange> asked)
    {
        var seen = new HashSet<ulong>();
        foreach (FogBlock block in blocks)
        {
            if (!asked.Any(r => r.Contains(block.Index))) throw Contradiction($"Fog ledger: block {block.Index}, which was not asked for");
            if (!seen.Add(block.Index)) throw Contradiction($"Fog ledger: block {block.Index} twice");
            if ((ulong)block.Outputs.Count > block.GlobalTxoCount) throw Contradiction($"Fog ledger: block {block.Index} has more outputs than the ledger");
        }
    }
}
