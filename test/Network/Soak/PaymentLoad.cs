// Payments for as long as there is somebody to take them.
using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Connections;
using MobileCoin.Funder;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Network;

/// <summary>Pays from account to account through a validator that may die at any moment, and tells a witness of the blocks that it is shown.</summary>
internal sealed class PaymentLoad(ValidatorNetwork network, ChainWitness witness, int seed)
{
    internal const ulong Fee = 400_000_000;

    private const ulong Value = 1_000_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Payments that the validator took.</summary>
    internal int Accepted { get; private set; }

    /// <summary>Pays until told to stop.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await PayAsync(ledger, stop).ConfigureAwait(false);
            }
            catch (ConnectionException)
            {
                // It was killed. What was on its way may have got into a block or not: the wallet looks anew.
                await Task.Delay(Pause, CancellationToken.None).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task PayAsync(Ledger ledger, CancellationToken stop)
    {
        using var wallet = new LedgerWallet(ledger, network.ReadAccounts(), BlockVersion.Max, RandomNumberGenerator.Fill, seed + Accepted);
        using ConsensusConnection node = await network.ConnectAsync(cancellationToken: stop).ConfigureAwait(false);
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            wallet.Scan(limit: 1);
            if (wallet.Count(0) == 0)
            {
                await Task.Delay(Pause, stop).ConfigureAwait(false);
                continue;
            }
            PublicAddress recipient = wallet.Accounts[i % wallet.Accounts.Count].DefaultSubaddress();
            Tx tx = wallet.Pay(recipient, Fee, new Amount(Value, TokenId.Mob));
            ProposeTxResponse answer = await node.ProposeTxAsync(tx, stop).ConfigureAwait(false);
            if (answer.Result == ProposeTxResult.Ok) Accepted++;
            else if (answer.Result != ProposeTxResult.ContainsSpentKeyImage) throw new InvalidOperationException($"the validator refuses a payment: {answer.Result} {answer.ErrMsg}");
            foreach (Blockchain.Block block in await node.GetBlocksAsync(answer.BlockCount - 1, 2, stop).ConfigureAwait(false)) witness.Saw(block);
        }
    }
}
