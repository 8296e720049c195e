// Which outputs a payment spends (fact sheet fog §7.7 "Input selection").
namespace MobileCoin.Client;

/// <summary>What came of a selection.</summary>
internal enum SelectionOutcome
{
    /// <summary>The outputs that were chosen cover the sum.</summary>
    Selected,

    /// <summary>All outputs together cover the sum, as many as one transaction takes do not.</summary>
    NeedsDefragmentation,

    /// <summary>All outputs together do not cover the sum.</summary>
    InsufficientFunds,
}

/// <summary>The result of a selection.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Indices">Which outputs were chosen, ascending; none unless they cover the sum.</param>
/// <param name="Reachable">The most that one transaction can spend.</param>
/// <param name="Total">What all outputs hold together.</param>
internal sealed record Selection(SelectionOutcome Outcome, IReadOnlyList<int> Indices, UInt128 Reachable, UInt128 Total);

/// <summary>
/// Chooses outputs. Of all choices that cover the sum with no more inputs than allowed it is the one with the oldest outputs: its oldest is
/// as old as can be, then its second oldest, and so on; nothing is added once the sum is covered. Small old outputs are thus used up as
/// wallets go on paying. Sums may exceed 64 bits. Pure; it runs where the outputs' owner is, and branches on their values.
/// </summary>
internal static class InputSelection
{
    /// <summary>Chooses among outputs of one token.</summary>
    /// <param name="values">The outputs' values, oldest first.</param>
    /// <param name="sum">What is to be covered: amount and fee.</param>
    /// <param name="maxInputs">How many outputs may be spent: 1 or more.</param>
    internal static Selection Select(ReadOnlySpan<ulong> values, UInt128 sum, int maxInputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInputs, 1);
        var rest = new ByValue(values);
        UInt128 total = 0, reachable = rest.Largest(maxInputs);
        foreach (ulong value in values) total += value;
        if (reachable < sum || sum == 0)
        {
            SelectionOutcome outcome = sum == 0 ? SelectionOutcome.Selected
                : total < sum ? SelectionOutcome.InsufficientFunds
                : SelectionOutcome.NeedsDefragmentation;
            return new Selection(outcome, [], reachable, total);
        }
        List<int> chosen = [];
        UInt128 covered = 0;
        for (int i = 0; covered < sum; i++)
        {
            rest.Remove(i);
            // What holds nothing covers nothing; the rest is taken if the sum can still be covered afterwards.
            if (values[i] == 0 || covered + values[i] + rest.Largest(maxInputs - chosen.Count - 1) < sum) continue;
            chosen.Add(i);
            covered += values[i];
        }
        return new Selection(SelectionOutcome.Selected, chosen, reachable, total);
    }

    /// <summary>The most that one transaction can spend.</summary>
    /// <param name="values">The outputs' values.</param>
    /// <param name="maxInputs">How many outputs may be spent.</param>
    internal static UInt128 Reachable(ReadOnlySpan<ulong> values, int maxInputs) => new ByValue(values).Largest(maxInputs);

    /// <summary>Outputs from the largest to the smallest, as a list that some are taken out of.</summary>
    private sealed class ByValue
    {
        private const int End = -1;

        private readonly ulong[] _values;
        private readonly int[] _next, _previous;
        private int _first;

        internal ByValue(ReadOnlySpan<ulong> values)
        {
            _values = values.ToArray();
            _next = new int[values.Length];
            _previous = new int[values.Length];
            int[] order = new int[values.Length];
            for (int i = 0; i < order.Length; i++) order[i] = i;
            Array.Sort(order, (a, b) => _values[b].CompareTo(_values[a]));
            _first = order.Length == 0 ? End : order[0];
            for (int i = 0; i < order.Length; i++)
            {
                _previous[order[i]] = i == 0 ? End : order[i - 1];
                _next[order[i]] = i == order.Length - 1 ? End : order[i + 1];
            }
        }

        internal UInt128 Largest(int count)
        {
            UInt128 sum = 0;
            for (int i = _first; i != End && count > 0; i = _next[i], count--) sum += _values[i];
            return sum;
        }

        internal void Remove(int i)
        {
            if (_previous[i] == End) _first = _next[i];
            else _next[_previous[i]] = _next[i];
            if (_next[i] != End) _previous[_next[i]] = _previous[i];
        }
    }
}
