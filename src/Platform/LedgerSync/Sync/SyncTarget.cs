// Which headers enough peers agree on (fact sheet ledger §6.2 steps 1 and 2).
using MobileCoin.Blockchain;

namespace MobileCoin.LedgerSync;

/// <summary>Compares the headers that peers gave.</summary>
internal static class SyncTarget
{
    private const ulong MostOutputs = 200_000;
    private const int MostBlocks = 1_000;

    /// <summary>What is wrong with a peer's headers; null: they continue the ledger.</summary>
    internal static string? Objection(IReadOnlyList<Block> headers, Block tip)
    {
        Block parent = tip;
        foreach (Block header in headers)
        {
            if (header.Index != parent.Index + 1) return $"block {header.Index} where block {parent.Index + 1} belongs";
            if (header.ParentId != parent.Id) return $"block {header.Index} is no child of {parent.Id}";
            if (!header.IsBlockIdValid) return $"block {header.Index} has another id than its contents lead to";
            parent = header;
        }
        return null;
    }

    /// <summary>The longest run of headers after the ledger that peers who are blocking and a quorum share; empty: none.</summary>
    internal static IReadOnlyList<Block> Find(IReadOnlyDictionary<ResponderId, IReadOnlyList<Block>> headers, INetworkState network)
    {
        for (int length = headers.Values.Max(h => (int?)h.Count) ?? 0; length > 0; length--)
        {
            // An id stands for all before it.
            foreach (IGrouping<BlockID, KeyValuePair<ResponderId, IReadOnlyList<Block>>> group in headers.Where(h => h.Value.Count >= length).GroupBy(h => h.Value[length - 1].Id))
            {
                if (network.IsBlockingAndQuorum(group.Select(h => h.Key).ToHashSet())) return [.. group.First().Value.Take(length)];
            }
        }
        return [];
    }

    /// <summary>As many headers from one on as are fetched together: at least one, and not many outputs, by what the headers say of their number.</summary>
    /// <param name="headers">All of them.</param>
    /// <param name="start">Where the portion begins.</param>
    /// <param name="tip">The block before.</param>
    internal static IReadOnlyList<Block> Portion(IReadOnlyList<Block> headers, int start, Block tip)
    {
        int end = start + 1;
        while (end < headers.Count && end - start < MostBlocks && unchecked(headers[end].CumulativeTxoCount - tip.CumulativeTxoCount) <= MostOutputs) end++;
        return [.. headers.Skip(start).Take(end - start)];
    }
}
