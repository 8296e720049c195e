// Money out of a network's first block, by the program that operators use (fact sheet fog §7.5).
using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.Funder;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;

namespace MobileCoin.Network.Test;

public sealed class FunderRunTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFunder_PaysInEitherToken_AndSaysWhatIsWrong()
    {
        using ValidatorNetwork network = await ValidatorNetwork.CreateAsync(new NetworkPlan(), Token);
        await network.StartValidatorAsync(Token);
        using AccountKey user = AccountKey.Random(RandomNumberGenerator.Fill);
        string address = System.Text.Encoding.UTF8.GetString(KeyFile.WriteB58(user.DefaultSubaddress()));

        Assert.Equal("""{"block_index":1,"token_id":0,"amount":1500000000000,"outputs":1,"fee":400000000}""", await FundAsync("--to", address, "--amount", "1.5 MOB"));
        string file = network.In("user.b58pub");
        await File.WriteAllTextAsync(file, address, Token);
        using (JsonDocument other = JsonDocument.Parse(await FundAsync("--to", file, "--to", address, "--amount", "7", "--token-id", "1")))
        {
            Assert.Equal((2ul, 1024ul), (other.RootElement.GetProperty("block_index").GetUInt64(), other.RootElement.GetProperty("fee").GetUInt64()));
        }

        using Ledger ledger = Ledger.Open(network.LedgerFolder, new LedgerOptions { ReadOnly = true });
        using var wallet = new LedgerWallet(ledger, [new AccountKey(new Crypto.RistrettoPrivate(user.ViewPrivateKey.Scalar), new Crypto.RistrettoPrivate(user.SpendPrivateKey.Scalar))], BlockVersion.Max, RandomNumberGenerator.Fill, 1);
        wallet.Scan();
        Assert.Equal((1_500_000_000_000ul, 14ul), (wallet.Total(0), wallet.Total(1)));

        await FailAsync("the network has no token 9", "--to", address, "--amount", "1", "--token-id", "9");
        await FailAsync("are needed with the fee, the accounts hold", "--to", address, "--to", address, "--amount", $"{ulong.MaxValue}");
        await FailAsync("--to: the code's checksum does not match", "--to", address[..^1] + (address[^1] == 'z' ? 'y' : 'z'), "--amount", "1");

        Task<string> FundAsync(params string[] arguments) => TrimAsync(RunningProgram.AskAsync("fog-funder", [.. Common(), .. arguments], cancellationToken: Token));

        async Task FailAsync(string why, params string[] arguments)
        {
            InvalidOperationException e = await Assert.ThrowsAsync<InvalidOperationException>(() => FundAsync(arguments));
            Assert.Contains(why, e.Message, StringComparison.Ordinal);
        }

        string[] Common() => ["--ledger-db", network.LedgerFolder, "--keys", network.In("keys"), "--peer", network.NodeUri.ToString(), "--chain-id", ValidatorNetwork.ChainId, "--allow-simulated"];
    }

    private static async Task<string> TrimAsync(Task<string> text) => (await text).Trim();
}
