using MobileCoin.Attestation;
using MobileCoin.Client.Test.Testing;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

/// <summary>Services that lie: the client says so, and nothing is signed or lost.</summary>
public sealed class HostileAnswerTests
{
    [Fact]
    public async Task Outputs_ThatAreOthers_OrNotProven_AreRefused()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        ulong own = victim.Client.Snapshot.Outputs[0].GlobalIndex;
        Func<GetOutputsResponse, GetOutputsResponse>[] lies =
        [
            a => With(a, r => [.. r.Skip(1)]),
            a => With(a, r => [r[1], r[0], .. r.Skip(2)]),
            a => With(a, r => [.. r.Select(x => new OutputResult(x.Index, x.ResultCode, r[0].Output, x.Proof))]),
            a => With(a, r => [.. r.Select(x => new OutputResult(x.Index, x.ResultCode, x.Output, r[0].Proof))]),
            a => With(a, r => [.. r.Select(x => x.Index == own ? OutputResult.DoesNotExist(own) : x)]),
            // The own output with another hint: it is not the one in the ledger.
            a => With(a, r => [.. r.Select(x => x.Index == own ? new OutputResult(own, x.ResultCode, Hinted(x.Output), x.Proof) : x)]),
            // Somebody else's output and proof under the place of the own.
            a => With(a, r => [.. r.Select(x => x.Index == own ? new OutputResult(own, x.ResultCode, r.First(o => o.Index != own).Output, r.First(o => o.Index != own).Proof) : x)]),
            // A proof of a shorter ledger, and one that is cut off.
            a => With(a, r => [.. r.Select((x, i) => i == 3 ? new OutputResult(x.Index, x.ResultCode, x.Output, new TxOutMembershipProof(x.Index, x.Index - 1, x.Proof.Elements)) : x)]),
            a => With(a, r => [.. r.Select((x, i) => i == 3 ? new OutputResult(x.Index, x.ResultCode, x.Output, new TxOutMembershipProof(x.Index, x.Proof.HighestIndex, x.Proof.Elements[..^1])) : x)]),
        ];
        for (int i = 0; i < lies.Length; i++)
        {
            victim.Transport.Outputs = lies[i];
            MobileCoinException e = await Assert.ThrowsAsync<MobileCoinException>(() => victim.PayAsync());
            Assert.True(e.Error == ClientError.InconsistentAnswer, $"{i}: {e.Error}, {e.Message}");
        }
        victim.Transport.Outputs = static a => a;
        await victim.PayAsync();
        Assert.Single(victim.Transport.Proposed);
        // One question, in ascending order: which place is spent does not show.
        Assert.All(victim.Transport.OutputsAsked, q => Assert.Equal(q.Indices.Order(), q.Indices));
        Assert.All(victim.Transport.OutputsAsked, q => Assert.Equal(11, q.Indices.Count));
    }

    [Fact]
    public async Task Reports_ThatAreSwappedOrForged_AreRefused()
    {
        await using var world = new FakeWorld();
        using var elsewhere = new Client.Testing.FakeFog();
        await using var victim = await VictimAsync(world);
        ReportResponse other = await elsewhere.Connect().GetReportsAsync(elsewhere.FogSettings.ReportUrl, Token);
        Func<ReportResponse, ReportResponse>[] lies =
        [
            _ => other,
            r => new ReportResponse(other.Reports, r.Chain, r.Signature),
            r => new ReportResponse(r.Reports, other.Chain, other.Signature),
            r => new ReportResponse(r.Reports, r.Chain, other.Signature),
            r => new ReportResponse([r.Reports[0] with { PubkeyExpiry = ulong.MaxValue }], r.Chain, r.Signature),
            r => new ReportResponse(r.Reports, [], r.Signature),
        ];
        foreach (Func<ReportResponse, ReportResponse> lie in lies)
        {
            victim.Transport.Reports = lie;
            await FailsAsync(ClientError.FogReportInvalid, () => victim.PayAsync());
        }
        Assert.Empty(victim.Transport.Proposed);
    }

    [Fact]
    public async Task Fees_ThatAreNotTheNetworks_AreRefusedByTheNetwork_AndAskedForAgain()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        victim.Transport.Status = static s => s with { MinimumFees = new FeeMap([new(0, 5 * Fee)]) };
        await FailsAsync(ClientError.FeesChanged, () => victim.PayAsync());
        // Twice, of the same inputs.
        Assert.Equal(2, victim.Transport.Proposed.Count);
        Assert.Equal(victim.Transport.Proposed[0].KeyImages(), victim.Transport.Proposed[1].KeyImages());
        victim.Transport.Status = static s => s;
        await victim.PayAsync();
        world.Fog.Fund(victim.Account.Address, new Amount(Mob, 0));
        victim.Transport.Status = static s => s with { BlockVersion = 77 };
        world.Fog.SetMinimumFees(new Dictionary<ulong, ulong> { [0] = 2 * Fee });
        await victim.Client.UpdateAsync(cancellationToken: Token);
        await FailsAsync(ClientError.UpdateRequired, () => victim.PayAsync());
    }

    [Fact]
    public async Task Lookups_OfOtherOutputs_AreRefused()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        SentPayment sent = await victim.PayAsync();
        victim.Transport.Lookup = static l => l with { Results = [l.Results[0] with { PublicKey = new CompressedRistretto(new byte[32]) }] };
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.Client.GetStatusAsync(sent, Token));
        victim.Transport.Lookup = static l => l with { Results = [] };
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.Client.GetStatusAsync(sent, Token));
        victim.Transport.Lookup = static l => l with { Results = [l.Results[0] with { Code = TxOutLookupCode.Error }] };
        Assert.Equal(PaymentState.Unknown, (await victim.Client.GetStatusAsync(sent, Token)).State);
    }

    [Fact]
    public async Task Ledger_ThatIsSaidToBeEmptyOrShort_IsRefused()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        victim.Transport.KeyImages = static _ => new CheckKeyImagesResponse();
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.PayAsync());
        victim.Transport.KeyImages = static a => new CheckKeyImagesResponse { NumBlocks = a.NumBlocks, GlobalTxoCount = 5, LatestBlockVersion = a.LatestBlockVersion };
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.PayAsync());
        victim.Transport.KeyImages = static a => new CheckKeyImagesResponse { NumBlocks = a.NumBlocks, GlobalTxoCount = ulong.MaxValue, LatestBlockVersion = a.LatestBlockVersion };
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.PayAsync());
    }

    // Decoys of the ledger's beginning alone would show which output is spent.
    [Fact]
    public async Task Ledger_ThatIsSaidToEndBeforeTheInput_IsRefused_AndNoOutputAskedFor()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        ulong own = victim.Client.Snapshot.Outputs[0].GlobalIndex;
        victim.Transport.KeyImages = a => new CheckKeyImagesResponse { NumBlocks = a.NumBlocks, GlobalTxoCount = own, LatestBlockVersion = a.LatestBlockVersion };
        await FailsAsync(ClientError.InconsistentAnswer, () => victim.PayAsync());
        Assert.Empty(victim.Transport.OutputsAsked);
    }

    // What several attempts have in common would be the output that is spent.
    [Fact]
    public async Task Rings_AreTheSameAgain()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        world.Fog.Fund(victim.Account.Address, new Amount(Mob, 0));
        await victim.Client.UpdateAsync(cancellationToken: Token);
        for (int i = 0; i < 5; i++) await victim.Client.PrepareAsync(new Payment(victim.Friend.Account.Address, new Amount(Mob / 2, 0)), Token);
        ulong own = victim.Client.Snapshot.Outputs[0].GlobalIndex;
        Assert.Single(victim.Transport.OutputsAsked.Select(q => string.Join(' ', q.Indices)).Distinct());
        Assert.Contains(own, victim.Transport.OutputsAsked[0].Indices);
        // Beside another input too.
        await victim.Client.PrepareAsync(new Payment(victim.Friend.Account.Address, new Amount(Mob, 0)), Token);
        Assert.Equal(22, victim.Transport.OutputsAsked[^1].Indices.Count);
        Assert.True(victim.Transport.OutputsAsked[0].Indices.All(victim.Transport.OutputsAsked[^1].Indices.Contains));
    }

    // An answer that says "spent" of inputs that are not: nothing is paid, and the outputs are there for the next payment.
    [Fact]
    public async Task NodesThatContradictEachOther_CostNothing()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        victim.Transport.Propose = (_, _) => Task.FromResult(new TxProposal(TxProposalResult.ContainsSpentKeyImage, world.Fog.BlockCount, 4, ""));
        await FailsAsync(ClientError.AlreadySpent, () => victim.PayAsync());
        victim.Transport.Propose = (_, _) => Task.FromResult(new TxProposal((TxProposalResult)99, world.Fog.BlockCount, 4, "news"));
        Assert.Equal("the network refused the payment: 99, news", (await FailsAsync(ClientError.Rejected, () => victim.PayAsync())).Message);
        // A node that is ahead of Fog ledger: whether it was this payment is not known, so its inputs are kept.
        victim.Transport.Propose = (_, _) => Task.FromResult(new TxProposal(TxProposalResult.ContainsSpentKeyImage, world.Fog.BlockCount + 1, 4, ""));
        MobileCoinException e = await FailsAsync(ClientError.AlreadySpent, () => victim.PayAsync());
        Assert.NotNull(e.Payment);
        await FailsAsync(ClientError.InsufficientFunds, () => victim.PayAsync());
        victim.Transport.Propose = null;
        Assert.Equal(PaymentState.Appeared, (await victim.Client.WaitAsync(e.Payment, Token)).State);
        Assert.Equal(Mob / 2, await victim.Friend.BalanceAsync());
    }

    // The first node loses the connection, the second refuses: whether the first took it nobody knows.
    [Fact]
    public async Task RefusalAfterALostAnswer_KeepsTheInputs()
    {
        await using var world = new FakeWorld();
        await using var victim = await VictimAsync(world);
        int attempts = 0;
        victim.Transport.Propose = (_, _) => ++attempts == 1
            ? throw new MobileCoinException(ClientError.NetworkUnreachable, "gone")
            : Task.FromResult(new TxProposal(TxProposalResult.TxFeeError, world.Fog.BlockCount, 4, ""));
        MobileCoinException e = await FailsAsync(ClientError.FeeTooLow, () => victim.PayAsync());
        Assert.NotNull(e.Payment);
        Assert.Equal(victim.Transport.Proposed[0], victim.Transport.Proposed[1]);
        await FailsAsync(ClientError.InsufficientFunds, () => victim.PayAsync());
    }

    private static GetOutputsResponse With(GetOutputsResponse answer, Func<OutputResult[], OutputResult[]> change) => new()
    {
        Results = change([.. answer.Results]), NumBlocks = answer.NumBlocks, GlobalTxoCount = answer.GlobalTxoCount,
        LatestBlockVersion = answer.LatestBlockVersion, MaxBlockVersion = answer.MaxBlockVersion,
    };

    private static TxOut Hinted(TxOut output) => new(output.MaskedAmount, output.TargetKey, output.PublicKey, default, output.Memo);

    private static async Task<Victim> VictimAsync(FakeWorld world)
    {
        Person friend = await world.PersonAsync();
        Account account = world.Fog.CreateAccount();
        world.Fog.Fund(account.Address, new Amount(Mob, 0));
        var transport = new TamperedTransport(world.Fog.Connect());
        var client = new MobileCoinClient(account, world.Fog.ChainId, transport, world.ClientOptions with { Trust = world.Fog.Trust });
        await client.UpdateAsync(cancellationToken: Token);
        return new Victim(account, client, transport, friend);
    }

    private sealed record Victim(Account Account, MobileCoinClient Client, TamperedTransport Transport, Person Friend) : IAsyncDisposable
    {
        internal Task<SentPayment> PayAsync() => Client.SendAsync(new Payment(Friend.Account.Address, new Amount(Mob / 2, 0)), Token);

        public async ValueTask DisposeAsync()
        {
            await Client.DisposeAsync();
            Account.Dispose();
        }
    }
}
