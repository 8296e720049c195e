// What follows from all that is known (fact sheet fog §7.7 steps 5 and 6).
using MobileCoin.Accounts;

namespace MobileCoin.Client;

internal sealed partial class AccountState
{
    internal AccountSnapshot ToSnapshot()
    {
        Sort();
        // The first block that is not looked at ends what is known: a missed one counts from its start (the stricter reading of fog §7.7).
        ulong count = Found;
        bool knowsSpent = true;
        foreach (TrackedTxOut tracked in _outputs)
        {
            if (!tracked.IsUnspent) continue;
            if (tracked.Output.KeyImage is null) knowsSpent = false;
            else count = Math.Min(count, tracked.UnspentBelow);
        }
        var outputs = new OwnedTxOut[_outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = _outputs[i].Output;
        return new AccountSnapshot(outputs, Contacts)
        {
            BlockCount = count,
            Balances = BalancesAt(outputs, count),
            KnowsSpent = knowsSpent,
            LedgerBlockCount = Math.Max(LedgerBlocks, count),
            LatestBlockTime = BlockTime.Read(ProcessedTimestamp),
            MissedBlocks = [.. Missed.Ranges],
        };
    }

    private static SortedDictionary<ulong, ulong> BalancesAt(OwnedTxOut[] outputs, ulong count)
    {
        var sums = new SortedDictionary<ulong, ulong>();
        foreach (OwnedTxOut output in outputs)
        {
            // What funds a gift code is set aside.
            if (output.BlockIndex >= count || output.SubaddressIndex == SubaddressIndex.GiftCode) continue;
            ulong sum = sums.GetValueOrDefault(output.Amount.TokenId);
            ulong value = output.SpentAt < count ? 0 : output.Amount.Value;
            sums[output.Amount.TokenId] = value > ulong.MaxValue - sum ? ulong.MaxValue : sum + value;
        }
        return sums;
    }
}
