// A wallet's programs on a whole network of processes (fact sheet fog §7.5 to §7.8).
using System.Globalization;
using System.Text.Json;

namespace MobileCoin.Network.Test;

public sealed class WalletRunTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programs_FundPayAndLook()
    {
        using DevnetFolder folder = DevnetFolder.Temporary();
        DevnetNetwork network = DevnetNetwork.Of(folder, new DevnetPlan { Users = 3 });
        await using (network)
        {
            await network.StartAsync(Token);
            string alice = network.KeyFileOf(0), bob = network.KeyFileOf(1), carol = folder.In("carol.json");
            string[] file = ["--network", folder.NetworkFile];

            // Money for Alice and Bob, in both tokens, each twice in one transaction; their fog's report is verified on the way.
            string[] both = ["--to", Path.ChangeExtension(alice, ".b58pub"), "--to", Path.ChangeExtension(bob, ".b58pub")];
            string[] bank = ["--ledger-db", folder.In("ledger"), "--keys", folder.BankFolder];
            string funded = await AskAsync("fog-funder", [.. bank, .. both, .. both, "--amount", "10 MOB", .. file]);
            Assert.Contains("\"outputs\":4,", funded, StringComparison.Ordinal);
            await AskAsync("fog-funder", [.. bank, .. both, .. both, "--amount", "1000000", "--token-id", "1", .. file]);

            // Carol is new, and is paid by Alice.
            using JsonDocument made = JsonDocument.Parse(await AskAsync("wallet", ["new", "-k", carol, "--json", .. file]));
            string address = made.RootElement.GetProperty("address").GetString()!;
            await UntilAsync(alice, 0, 20_000_000_000_000);
            Assert.StartsWith("20 MOB\n", await AskAsync("wallet", ["balance", "-k", alice, .. file]), StringComparison.Ordinal);
            using (JsonDocument sent = JsonDocument.Parse(await AskAsync("wallet", ["send", "-k", alice, "--to", address, "--amount", "1.5 MOB", "--yes", "--json", .. file])))
            {
                Assert.Equal("paid", sent.RootElement.GetProperty("state").GetString());
            }
            await UntilAsync(carol, 0, 1_500_000_000_000);
            Assert.Contains("received 1.5 MOB from ", await AskAsync("wallet", ["history", "-k", carol, .. file]), StringComparison.Ordinal);
            Assert.Contains("sent 1.5 MOB to ", await AskAsync("wallet", ["history", "-k", alice, .. file]), StringComparison.Ordinal);

            // Alice and Bob pay each other in two tokens, cannot spend twice, and swap.
            string tested = await AskAsync("test_client",
            [
                "--key-dir", folder.KeysFolder, "--num-clients", "2", "--num-transactions", "2", "--token-ids", "0,1", "--balance-polling-wait", "20", "--ledger-sync-wait", "0", "--consensus-wait", "60",
                "--grpc-retry-count", "100", .. file,
            ]);
            Assert.Contains("all tests succeeded", tested, StringComparison.Ordinal);

            // The rest of the first block goes to those three, as fast as it is taken.
            string data = folder.In("data");
            Directory.CreateDirectory(data);
            foreach ((string name, string target) in new[] { ("keys", folder.BankFolder), ("fog_keys", folder.KeysFolder), ("ledger", folder.In("ledger")) }) Directory.CreateSymbolicLink(Path.Combine(data, name), target);
            string distributed = await AskAsync("fog-distribution", ["--sample-data-dir", data, "--num-tx-to-send", "3", "--num-seed-transactions-per-destination-account", "1", "--max-threads", "3", .. file]);
            Assert.Contains("sent 6 transactions, 0 failed", distributed, StringComparison.Ordinal);

            async Task UntilAsync(string keyFile, ulong token, ulong expected)
            {
                string name = token.ToString(CultureInfo.InvariantCulture);
                while (true)
                {
                    using JsonDocument balance = JsonDocument.Parse(await AskAsync("balance_check", ["--keyfile", keyFile, .. file]));
                    if (balance.RootElement.GetProperty("balance").TryGetProperty(name, out JsonElement has) && has.GetUInt64() == expected) return;
                }
            }
        }

        static Task<string> AskAsync(string program, params string[] arguments) => RunningProgram.AskAsync(program, arguments, cancellationToken: Token);
    }
}
