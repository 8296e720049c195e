// A network of processes on which wallets can pay: what the devnet starts, with some accounts that have money.
using System.Diagnostics;
using MobileCoin.Attestation;
using MobileCoin.Client;
using MobileCoin.Funder;
using MobileCoin.Transactions;

namespace MobileCoin.Network.Test;

[CollectionDefinition(nameof(PaymentNetwork))]
public sealed class PaymentNetworkTests : ICollectionFixture<PaymentNetwork>;

/// <summary>A validator, its publisher, a follower and a Fog; users 0 to 6 have two outputs of a MOB each. One network for all tests of the collection.</summary>
public sealed class PaymentNetwork : IAsyncLifetime
{
    internal const ulong Mob = 1_000_000_000_000;

    private const int Funded = 7;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly DevnetFolder _folder = DevnetFolder.Temporary();
    private LedgerFunder _funder = null!;

    internal DevnetNetwork Devnet { get; private set; } = null!;

    internal MobileCoinNetwork Description => Devnet.Describe();

    public async ValueTask InitializeAsync()
    {
        Devnet = DevnetNetwork.Of(_folder, new DevnetPlan { Users = Funded + 1 });
        await Devnet.StartAsync(Token);
        VerificationPolicy consensus = Policy(EnclaveTrust.Simulated.Consensus), ingest = Policy(EnclaveTrust.Simulated.FogIngest);
        var options = new FunderOptions { ChainId = DevnetNetwork.ChainId, Consensus = [Devnet.NodeUri], ConsensusTrust = consensus, IngestTrust = ingest };
        _funder = LedgerFunder.Open(Devnet.FollowerFolder, LedgerFunder.ReadAccounts(_folder.BankFolder), options);
        List<FundedOutput> outputs = [];
        for (int user = 0; user < Funded; user++)
        {
            using Account account = User(user);
            outputs.AddRange([new FundedOutput(account.Address, new Amount(Mob, TokenId.Mob)), new FundedOutput(account.Address, new Amount(Mob, TokenId.Mob))]);
        }
        await _funder.PayAsync(outputs, Token);
    }

    public async ValueTask DisposeAsync()
    {
        _funder?.Dispose();
        if (Devnet is not null) await Devnet.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A user's account.</summary>
    internal Account User(int number) => Account.FromKeyFile(Devnet.KeyFileOf(number));

    /// <summary>Makes blocks that pay nobody whom Fog serves.</summary>
    internal async Task MakeBlocksAsync(int count)
    {
        using Account nobody = Account.Create(null, out _);
        for (int i = 0; i < count; i++) await _funder.PayAsync(nobody.Address, new Amount(1, TokenId.Mob), Token);
    }

    /// <summary>Updates until a condition holds.</summary>
    internal static async Task<AccountSnapshot> UntilAsync(MobileCoinClient client, Func<AccountSnapshot, bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            AccountSnapshot snapshot = await client.UpdateAsync(cancellationToken: limit.Token);
            if (isSo(snapshot)) return snapshot;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Has a program read its certificates again.</summary>
    internal static void HangUp(RunningProgram program) => Process.Start("/bin/kill", $"-HUP {program.Id}").WaitForExit();

    /// <summary>All that the services wrote, for who looks for the reason of a failure.</summary>
    internal string Logs() => string.Join('\n', Devnet.Services.Select(s => $"--- {s.Name}\n{s.Process.Output}"));

    private static VerificationPolicy Policy(IReadOnlyList<TrustedIdentity> identities) => new(identities, TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
}
