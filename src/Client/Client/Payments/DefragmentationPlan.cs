// Which outputs are joined so that more can be spent at once (fact sheet fog §7.7 "WalletCompactingNeeded").
namespace MobileCoin.Client;

/// <summary>Groups of outputs of one token that become one output each. Pure.</summary>
internal static class DefragmentationPlan
{
    /// <summary>
    /// The next round: groups that one transaction each can join at the same time. Outputs are taken from the largest down, so that the fees
    /// buy as much as they can; a group that would not bring in more than its fee is left alone.
    /// </summary>
    /// <param name="values">The outputs' values, in any order.</param>
    /// <param name="fee">What each transaction costs.</param>
    /// <param name="maxInputs">How many outputs a transaction spends at most, 2 or more.</param>
    /// <param name="wanted">What one transaction is to be able to spend in the end, its fee included; null: everything.</param>
    /// <returns>Indices into the values; no group if nothing is left to do, or to gain.</returns>
    internal static IReadOnlyList<int[]> NextRound(ReadOnlySpan<ulong> values, ulong fee, int maxInputs, UInt128? wanted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxInputs, 2);
        ulong[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order, Comparer<ulong>.Create(static (a, b) => b.CompareTo(a)));
        List<int[]> groups = [];
        UInt128 joined = 0;
        for (int next = 0; groups.Count < maxInputs;)
        {
            // So many of the others one transaction could spend beside what the groups become.
            int free = maxInputs - groups.Count;
            if (next + free >= sorted.Length || joined + Sum(sorted, next, free) >= (wanted ?? UInt128.MaxValue)) break;
            int size = Math.Min(maxInputs, sorted.Length - next - free + 1);
            UInt128 sum = Sum(sorted, next, size);
            // A group's place is one; in the places that it frees others can be spent, and these must be worth the fee.
            if (Sum(sorted, next + free, size - 1) <= fee || sum <= fee || sum > ulong.MaxValue) break;
            groups.Add(order[next..(next + size)]);
            joined += sum - fee;
            next += size;
        }
        return groups;
    }

    /// <summary>What one transaction can spend after all rounds, its own fee included.</summary>
    /// <inheritdoc cref="NextRound"/>
    internal static UInt128 Reach(ReadOnlySpan<ulong> values, ulong fee, int maxInputs, UInt128? wanted)
    {
        ulong[] now = values.ToArray();
        while (true)
        {
            IReadOnlyList<int[]> groups = NextRound(now, fee, maxInputs, wanted);
            if (groups.Count == 0) return InputSelection.Reachable(now, maxInputs);
            HashSet<int> joined = [.. groups.SelectMany(g => g)];
            ulong[] before = now;
            now = [.. before.Where((_, i) => !joined.Contains(i)), .. groups.Select(g => g.Aggregate(0UL, (sum, i) => sum + before[i]) - fee)];
        }
    }

    private static UInt128 Sum(ulong[] values, int first, int count)
    {
        UInt128 sum = 0;
        foreach (ulong value in values.AsSpan(first, Math.Min(count, values.Length - first))) sum += value;
        return sum;
    }
}
