// Joining small outputs from a terminal (fact sheets fog §7.7 "WalletCompactingNeeded", ledger §4.3 "Defragmentation").
using System.Globalization;
using MobileCoin.App.Inspection;
using MobileCoin.Client;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Wallet;

/// <summary>wallet defragment. What is joined when it is interrupted stays joined; the next call goes on from there.</summary>
internal static class WalletDefragment
{
    internal static async Task<int> RunAsync(WalletSession session)
    {
        ulong token = session.Values.Get(AmountInput.TokenIdFlag);
        ulong? wanted = session.Values.Find(WalletFlags.WantedAmount) is { } text ? AmountInput.Read(WalletFlags.WantedAmount.Title, text, token).Value : null;
        // What it spends must not be joined away from it.
        if (await WalletSend.SettleAsync(session).ConfigureAwait(false) is { } pending) throw WalletSend.IsOpen(pending);
        AccountSnapshot snapshot = await session.UpdateAsync().ConfigureAwait(false);
        session.Save();
        Amount fee = await session.Client.GetFeeAsync(token, session.Stop).ConfigureAwait(false);
        ulong spendable = await session.Client.GetSpendableAsync(token, session.Stop).ConfigureAwait(false);
        int outputs = snapshot.Outputs.Count(o => o.SpentAt is null && o.Amount.TokenId == token && o.Amount.Value > 0);
        bool isDone = outputs <= TransactionLimits.MaxInputs || spendable >= wanted;
        if (!isDone && !session.Values.Get(WalletFlags.Yes) && !await ConfirmAsync(session, outputs, new Amount(spendable, token), fee).ConfigureAwait(false))
        {
            await session.Surroundings.Error.WriteLineAsync("Nothing was joined.").ConfigureAwait(false);
            return ExitCode.Failure;
        }
        var rounds = new Rounds(session.Surroundings.Error, token);
        int transactions;
        try
        {
            transactions = await session.Client.DefragmentAsync(token, wanted, rounds, session.Stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (session.Stop.IsCancellationRequested)
        {
            throw new HostingException("interrupted; what is joined stays joined, and what was sent is in the ledger soon or not at all: see wallet history. wallet defragment goes on from there", e);
        }
        spendable = await session.Client.GetSpendableAsync(token, session.Stop).ConfigureAwait(false);
        await TellAsync(session, transactions, fee, new Amount(spendable, token)).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static Task<bool> ConfirmAsync(WalletSession session, int outputs, Amount spendable, Amount fee) => session.AskAsync(
        string.Create(CultureInfo.InvariantCulture, $"There are {outputs} outputs, and one payment can pay {AmountInput.Show(spendable)}. Join them, for a fee of {AmountInput.Show(fee)} for each {TransactionLimits.MaxInputs}?"));

    private static async Task TellAsync(WalletSession session, int transactions, Amount fee, Amount spendable)
    {
        if (session.Values.Get(WalletFlags.Json))
        {
            await session.Surroundings.Output.WriteAsync(AddressJson.Write(json =>
            {
                json.WriteNumber("transactions", transactions);
                json.WriteNumber("token_id", fee.TokenId);
                json.WriteNumber("fee", fee.Value);
                json.WriteNumber("spendable", spendable.Value);
            })).ConfigureAwait(false);
            return;
        }
        string what = transactions == 0 ? "nothing to join" : string.Create(CultureInfo.InvariantCulture, $"joined in {Count(transactions)}, fee {AmountInput.Show(fee)} each");
        await session.Surroundings.Output.WriteLineAsync($"{what}: one payment can pay {AmountInput.Show(spendable)}").ConfigureAwait(false);
    }

    private static string Count(int transactions) => string.Create(CultureInfo.InvariantCulture, $"{transactions} transaction{(transactions == 1 ? "" : "s")}");

    // At once, and not on another thread: the lines come in their order.
    private sealed class Rounds(TextWriter output, ulong token) : IProgress<DefragmentationProgress>
    {
        private int _told;

        public void Report(DefragmentationProgress value)
        {
            // The last round finds nothing to do.
            if (value.Transactions == _told) return;
            _told = value.Transactions;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count(value.Transactions)} in the ledger: {value.Outputs} outputs are left, and one payment can pay {AmountInput.Show(new Amount(value.Spendable, token))}"));
        }
    }
}
