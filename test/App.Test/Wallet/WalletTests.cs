// `mobilecoin wallet` on a network in memory.
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Wallet;
using MobileCoin.Client;
using MobileCoin.Client.Testing;
using MobileCoin.Hosting;
using MobileCoin.Transactions;

namespace MobileCoin.App.Test;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class WalletTests : IDisposable
{
    private const string Words = "legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth useful legal winner thank year wave sausage worth title";

    private readonly FakeWorld _world = new();
    private readonly ConsoleProgram _wallet;

    public WalletTests() => _wallet = WalletProgram.Make(_world.Maker);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task New_WritesAKeyFileForItsOwnerAlone_AndNeverOverwrites()
    {
        string path = _world.Run["alice.json"];
        string told = await DoAsync("new", "-k", path, "--network", _world.NetworkFile);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        using Account account = Account.FromKeyFile(path);
        Assert.Equal(_world.Fog.FogSettings.ReportUrl, account.Fog!.ReportUrl);
        Assert.Contains(PaymentCode.Of(account.Address).ToBase58(), told, StringComparison.Ordinal);

        // The words on the screen, after the heading's number of them, are those of the file.
        string[] words = [.. System.Text.RegularExpressions.Regex.Matches(told, @" \d+ (?<word>[a-z]+)", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Skip(1).Select(m => m.Groups["word"].Value)];
        Assert.Equal(24, words.Length);
        using Account same = Account.FromMnemonic(string.Join(' ', words), 0, account.Fog);
        Assert.Equal(account.Address, same.Address);

        byte[] before = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.Contains("there is a file already", await FailAsync("new", "-k", path, "--network", _world.NetworkFile), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task New_TakesWordsFromAFileOrAPrompt_AndNamesWhatIsWrong()
    {
        string words = _world.Run.Write("words", $"  {Words}\n");
        await DoAsync("new", "-k", _world.Run["a.json"], "--mnemonic-file", words, "--no-fog", "--account-index", "3");
        _world.Run.Input = new StringReader(Words + "\n");
        string json = await DoAsync("new", "-k", _world.Run["b.json"], "--restore", "--no-fog", "--account-index", "3", "--json");
        using Account a = Account.FromKeyFile(_world.Run["a.json"]), expected = Account.FromMnemonic(Words, 3);
        Assert.Equal(expected.Address, a.Address);
        using JsonDocument told = JsonDocument.Parse(json);
        Assert.Equal(PaymentCode.Of(expected.Address).ToBase58(), told.RootElement.GetProperty("address").GetString());
        Assert.DoesNotContain("winner", json, StringComparison.Ordinal);

        string wrong = await FailAsync("new", "-k", _world.Run["c.json"], "--mnemonic-file", _world.Run.Write("wrong", Words.Replace("sausage", "sausge", StringComparison.Ordinal)), "--no-fog");
        Assert.Contains("word 6, 'sausge'", wrong, StringComparison.Ordinal);
        Assert.False(File.Exists(_world.Run["c.json"]));
        Assert.Contains("nothing says which fog", await FailAsync("new", "-k", _world.Run["c.json"]), StringComparison.Ordinal);
        Assert.Contains("--mnemonic-file", await FailAsync("new", "-k", _world.Run["c.json"], "--mnemonic-file", _world.Run["none"], "--no-fog"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressAndReceive_AreCodesThatReadBack()
    {
        string key = _world.MakeKeyFile("alice.json");
        using Account account = Account.FromKeyFile(key);
        string b58 = (await DoAsync("address", "-k", key)).Trim();
        Assert.Equal(account.Address, PaymentCode.Parse(b58).Address);
        Assert.Contains("█", await DoAsync("address", "-k", key, "--qr"), StringComparison.Ordinal);

        using JsonDocument json = JsonDocument.Parse(await DoAsync("receive", "-k", key, "--amount", "1.5 MOB", "--memo", "lunch", "--payment-id", "7", "--json"));
        PaymentRequest request = PaymentCode.Parse(json.RootElement.GetProperty("uri").GetString()!).PaymentRequest!;
        Assert.Equal((1_500_000_000_000ul, "lunch", 7ul, 0ul), (request.Value, request.Memo, request.PaymentId, request.TokenId));
        string shown = await DoAsync("receive", "-k", key, "--amount", "25", "--token-id", "1");
        Assert.Contains("To be paid 25 of token 1", shown, StringComparison.Ordinal);
        Assert.Contains("mob:///b58/", shown, StringComparison.Ordinal);
        Assert.Contains("█", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_PaysAndWaits_AndBothSeeIt()
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        _world.Fund(alice, new Amount(5_000_000_000_000, 0), new Amount(1_000_000, 1));
        Assert.StartsWith("5 MOB\n1000000 of token 1\nafter ", await OnlineAsync("balance", alice), StringComparison.Ordinal);
        string address = (await DoAsync("address", "-k", bob)).Trim();

        _world.Run.Input = new StringReader("y\n");
        Assert.StartsWith("paid 1.5 MOB, fee 0.0004 MOB in block ", await OnlineAsync("send", alice, "--to", address, "--amount", "1.5 MOB"), StringComparison.Ordinal);
        Assert.Contains("Pay 1.5 MOB to ", _world.Run.Error, StringComparison.Ordinal);
        Assert.StartsWith("1.5 MOB\n", await OnlineAsync("balance", bob), StringComparison.Ordinal);
        using (JsonDocument balance = JsonDocument.Parse(await OnlineAsync("balance", alice, "--json")))
        {
            Assert.Equal(3_499_600_000_000ul, balance.RootElement.GetProperty("balance").GetProperty("0").GetUInt64());
        }

        // A request says how much, and its number comes back; then history tells it.
        using JsonDocument asked = JsonDocument.Parse(await DoAsync("receive", "-k", bob, "--amount", "25", "--token-id", "1", "--payment-id", "7", "--json"));
        using (JsonDocument sent = JsonDocument.Parse(await OnlineAsync("send", alice, "--to", asked.RootElement.GetProperty("b58").GetString()!, "--yes", "--json")))
        {
            Assert.Equal(("paid", 25ul, 1024ul), (sent.RootElement.GetProperty("state").GetString(), sent.RootElement.GetProperty("value").GetUInt64(), sent.RootElement.GetProperty("fee").GetUInt64()));
        }
        string history = await OnlineAsync("history", bob);
        Assert.Contains("received 1.5 MOB from ", history, StringComparison.Ordinal);
        Assert.Contains("received 25 of token 1 from ", history, StringComparison.Ordinal);
        Assert.Contains(", for request 7", history, StringComparison.Ordinal);
        using JsonDocument entries = JsonDocument.Parse(await OnlineAsync("history", alice, "--json"));
        Assert.Equal(2, entries.RootElement.EnumerateArray().Count(e => e.GetProperty("kind").GetString() == "sent"));
        Assert.False(File.Exists(alice + ".pending"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(alice + ".state"));
    }

    [Fact]
    public async Task Send_WithoutConsent_OrWithWhatCannotBePaid_CostsNothing()
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        _world.Fund(alice, new Amount(5_000_000_000_000, 0));
        string address = (await DoAsync("address", "-k", bob)).Trim();

        foreach (string answer in new[] { "n\n", "\n", "" })
        {
            _world.Run.Input = new StringReader(answer);
            Assert.Contains("Nothing was paid.", await FailOnlineAsync("send", alice, "--to", address, "--amount", "1"), StringComparison.Ordinal);
        }
        await RefusedAsync("can spend 5 MOB, and the payment takes 6.0004 MOB", "--amount", "6 MOB");
        await RefusedAsync("an amount of 0 is no payment", "--amount", "0");
        await RefusedAsync("is more than", "--amount", "18446744073709551616");
        await RefusedAsync("say '1.5 MOB'", "--amount", "1.5");
        await RefusedAsync("--token-id says token 1", "--amount", "1 MOB", "--token-id", "1");
        await RefusedAsync("token 9", "--amount", "1", "--token-id", "9");
        await RefusedAsync("--amount is missing");
        Assert.Contains("checksum", await FailOnlineAsync("send", alice, "--to", address[..^1] + (address[^1] == 'z' ? 'y' : 'z'), "--amount", "1", "--yes"), StringComparison.Ordinal);
        Assert.Contains("there is no such file", await FailOnlineAsync("send", alice, "--to", "bob.b58pub", "--amount", "1", "--yes"), StringComparison.Ordinal);
        Assert.StartsWith("5 MOB\n", await OnlineAsync("balance", alice), StringComparison.Ordinal);

        async Task RefusedAsync(string why, params string[] flags)
        {
            string said = await FailOnlineAsync("send", alice, ["--to", address, "--yes", .. flags]);
            Assert.True(said.Contains(why, StringComparison.Ordinal), $"'{said}' does not say '{why}'");
        }
    }

    [Fact]
    public async Task APaymentThatWasCutOff_IsSentAgain_AndPaidOnce()
    {
        using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        ConsoleProgram wallet = WalletProgram.Make(world.Maker);
        string alice = world.MakeKeyFile("alice.json"), bob = world.MakeKeyFile("bob.json");
        world.Fund(alice, new Amount(5_000_000_000_000, 0));
        world.Fog.MakeBlock();
        string address = (await world.Run.DoAsync(wallet, "address", "-k", bob)).Trim();
        world.Fog.Faults.Forget = true;
        await world.Run.DoAsync(wallet, "send", "-k", alice, "--network", world.NetworkFile, "--to", address, "--amount", "1 MOB", "--yes", "--no-wait");
        world.Fog.Faults.Forget = false;

        // The file of the payment is left, as if the program had died.
        using (Account account = Account.FromKeyFile(alice))
        {
            await using MobileCoinClient client = MobileCoinClient.Restore(account, world.Fog.ChainId, world.Fog.Connect(), await File.ReadAllBytesAsync(alice + ".state", TestContext.Current.CancellationToken), new ClientOptions { Trust = world.Fog.Trust });
            world.Fund(alice, new Amount(7_000_000_000_000, 0));
            world.Fog.MakeBlock();
            await client.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken);
            PaymentDraft draft = await client.PrepareAsync(new Payment(PaymentCode.Parse(address).Address!, new Amount(2_000_000_000_000, 0)), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(alice + ".pending", draft.Save(), TestContext.Current.CancellationToken);
        }
        Assert.Contains("--resume", await world.Run.FailAsync(wallet, "send", "-k", alice, "--network", world.NetworkFile, "--to", address, "--amount", "1 MOB", "--yes"), StringComparison.Ordinal);
        // A refusal now does not tell what became of it before: the file stays.
        world.Fog.Faults.Reject = TxProposalResult.TxFeeError;
        Assert.Contains("may have gone through", await world.Run.FailAsync(wallet, "send", "-k", alice, "--network", world.NetworkFile, "--resume"), StringComparison.Ordinal);
        Assert.True(File.Exists(alice + ".pending"));
        world.Fog.Faults.Reject = null;
        Assert.Contains("sent 2 MOB", await world.Run.DoAsync(wallet, "send", "-k", alice, "--network", world.NetworkFile, "--resume", "--no-wait"), StringComparison.Ordinal);
        world.Fog.MakeBlock();
        Assert.Contains("there is no payment that was interrupted", await world.Run.FailAsync(wallet, "send", "-k", alice, "--network", world.NetworkFile, "--resume"), StringComparison.Ordinal);
        Assert.StartsWith("2 MOB\n", await world.Run.DoAsync(wallet, "balance", "-k", bob, "--network", world.NetworkFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Defragment_JoinsSmallOutputs_SoThatThePaymentGoes()
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        _world.Fund(alice, Enumerable.Repeat(new Amount(1_000_000_000_000, 0), 20));
        string address = (await DoAsync("address", "-k", bob)).Trim();
        Assert.Contains("`wallet defragment`", await FailOnlineAsync("send", alice, "--to", address, "--amount", "18 MOB", "--yes"), StringComparison.Ordinal);

        Assert.Contains("Nothing was joined.", await FailOnlineAsync("defragment", alice), StringComparison.Ordinal);
        Assert.Contains("There are 20 outputs, and one payment can pay 15.9996 MOB.", _world.Run.Error, StringComparison.Ordinal);
        Assert.Contains("after all joining one payment could spend", await FailOnlineAsync("defragment", alice, "--amount", "20 MOB", "--yes"), StringComparison.Ordinal);
        Assert.Contains("an amount of 0", await FailOnlineAsync("defragment", alice, "--amount", "0"), StringComparison.Ordinal);
        Assert.Contains("token 9", await FailOnlineAsync("defragment", alice, "--token-id", "9"), StringComparison.Ordinal);
        Assert.StartsWith("20 MOB\n", await OnlineAsync("balance", alice), StringComparison.Ordinal);

        _world.Run.Input = new StringReader("y\n");
        Assert.Equal("joined in 1 transaction, fee 0.0004 MOB each: one payment can pay 19.9992 MOB\n", await OnlineAsync("defragment", alice));
        Assert.Contains("1 transaction in the ledger: ", _world.Run.Error, StringComparison.Ordinal);
        Assert.StartsWith("paid 18 MOB, ", await OnlineAsync("send", alice, "--to", address, "--amount", "18 MOB", "--yes"), StringComparison.Ordinal);
        Assert.Contains("joined ", await OnlineAsync("history", alice), StringComparison.Ordinal);

        // Nobody is asked about nothing.
        Assert.StartsWith("nothing to join: one payment can pay 1.9", await OnlineAsync("defragment", alice), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(await OnlineAsync("defragment", alice, "--json"));
        Assert.Equal(0, json.RootElement.GetProperty("transactions").GetInt32());
    }

    [Fact]
    public async Task Defragment_LeavesAPaymentThatWasCutOffItsMoney()
    {
        using var world = new FakeWorld(new FakeFogOptions { Blocks = FakeBlocks.OnDemand });
        ConsoleProgram wallet = WalletProgram.Make(world.Maker);
        string alice = world.MakeKeyFile("alice.json");
        world.Fund(alice, Enumerable.Repeat(new Amount(1_000_000_000_000, 0), 20));
        world.Fog.MakeBlock();
        using (Account account = Account.FromKeyFile(alice))
        {
            await using MobileCoinClient client = world.Fog.CreateClient(account);
            await client.UpdateAsync(cancellationToken: TestContext.Current.CancellationToken);
            PaymentDraft draft = await client.PrepareAsync(new Payment(account.Address, new Amount(1_000_000_000_000, 0)), TestContext.Current.CancellationToken);
            await File.WriteAllBytesAsync(alice + ".pending", draft.Save(), TestContext.Current.CancellationToken);
        }
        Assert.Contains("--resume", await world.Run.FailAsync(wallet, "defragment", "-k", alice, "--network", world.NetworkFile, "--yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoCommandsOnOneKeyFile_TheSecondIsTurnedAway_AndNothingIsLost()
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        _world.Fund(alice, new Amount(5_000_000_000_000, 0));
        string address = (await DoAsync("address", "-k", bob)).Trim();
        using var typed = new TypedLater();
        _world.Run.Input = typed;
        Task<string> first = OnlineAsync("send", alice, "--to", address, "--amount", "1 MOB");
        await typed.Asked.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        foreach (string command in new[] { "balance", "history", "defragment" })
        {
            string said = await FailOnlineAsync(command, alice);
            Assert.Contains($"another wallet command (process {Environment.ProcessId}) is working on {alice}, and has {alice}.lock: wait until it has ended", said, StringComparison.Ordinal);
        }
        Assert.StartsWith("0 MOB\n", await OnlineAsync("balance", bob), StringComparison.Ordinal);
        Assert.Equal(address, (await DoAsync("address", "-k", bob)).Trim());

        typed.Type("y");
        Assert.StartsWith("paid 1 MOB", await first, StringComparison.Ordinal);
        _world.Run.Input = TextReader.Null;
        Assert.StartsWith("3.9996 MOB\n", await OnlineAsync("balance", alice), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(alice + WalletLock.Extension));
    }

    [Fact]
    public async Task AFolderThatCannotBeWritten_IsNamed_BeforeAnythingIsPaid()
    {
        string alice = _world.MakeKeyFile("alice.json");
        Directory.CreateDirectory(alice + WalletLock.Extension);
        Assert.Contains(alice + ".lock", await FailOnlineAsync("balance", alice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStateThatCannotBeUsed_IsNamed()
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        await OnlineAsync("balance", bob);
        File.Copy(bob + ".state", alice + ".state");
        string error = await FailOnlineAsync("balance", alice);
        Assert.Contains(alice + ".state", error, StringComparison.Ordinal);
        Assert.Contains("Move the file away", error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(alice + ".state", "no state", TestContext.Current.CancellationToken);
        Assert.Contains("Move the file away", await FailOnlineAsync("balance", alice), StringComparison.Ordinal);
        File.Delete(alice + ".state");
        Assert.StartsWith("0 MOB\n", await OnlineAsync("balance", alice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesThatAreMissingOrNone_AreNamed()
    {
        string alice = _world.MakeKeyFile("alice.json");
        Assert.Contains("--network is missing", await FailAsync("balance", "-k", alice), StringComparison.Ordinal);
        Assert.Contains("none.json", await FailAsync("balance", "-k", alice, "--network", _world.Run["none.json"]), StringComparison.Ordinal);
        Assert.Contains("none.json", await FailOnlineAsync("balance", _world.Run["none.json"]), StringComparison.Ordinal);
        Assert.Contains("words", await FailOnlineAsync("balance", _world.Run.Write("words", "no key file")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAServiceSays_IsNotObeyedByTheTerminal()
    {
        string alice = _world.MakeKeyFile("alice.json");
        ConsoleProgram wallet = WalletProgram.Make(static (_, _, _, _) => throw new MobileCoinException(ClientError.ServiceUnavailable, "it says\r\n\u001b[2Jnothing"));
        string said = await _world.Run.FailAsync(wallet, "balance", "-k", alice, "--network", _world.NetworkFile);
        Assert.Equal("wallet balance: it says\ufffd\ufffd\ufffd[2Jnothing. Try again in a while.\n", said);
        Assert.False(File.Exists(alice + ".state"));
    }

    // In memory nobody shakes hands: the recipient's report is what has dates.
    [Theory]
    [InlineData(-2, "Set this machine's clock, then try again.")]
    [InlineData(-100_000, "Set this machine's clock, then try again.")]
    [InlineData(24 * 40, "Check this machine's clock. If it is right, tell who runs the service")]
    [InlineData(100_000, "Check this machine's clock. If it is right, tell who runs the service")]
    public async Task AClockThatIsOff_IsNamedInOneLine_AndCostsNothing(int hours, string advice)
    {
        string alice = _world.MakeKeyFile("alice.json"), bob = _world.MakeKeyFile("bob.json");
        _world.Fund(alice, new Amount(5_000_000_000_000, 0));
        string address = (await DoAsync("address", "-k", bob)).Trim();
        using var off = new ToolRun { Time = new OffClock(TimeSpan.FromHours(hours)) };
        string said = await off.FailAsync(_wallet, "send", "-k", alice, "--network", _world.NetworkFile, "--to", address, "--amount", "1 MOB", "--yes");
        Assert.Single(said.TrimEnd('\n').Split('\n'));
        Assert.Contains($"and this machine's clock says {off.Time.GetUtcNow():yyyy-MM-dd}", said, StringComparison.Ordinal);
        Assert.Contains(advice, said, StringComparison.Ordinal);
        Assert.False(File.Exists(alice + ".pending"));
        Assert.StartsWith("5 MOB\n", await off.DoAsync(_wallet, "balance", "-k", alice, "--network", _world.NetworkFile), StringComparison.Ordinal);
        Assert.Contains("paid 1 MOB", await OnlineAsync("send", alice, "--to", address, "--amount", "1 MOB", "--yes"), StringComparison.Ordinal);
    }

    private sealed class OffClock(TimeSpan off) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + off;
    }

    private Task<string> DoAsync(params string[] arguments) => _world.Run.DoAsync(_wallet, arguments);

    private Task<string> FailAsync(params string[] arguments) => _world.Run.FailAsync(_wallet, arguments);

    private Task<string> OnlineAsync(string command, string key, params string[] arguments) => DoAsync([command, "-k", key, "--network", _world.NetworkFile, .. arguments]);

    private Task<string> FailOnlineAsync(string command, string key, params string[] arguments) => FailAsync([command, "-k", key, "--network", _world.NetworkFile, .. arguments]);

    // Somebody at a terminal, who takes his time.
    private sealed class TypedLater : TextReader
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<string> _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Asked => _asked.Task;

        internal void Type(string line) => _line.SetResult(line);

        public override string? ReadLine()
        {
            _asked.TrySetResult();
            return _line.Task.Wait(TimeSpan.FromMinutes(1)) ? _line.Task.Result : null;
        }
    }
}
