// What became of an output, as far as the ledger was asked (fact sheet fog §7.7 steps 4 and 5).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>An output, and up to which block it is known not to be spent. For the holder of the state's lock.</summary>
internal sealed class TrackedTxOut(OwnedTxOut output)
{
    internal OwnedTxOut Output { get; set; } = output;

    /// <summary>No block below this one spends the output; of no meaning once it is spent.</summary>
    internal ulong UnspentBelow { get; set; } = output.BlockIndex == ulong.MaxValue ? ulong.MaxValue : output.BlockIndex + 1;

    internal bool IsUnspent => Output.SpentAt is null;

    /// <summary>What in an answer contradicts what is known; null if nothing does.</summary>
    internal string? Objection(in KeyImageResult result)
    {
        switch (result.KeyImageResultCode)
        {
            case KeyImageResultCode.Spent when Output.SpentAt is { } before && before != result.SpentAt:
                return $"{Output} was spent in block {before}, and is in block {result.SpentAt} now";
            case KeyImageResultCode.Spent when Output.SpentAt is null && result.SpentAt < UnspentBelow && result.SpentAt > Output.BlockIndex:
                return $"{Output} is spent in block {result.SpentAt}, and was not spent in the first {UnspentBelow}";
            case KeyImageResultCode.NotSpent when Output.SpentAt is { } before:
                return $"{Output} was spent in block {before}, and is not now";
            default:
                return null;
        }
    }

    /// <summary>Takes an answer that does not contradict.</summary>
    internal void Learn(in KeyImageResult result, ulong blocks)
    {
        if (result.KeyImageResultCode == KeyImageResultCode.NotSpent) UnspentBelow = Math.Max(UnspentBelow, blocks);
        else if (result.KeyImageResultCode == KeyImageResultCode.Spent && IsUnspent)
        {
            Output = Output.WithSpent(result.SpentAt, result.TimestampResultCode == TimestampResultCode.TimestampFound ? result.Timestamp : BlockTime.Unknown);
        }
    }
}
