using MobileCoin.Transactions;

namespace MobileCoin.Network;

/// <summary>An output that a user found, and what became of it as far as the user knows.</summary>
internal sealed class OwnedOutput(ulong globalIndex, ulong block, ulong amount, KeyImage keyImage)
{
    internal ulong GlobalIndex { get; } = globalIndex;

    internal ulong Block { get; } = block;

    internal ulong Amount { get; } = amount;

    internal KeyImage KeyImage { get; } = keyImage;

    /// <summary>The block that spends it; null: none of the first <see cref="UnspentBelow"/>.</summary>
    internal ulong? SpentAt { get; private set; }

    internal ulong UnspentBelow { get; private set; } = block + 1;

    /// <summary>Takes what Fog ledger says.</summary>
    /// <exception cref="InvalidOperationException">It contradicts what it said before.</exception>
    internal void Learn(in KeyImageResult result, ulong blocks)
    {
        if (result.KeyImageResultCode == KeyImageResultCode.Spent)
        {
            if (SpentAt is { } before && before != result.SpentAt) throw new InvalidOperationException($"output {GlobalIndex} was spent at {before}, and is at {result.SpentAt} now");
            if (SpentAt is null && result.SpentAt < UnspentBelow && result.SpentAt > Block) throw new InvalidOperationException($"output {GlobalIndex} is spent at {result.SpentAt}, and was not spent below {UnspentBelow}");
            SpentAt = result.SpentAt;
        }
        else if (result.KeyImageResultCode == KeyImageResultCode.NotSpent)
        {
            if (SpentAt is { } before) throw new InvalidOperationException($"output {GlobalIndex} was spent at {before}, and is not now");
            UnspentBelow = Math.Max(UnspentBelow, blocks);
        }
    }
}
