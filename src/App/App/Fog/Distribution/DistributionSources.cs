// The outputs that a first ledger has for each of its accounts (fact sheet fog §7.5).
using MobileCoin.Funder;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.App.Fog.Distribution;

/// <summary>Finds what can be spent where the first ledger's outputs lie in a row for each account, one account after the other.</summary>
internal static class DistributionSources
{
    private const int Batch = 256;

    /// <summary>The outputs of MOB that are not spent, in groups of one account each.</summary>
    /// <param name="wallet">Has the accounts, in the ledger's order.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="perAccount">Outputs in a row of each account; 0: as many as the first account has.</param>
    /// <param name="offset">So many outputs of each account are left alone.</param>
    /// <param name="numInputs">How large groups are; what is left over is not spent.</param>
    internal static IReadOnlyList<Spendable[]> Find(LedgerWallet wallet, ILedger ledger, int perAccount, int offset, int numInputs)
    {
        if (perAccount == 0) perAccount = CountOfFirst(wallet);
        List<Spendable[]> groups = [];
        for (int account = 0; account < wallet.Accounts.Count && offset < perAccount; account++)
        {
            ulong first = ((ulong)account * (ulong)perAccount) + (ulong)offset;
            IEnumerable<Spendable> found = wallet.Look(account, first, perAccount - offset).Where(o => o.Amount.TokenId == TokenId.Mob && !ledger.ContainsKeyImage(o.KeyImage));
            groups.AddRange(found.Chunk(numInputs).Where(g => g.Length == numInputs));
        }
        return groups;
    }

    private static int CountOfFirst(LedgerWallet wallet)
    {
        int count = 0;
        while (true)
        {
            IReadOnlyList<Spendable> found = wallet.Look(0, (ulong)count, Batch);
            int inARow = 0;
            while (inARow < found.Count && found[inARow].Index == (ulong)(count + inARow)) inARow++;
            count += inARow;
            if (inARow < Batch) return count;
        }
    }
}
