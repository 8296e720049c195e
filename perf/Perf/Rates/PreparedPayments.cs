// Payments that are ready to be sent: building one takes longer than all that a validator does with it.
using System.Collections.Concurrent;
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Funder;
using MobileCoin.LedgerDb;
using MobileCoin.Network;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Perf;

/// <summary>A payment in its encoding, and the key image to know it by.</summary>
internal sealed record PreparedPayment(byte[] Bytes, KeyImage KeyImage);

/// <summary>Payments of two inputs and two outputs out of a network's first block, each of outputs of its own.</summary>
internal static class PreparedPayments
{
    internal const int Inputs = 2;

    private const ulong Fee = 400_000_000, Value = 1_000_000, Lifetime = 15_000;

    /// <summary>Builds payments, each account's on a thread of its own.</summary>
    internal static async Task<PreparedPayment[]> BuildAsync(ValidatorNetwork network, int count)
    {
        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        var built = new ConcurrentQueue<PreparedPayment>();
        IReadOnlyList<AccountKey> accounts = network.ReadAccounts();
        await Task.WhenAll(accounts.Select((account, number) => Task.Factory.StartNew(
            () => BuildOf(ledger, account, number, (count + accounts.Count - 1) / accounts.Count, built),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).ConfigureAwait(false);
        return [.. built.Take(count)];
    }

    private static void BuildOf(Ledger ledger, AccountKey account, int seed, int count, ConcurrentQueue<PreparedPayment> built)
    {
        using var wallet = new LedgerWallet(ledger, [account], BlockVersion.Max, RandomNumberGenerator.Fill, seed) { Lifetime = Lifetime, FeeInputs = Inputs };
        wallet.Scan();
        PublicAddress recipient = account.DefaultSubaddress();
        for (int i = 0; i < count; i++)
        {
            Tx tx = wallet.Pay(recipient, Fee, new Amount(Value, TokenId.Mob));
            built.Enqueue(new PreparedPayment(tx.Encode(), tx.KeyImages().First()));
        }
    }
}
