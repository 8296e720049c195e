namespace MobileCoin.Consensus;

/// <summary>Values that wait for a slot, in the order in which they came, with the time when a client of this node gave them.</summary>
internal sealed class PendingValues
{
    private readonly LinkedList<ConsensusValue> _order = [];
    private readonly Dictionary<ConsensusValue, (LinkedListNode<ConsensusValue> Node, long? Received)> _values = [];

    internal int Count => _values.Count;

    /// <summary>Appends a value; false: it waits already.</summary>
    internal bool Add(ConsensusValue value, long? received)
    {
        if (_values.ContainsKey(value)) return false;
        _values.Add(value, (_order.AddLast(value), received));
        return true;
    }

    internal bool Contains(ConsensusValue value) => _values.ContainsKey(value);

    /// <summary>The values that came first.</summary>
    internal IReadOnlyList<ConsensusValue> First(int count) => [.. _order.Take(count)];

    /// <summary>Takes a value out.</summary>
    /// <returns>When a client gave it; null: it was not here, or came from elsewhere.</returns>
    internal long? Remove(ConsensusValue value)
    {
        if (!_values.Remove(value, out (LinkedListNode<ConsensusValue> Node, long? Received) entry)) return null;
        _order.Remove(entry.Node);
        return entry.Received;
    }

    /// <summary>Takes out what a test says; returns it.</summary>
    internal IReadOnlyList<ConsensusValue> RemoveWhere(Func<ConsensusValue, bool> test)
    {
        ConsensusValue[] gone = [.. _order.Where(test)];
        foreach (ConsensusValue value in gone) Remove(value);
        return gone;
    }
}
