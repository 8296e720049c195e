// Fact sheet fog §7.5.
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Accounts;
using MobileCoin.App.Fog.Distribution;
using MobileCoin.App.Keys;
using MobileCoin.App.Samples;
using MobileCoin.Funder;
using MobileCoin.LedgerDb;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.App.Test;

public sealed class DistributionTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ToolRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task ADryRun_TellsHowManyOutputsThereAre()
    {
        await MakeDataAsync(accounts: 5, txs: 20);
        Assert.Equal("found 100 outputs of 5 accounts: 0 + 100 transactions to 3 destinations\n", await DryAsync());
        // Groups of three: what is left over of each account's 20 is not spent.
        Assert.Equal("found 90 outputs of 5 accounts: 6 + 24 transactions to 3 destinations\n", await DryAsync("--num-inputs", "3", "--num-seed-transactions-per-destination-account", "2"));
        Assert.Equal("found 60 outputs of 5 accounts: 0 + 7 transactions to 3 destinations\n", await DryAsync("--start-offset", "8", "--num-tx-to-send", "7"));
        Assert.Equal("found 0 outputs of 5 accounts: 0 + 0 transactions to 3 destinations\n", await DryAsync("--start-offset", "20"));
        Assert.Contains("are to be made beforehand", await FailAsync("--num-seed-transactions-per-destination-account", "50", "--dry-run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OutputsOfOtherTokens_AreNotSpent()
    {
        await MakeDataAsync(accounts: 4, txs: 3, "--max-token-id", "2");
        Assert.Equal("found 12 outputs of 4 accounts: 0 + 12 transactions to 3 destinations\n", await DryAsync());
    }

    [Fact]
    public async Task FilesAndFlagsThatAreMissing_AreNamed()
    {
        await MakeDataAsync(accounts: 1, txs: 20);
        Assert.Contains("--peer is missing", await FailAsync("--chain-id", "local", "--allow-simulated"), StringComparison.Ordinal);
        Assert.Contains("nothing says which enclaves", await FailAsync("--peer", "insecure-mc://127.0.0.1:1/"), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", await FailAsync("--peer", "insecure-mc://127.0.0.1:1/", "--allow-simulated"), StringComparison.Ordinal);
        Assert.Contains("--sample-data-dir", await FailAsync("--fog-keys-subdir", "none", "--dry-run"), StringComparison.Ordinal);
        Directory.Delete(_run["ledger"], recursive: true);
        Assert.Contains("there is no ledger", await FailAsync("--dry-run"), StringComparison.Ordinal);
        Directory.Delete(_run["keys"], recursive: true);
        Assert.Contains("keys", await FailAsync("--dry-run"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATransaction_PaysEverythingButTheHighestFee_AndIsMadeAnewPastItsTombstone()
    {
        await MakeDataAsync(accounts: 2, txs: 20);
        var network = new FakeNetwork { Answers = new([ProposeTxResult.TxFeeError, ProposeTxResult.TombstoneBlockExceeded, ProposeTxResult.Ok]), NoReports = 14 };
        var time = new DrivenTime();
        DateTimeOffset start = time.GetUtcNow();
        (DistributionSender sender, Spendable[] inputs, PublicAddress to) = Sender(network, time);
        using var disposable = _opened;
        await sender.PrepareAsync(Token);
        await DriveAsync(sender.SendAsync(inputs, to, Token), time);

        Assert.Equal((1, 0), (sender.Sent, sender.Failed));
        // Peers take turns; the second answer said that the tombstone had passed, so that the third is another transaction of the same outputs.
        Assert.Equal([1, 0, 1], network.Proposed.Select(p => p.Peer));
        Assert.Equal([true, false], [ReferenceEquals(network.Proposed[0].Tx, network.Proposed[1].Tx), ReferenceEquals(network.Proposed[1].Tx, network.Proposed[2].Tx)]);
        Assert.Equal(network.Proposed[0].Tx.KeyImages(), network.Proposed[2].Tx.KeyImages());
        Assert.Equal(16, network.Asked);
        TxPrefix prefix = network.Proposed[2].Tx.Prefix;
        Assert.Equal((new Amount(800_000_000, 0), 2, 1), (prefix.Fee, prefix.Inputs.Count, prefix.Outputs.Count));
        Assert.Equal((ulong)(30 + 1 + 50), network.Proposed[0].Tx.Prefix.TombstoneBlock);
        Assert.Equal(40ul + 50, prefix.TombstoneBlock);
        Assert.All(prefix.Inputs, i => Assert.Equal(11, i.Ring.Count));
        // 14 pauses of Fibonacci from 100 ms on, and one of a second.
        TimeSpan waited = time.GetUtcNow() - start;
        Assert.Equal(TimeSpan.FromMilliseconds(98_600 + 1_000), waited);
    }

    [Fact]
    public async Task WhatWasSpentAlready_IsAsGoodAsTaken_AndWhatNobodyTakesIsGivenUp()
    {
        await MakeDataAsync(accounts: 2, txs: 20);
        var network = new FakeNetwork { Answers = new([ProposeTxResult.ContainsSpentKeyImage, .. Enumerable.Repeat(ProposeTxResult.TxFeeError, 30)]) };
        var time = new DrivenTime();
        (DistributionSender sender, Spendable[] inputs, PublicAddress to) = Sender(network, time);
        using var disposable = _opened;
        await sender.PrepareAsync(Token);
        await DriveAsync(sender.TrySendAsync(inputs, to, Token), time);
        Assert.Equal((1, 0), (sender.Sent, sender.Failed));
        await DriveAsync(sender.TrySendAsync(inputs, to, Token), time);
        Assert.Equal((1, 1), (sender.Sent, sender.Failed));
        Assert.Equal(31, network.Proposed.Count);

        network.NoReports = int.MaxValue;
        network.Asked = 0;
        await DriveAsync(sender.TrySendAsync(inputs, to, Token), time);
        Assert.Equal((2, 15), (sender.Failed, network.Asked));
    }

    private Opened? _opened;

    private (DistributionSender Sender, Spendable[] Inputs, PublicAddress To) Sender(FakeNetwork network, TimeProvider time)
    {
        Ledger ledger = Ledger.Open(_run["ledger"], new LedgerOptions { ReadOnly = true });
        var wallet = new LedgerWallet(ledger, LedgerFunder.ReadAccounts(_run["keys"]), BlockVersion.Max, RandomNumberGenerator.Fill, 1);
        _opened = new Opened(ledger, wallet);
        PublicAddress to = KeyFile.ReadPublic(File.ReadAllBytes(Path.Combine(_run["fog_keys"], "account_keys_0.pub")));
        return (new DistributionSender(wallet, network, 11, 50, time, NullLogger.Instance), DistributionSources.Find(wallet, ledger, 0, 0, 2)[0], to);
    }

    private static async Task DriveAsync(Task work, DrivenTime time)
    {
        while (await Task.WhenAny(work, time.UntilIdleAsync()) != work)
        {
            if (time.NextDue is { } due) time.Jump(due - time.GetUtcNow());
        }
        await work;
    }

    private async Task MakeDataAsync(int accounts, int txs, params string[] flags)
    {
        await _run.DoAsync(SampleKeys.Many, "--num", $"{accounts}", "--output-dir", _run["keys"]);
        await _run.DoAsync(SampleKeys.Many, "--num", "3", "--output-dir", _run["fog_keys"], "--seed", string.Concat(Enumerable.Repeat("07", 32)));
        await _run.DoAsync(GenerateSampleLedger.Program, ["--keys-dir", _run["keys"], "--output-dir", _run["ledger"], "--txs", $"{txs}", "--conf-file", _run["conf.json"], .. flags]);
    }

    private Task<string> DryAsync(params string[] flags) => _run.DoAsync(DistributionProgram.Program, ["--sample-data-dir", _run.Folder, "--dry-run", .. flags]);

    private Task<string> FailAsync(params string[] flags) => _run.FailAsync(DistributionProgram.Program, ["--sample-data-dir", _run.Folder, .. flags]);

    private sealed class Opened(Ledger ledger, LedgerWallet wallet) : IDisposable
    {
        public void Dispose()
        {
            wallet.Dispose();
            ledger.Dispose();
        }
    }

    /// <summary>Two validators, the second with higher fees and a longer chain, and a report server that is slow to have reports.</summary>
    private sealed class FakeNetwork : IDistributionNetwork
    {
        internal Queue<ProposeTxResult> Answers { get; init; } = new();

        internal int NoReports { get; set; }

        internal int Asked { get; set; }

        internal List<(int Peer, Tx Tx)> Proposed { get; } = [];

        public int Peers => 2;

        public Task<LastBlockInfoResponse> GetLastBlockInfoAsync(int peer, CancellationToken cancellationToken) => Task.FromResult(new LastBlockInfoResponse
        {
            Index = peer == 0 ? 20ul : 30,
            NetworkBlockVersion = BlockVersion.Max.Value,
            MinimumFees = { [0] = peer == 0 ? 400_000_000ul : 800_000_000 },
        });

        public Task<ProposeTxResponse> ProposeAsync(int peer, Tx transaction, CancellationToken cancellationToken)
        {
            Proposed.Add((peer, transaction));
            return Task.FromResult(new ProposeTxResponse { Result = Answers.Dequeue(), BlockCount = Proposed.Count < 2 ? 31ul : 40 });
        }

        public Task<IFogResolver> GetFogAsync(PublicAddress recipient, CancellationToken cancellationToken)
        {
            Asked++;
            return NoReports-- > 0 ? throw new FogResolutionException("there is no report yet") : Task.FromResult<IFogResolver>(new NoFogResolver());
        }
    }
}
