// What is known of an account, for whoever looks for a fault (fact sheet fog §7.7, §7.8: debug).
using System.Globalization;
using System.Text;
using MobileCoin.Client;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>A client's state as text. It holds amounts, and no keys.</summary>
internal static class ClientText
{
    internal static string Describe(MobileCoinClient client)
    {
        AccountSnapshot snapshot = client.Snapshot;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{client.Account} on '{client.ChainId}': {snapshot.BlockCount} blocks looked at, {snapshot.LedgerBlockCount} in the ledger, {snapshot.Outputs.Count} outputs");
        foreach (BlockRange range in snapshot.MissedBlocks) text.AppendLine(CultureInfo.InvariantCulture, $"missed blocks, still to be looked through: {range.StartBlock} to {range.EndBlock}, without the last");
        foreach (OwnedTxOut output in snapshot.Outputs)
        {
            string spent = output.SpentAt is { } block ? string.Create(CultureInfo.InvariantCulture, $"spent in block {block}") : "not spent";
            text.AppendLine(CultureInfo.InvariantCulture, $"output {output.GlobalIndex} of block {output.BlockIndex}: {output.Amount.Value} of token {output.Amount.TokenId} at subaddress {output.SubaddressIndex}, {spent}");
        }
        return text.ToString();
    }
}
