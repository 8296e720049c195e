namespace MobileCoin.Consensus;

/// <summary>
/// Finds the value that no block can hold. After a failure the values are proposed in halves, those of a failing half in halves again, and
/// one that fails alone is condemned: the others get into blocks, and the process goes on.
/// </summary>
internal sealed class Suspects
{
    private const int MostCondemned = 1000;

    private readonly Stack<IReadOnlyList<ConsensusValue>> _groups = [];

    /// <summary>Values that failed alone: refused from now on, the most recent thousand or so.</summary>
    internal HashSet<ConsensusValue> Condemned { get; } = [];

    /// <summary>The values to propose next instead of those that wait; null: there are no suspects.</summary>
    internal IReadOnlyList<ConsensusValue>? Next() => _groups.TryPeek(out IReadOnlyList<ConsensusValue>? group) ? group : null;

    /// <summary>What was proposed made a block.</summary>
    internal void Succeeded() => _groups.TryPop(out _);

    /// <summary>What was proposed made none; an empty list blames nobody.</summary>
    /// <returns>Values that are condemned.</returns>
    internal IReadOnlyList<ConsensusValue> Failed(IReadOnlyList<ConsensusValue> values)
    {
        if (values.Count == 0) return [];
        _groups.TryPop(out _);
        if (values.Count == 1)
        {
            if (Condemned.Count >= MostCondemned) Condemned.Clear();
            Condemned.Add(values[0]);
            return values;
        }
        int half = values.Count / 2;
        _groups.Push([.. values.Skip(half)]);
        _groups.Push([.. values.Take(half)]);
        return [];
    }

    /// <summary>Suspects nobody any more: blocks came from elsewhere.</summary>
    internal void Forget() => _groups.Clear();
}
