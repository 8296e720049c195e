// The conformance tests' rule, held to a wallet that says what it is told to (fact sheet fog §7.9).
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Accounts;
using MobileCoin.Grpc;
using MobileCoin.Wire.RemoteWallet;

namespace MobileCoin.Network.Test;

public sealed class BalanceCheckTests : IAsyncDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly ScriptedWallet _script = new();
    private readonly GrpcServer _server;
    private readonly RemoteWallet _wallet;
    private readonly BalanceChecks _checks;

    public BalanceCheckTests()
    {
        int port = Ports.Free();
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, port)));
        options.Services.Add(RemoteWalletApi.BindService(_script));
        _server = new GrpcServer(options);
        _wallet = new RemoteWallet($"127.0.0.1:{port}");
        using var mnemonic = new Mnemonic(new byte[32]);
        using var account = new UncheckedMnemonicAccount(mnemonic, 0);
        _checks = new BalanceChecks(_wallet, [KeyFile.WriteSecret(account)], "insecure-fog://localhost:1", "local", followsUp: true);
    }

    public async ValueTask DisposeAsync()
    {
        _wallet.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task EveryStepAsksAFreshWallet_ThenThoseOfBefore_UntilARequiredCountComes()
    {
        await _server.StartAsync(Token);
        _script.Say("1 fresh 2:5", "1 again 2:5", "1 again 3:7");
        await _checks.CheckAsync("one", [AllowedAnswers.Parse("2:5 3:7 → 3")], Token);
        _script.Say("2 fresh 4:1", "1 again 3:7", "1 again 4:1");
        await _checks.CheckAsync("two", [AllowedAnswers.Parse("3:7 4:1 → 4")], Token);
        Assert.True(_script.IsOver);
        Assert.Equal((6, 2), (_checks.Answers, _checks.Wallets));
    }

    [Theory]
    [InlineData("1 fresh 3:8", "fresh wallet")]
    [InlineData("1 fresh 4:7", "fresh wallet")]
    [InlineData("1 fresh 1:0", "fresh wallet")]
    [InlineData("1 fresh 2:5; 1 again 2:6", "fresh wallet")]
    public async Task AnAnswerThatIsNotAllowed_FailsAtOnce(string says, string who)
    {
        await _server.StartAsync(Token);
        _script.Say(says.Split("; "));
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _checks.CheckAsync("one", [AllowedAnswers.Parse("2:5 3:7 → 3")], Token));
        Assert.Contains($"one, account 0, {who}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("2:5 3:7 → 3", failure.Message, StringComparison.Ordinal);
        Assert.True(_script.IsOver);
    }

    [Fact]
    public async Task AWalletOfBefore_IsHeldToTheStepToo()
    {
        await _server.StartAsync(Token);
        _script.Say("1 fresh 3:7");
        await _checks.CheckAsync("one", [AllowedAnswers.Parse("3:7 → 3")], Token);
        _script.Say("2 fresh 4:1", "1 again 4:2");
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _checks.CheckAsync("two", [AllowedAnswers.Parse("3:7 4:1 → 4")], Token));
        Assert.Contains("two, account 0, wallet 1 of step one: answers 4:2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMnemonicThatIsRefused_IsNotTriedAgain()
    {
        await _server.StartAsync(Token);
        _script.Say("refused");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _checks.CheckAsync("one", [AllowedAnswers.Parse("3:7 → 3")], Token));
        Assert.Equal(0, _wallet.Failures);
    }

    [Fact]
    public void Cells_AreReadAsTheSheetHasThem()
    {
        Assert.Equal("0:0 1:0 2:9 → 2", AllowedAnswers.Parse("…2:9 → 2").ToString());
        Assert.Equal("3:0 4:1 → 3 or 4", AllowedAnswers.Parse("3:0 4:1 → 3 or 4").ToString());
        Assert.All(ConformanceTable.Steps, step => Assert.Equal(5, step.Answers.Count));
        Assert.Equal(ConformanceTable.Steps[8].Answers[2], ConformanceTable.Steps[8].Answers[4]);
    }

    // Lines of client, whether it is new, and the answer.
    private sealed class ScriptedWallet : RemoteWalletApi.RemoteWalletApiBase
    {
        private readonly Queue<string> _lines = [];

        internal bool IsOver => _lines.Count == 0;

        internal void Say(params string[] lines)
        {
            foreach (string line in lines) _lines.Enqueue(line);
        }

        public override Task<BalanceCheckResponse> FreshBalanceCheck(FreshBalanceCheckRequest request, ServerCallContext context) => Answer("fresh", null);

        public override Task<BalanceCheckResponse> FollowupBalanceCheck(FollowupBalanceCheckRequest request, ServerCallContext context) => Answer("again", request.ClientId);

        public override Task<Empty> Reset(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

        private Task<BalanceCheckResponse> Answer(string how, uint? client)
        {
            string[] line = _lines.Dequeue().Split(' ', ':');
            if (line is ["refused"]) throw new RpcException(new Status(StatusCode.InvalidArgument, "no mnemonic"));
            if (line[1] != how || (client is { } asked && $"{asked}" != line[0])) throw new RpcException(new Status(StatusCode.InvalidArgument, $"{how} {client} is asked out of turn"));
            return Task.FromResult(new BalanceCheckResponse { ClientId = uint.Parse(line[0]), BlockCount = ulong.Parse(line[2]), Balance = ulong.Parse(line[3]) });
        }
    }
}
