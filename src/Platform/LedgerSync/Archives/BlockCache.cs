// Blocks of merged files that were not asked for yet (fact sheet ledger §6.3).
namespace MobileCoin.LedgerSync;

/// <summary>
/// The blocks that were put in last, up to a number and a size. A block is used once: taking it removes it. Thread-safe.
/// </summary>
internal sealed class BlockCache(int mostBlocks, long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _order = new();
    private readonly Dictionary<ulong, LinkedListNode<Entry>> _byIndex = [];
    private long _bytes;

    internal int Count
    {
        get
        {
            lock (_gate) return _byIndex.Count;
        }
    }

    internal void Add(ArchivedBlock block, long bytes)
    {
        lock (_gate)
        {
            if (_byIndex.TryGetValue(block.Data.Block.Index, out LinkedListNode<Entry>? old)) Remove(old);
            _byIndex.Add(block.Data.Block.Index, _order.AddLast(new Entry(block, bytes)));
            _bytes += bytes;
            while (_byIndex.Count > mostBlocks || _bytes > mostBytes) Remove(_order.First!);
        }
    }

    internal ArchivedBlock? Take(ulong index)
    {
        lock (_gate)
        {
            if (!_byIndex.TryGetValue(index, out LinkedListNode<Entry>? node)) return null;
            Remove(node);
            return node.Value.Block;
        }
    }

    /// <summary>Drops all blocks of a source.</summary>
    internal void Forget(string source)
    {
        lock (_gate)
        {
            for (LinkedListNode<Entry>? node = _order.First, next; node is not null; node = next)
            {
                next = node.Next;
                if (node.Value.Block.Source == source) Remove(node);
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _byIndex.Remove(node.Value.Block.Data.Block.Index);
        _bytes -= node.Value.Bytes;
    }

    private readonly record struct Entry(ArchivedBlock Block, long Bytes);
}
