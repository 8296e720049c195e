// What a client was told of the chain, and whether it still holds.
using MobileCoin.Blockchain;
using MobileCoin.LedgerDb;

namespace MobileCoin.Network;

/// <summary>Remembers every block that was shown to somebody, by its index.</summary>
internal sealed class ChainWitness
{
    private readonly Dictionary<ulong, Block> _seen = [];

    internal int Count
    {
        get
        {
            lock (_seen) return _seen.Count;
        }
    }

    /// <summary>Takes a block as somebody was told it.</summary>
    /// <exception cref="InvalidOperationException">Somebody was told of another block in its place: the chain has forked.</exception>
    internal void Saw(Block block)
    {
        lock (_seen)
        {
            if (_seen.TryAdd(block.Index, block) || _seen[block.Index].Equals(block)) return;
            throw new InvalidOperationException($"block {block.Index} was {_seen[block.Index].Id} and is {block.Id} now: the chain has forked");
        }
    }

    /// <summary>Looks for every block that was told of.</summary>
    /// <exception cref="InvalidOperationException">One is missing, or another is in its place.</exception>
    internal void Check(ILedger ledger)
    {
        lock (_seen)
        {
            ulong blocks = ledger.NumBlocks;
            foreach ((ulong index, Block block) in _seen)
            {
                if (index >= blocks) throw new InvalidOperationException($"block {index} was told of, and the ledger has {blocks} blocks: it is lost");
                if (!ledger.GetBlock(index).Equals(block)) throw new InvalidOperationException($"block {index} was {block.Id} and is {ledger.GetBlock(index).Id} now: the chain has forked");
            }
        }
    }
}
