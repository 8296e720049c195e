using System.Security.Cryptography;
using MobileCoin.Accounts;
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire.ConsensusCommon;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Funder.Test;

public sealed class LedgerFunderTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();
    private readonly AccountKey _user = AccountKey.Random(RandomNumberGenerator.Fill);

    public void Dispose()
    {
        _user.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task APayment_InEitherToken_IsInTheLedgerWhenItReturns()
    {
        using FakeNetwork network = Network();
        using LedgerFunder funder = Funder(network);
        Assert.Equal(40 * FakeNetwork.Each, funder.Available(0));

        FundedPayment mob = await funder.PayAsync(_user.DefaultSubaddress(), new Amount(5_000_000_000_000, TokenId.Mob), Token);
        FundedPayment other = await funder.PayAsync(_user.DefaultSubaddress(), new Amount(7, 1), Token);

        Assert.Equal((1ul, 2ul), (mob.BlockIndex, other.BlockIndex));
        Assert.Equal((new Amount(FakeNetwork.Fee, 0), new Amount(FakeNetwork.OtherFee, 1)), (mob.Fee, other.Fee));
        // Nothing of token 0 pays for token 1. Six outputs of 10^12, for five and a fee.
        Assert.Equal((6, 1), (mob.Tx.Prefix.Inputs.Count, other.Tx.Prefix.Inputs.Count));
        Assert.Equal((5_000_000_000_000ul, 7ul), (network.Balance(_user, 0), network.Balance(_user, 1)));
        Assert.Equal(40 * FakeNetwork.Each - 5_000_000_000_000 - FakeNetwork.Fee, funder.Available(0));
    }

    [Fact]
    public async Task SeveralOutputsOfTwoTokens_AreOneTransaction()
    {
        using FakeNetwork network = Network();
        using LedgerFunder funder = Funder(network);
        PublicAddress to = _user.DefaultSubaddress();
        FundedPayment payment = await funder.PayAsync([new FundedOutput(to, new Amount(20_000_000_000, 0)), new FundedOutput(to, new Amount(30_000_000_000, 0)), new FundedOutput(to, new Amount(3, 1))], Token);
        Assert.Equal(5, payment.Tx.Prefix.Outputs.Count);
        Assert.Equal((50_000_000_000ul, 3ul), (network.Balance(_user, 0), network.Balance(_user, 1)));
    }

    [Fact]
    public async Task PaymentsAtTheSameTime_ShareABlock_AndNoInput()
    {
        const int Many = 6;
        using var network = new FakeNetwork(_folder["ledger"]) { PerBlock = Many };
        using LedgerFunder funder = Funder(network);
        FundedPayment[] payments = await Task.WhenAll(Enumerable.Range(0, Many).Select(i => funder.PayAsync(_user.DefaultSubaddress(), new Amount(20_000_000_000 + (ulong)i, 0), Token)));
        Assert.All(payments, p => Assert.Equal(1ul, p.BlockIndex));
        Assert.Equal(2ul, network.LedgerDb.NumBlocks);
        Assert.Equal(Many, payments.SelectMany(p => p.Tx.KeyImages()).Distinct().Count());
    }

    [Fact]
    public async Task RingsHaveElevenMembers_AndNoneTwice()
    {
        using FakeNetwork network = Network();
        using LedgerFunder funder = Funder(network);
        FundedPayment payment = await funder.PayAsync(_user.DefaultSubaddress(), new Amount(2_000_000_000_000, 0), Token);
        Assert.All(payment.Tx.Prefix.Inputs, i => Assert.Equal(TransactionLimits.RingSize, i.Ring.Count));
        TxOut[] members = [.. payment.Tx.Prefix.Inputs.SelectMany(i => i.Ring)];
        Assert.Equal(members.Length, members.Select(m => m.PublicKey).Distinct().Count());
    }

    [Fact]
    public async Task OutputsThatSomebodyElseSpent_AreLeftAlone()
    {
        using FakeNetwork network = Network();
        using LedgerFunder one = Funder(network), other = Funder(network);
        _ = one.Available(0);
        for (int i = 0; i < 8; i++) await other.PayAsync(_user.DefaultSubaddress(), new Amount(900_000_000_000, 0), Token);
        FundedPayment payment = await one.PayAsync(_user.DefaultSubaddress(), new Amount(1_500_000_000_000, 0), Token);
        Assert.Equal(9ul, payment.BlockIndex);
    }

    [Theory]
    [InlineData(ProposeTxResult.TombstoneBlockExceeded)]
    [InlineData(ProposeTxResult.FeeMapDigestMismatch)]
    [InlineData(ProposeTxResult.TxFeeError)]
    public async Task WhatMayDoBetter_IsBuiltAgain_OfTheSameInputs(ProposeTxResult refusal)
    {
        using FakeNetwork network = Network();
        network.Answers.Enqueue(refusal);
        using LedgerFunder funder = Funder(network);
        await funder.PayAsync(_user.DefaultSubaddress(), new Amount(20_000_000_000, 0), Token);
        Assert.Equal(2, network.Proposed.Count);
        Assert.Equal(network.Proposed[0].KeyImages(), network.Proposed[1].KeyImages());
    }

    [Fact]
    public async Task WhatCannotBePaid_IsSaid_AndCostsNothing()
    {
        using FakeNetwork network = Network();
        using LedgerFunder funder = Funder(network);
        PublicAddress to = _user.DefaultSubaddress();
        using AccountKey foggy = _user.WithFog("fog://fog.invalid", "", [1, 2, 3]);

        FunderException e = await FailAsync(FunderError.NotEnough, () => funder.PayAsync(to, new Amount(16_000_000_000_000, 0), Token));
        Assert.Contains("token 0: 16000400000000 are needed with the fee, the accounts hold 40000000000000 in 40 outputs", e.Message, StringComparison.Ordinal);
        await FailAsync(FunderError.NotEnough, () => funder.PayAsync(to, new Amount(ulong.MaxValue, 0), Token));
        await FailAsync(FunderError.InvalidPayment, () => funder.PayAsync(to, new Amount(0, 0), Token));
        await FailAsync(FunderError.InvalidPayment, () => funder.PayAsync([.. Enumerable.Repeat(new FundedOutput(to, new Amount(1, 0)), 16)], Token));
        e = await FailAsync(FunderError.UnknownToken, () => funder.PayAsync(to, new Amount(1, 9), Token));
        Assert.Contains("no token 9", e.Message, StringComparison.Ordinal);
        await FailAsync(FunderError.FogReport, () => funder.PayAsync(foggy.DefaultSubaddress(), new Amount(1, 0), Token));
        network.Answers.Enqueue(ProposeTxResult.InvalidRangeProof);
        e = await FailAsync(FunderError.Refused, () => funder.PayAsync(to, new Amount(1, 0), Token));
        Assert.Contains("InvalidRangeProof so says the test", e.Message, StringComparison.Ordinal);

        Assert.Equal(40 * FakeNetwork.Each, funder.Available(0));
        Assert.Equal(1ul, network.LedgerDb.NumBlocks);
    }

    [Fact]
    public async Task APaymentThatDoesNotLand_IsTriedAgainWithTheSameInputs()
    {
        using var network = new FakeNetwork(_folder["ledger"]) { PerBlock = 2 };
        using LedgerFunder funder = Funder(network, TimeSpan.Zero);
        PublicAddress to = _user.DefaultSubaddress();
        FunderException e = await FailAsync(FunderError.NotLanded, () => funder.PayAsync(to, new Amount(20_000_000_000, 0), Token));
        Assert.Contains("does the ledger grow?", e.Message, StringComparison.Ordinal);
        await FailAsync(FunderError.NotLanded, () => funder.PayAsync(to, new Amount(20_000_000_000, 0), Token)).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(network.Proposed[0].KeyImages(), network.Proposed[1].KeyImages());
    }

    [Fact]
    public async Task ALedgerTooSmallForRings_IsNamed()
    {
        using var network = new FakeNetwork(_folder["ledger"], accounts: 1, outputs: 5);
        using LedgerFunder funder = Funder(network);
        FunderException e = await FailAsync(FunderError.LedgerTooSmall, () => funder.PayAsync(_user.DefaultSubaddress(), new Amount(20_000_000_000, 0), Token));
        Assert.Contains("the ledger's 10 outputs are too few to hide 1 among", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NoLedger_NoKeys_NoValidator_AreNamed()
    {
        var options = new FunderOptions { ChainId = "local", Consensus = [ConsensusClientUri.Parse("insecure-mc://127.0.0.1:1/")], ConsensusTrust = new VerificationPolicy([], TimePolicy.None) };
        FunderException e = Assert.Throws<FunderException>(() => LedgerFunder.Open(_folder["none"], [_user], options));
        Assert.Equal(FunderError.Ledger, e.Error);
        Assert.Contains(_folder["none"], e.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(_folder["broken"]);
        File.WriteAllText(Path.Combine(_folder["broken"], "data.mdb"), "no database");
        Assert.Equal(FunderError.Ledger, Assert.Throws<FunderException>(() => LedgerFunder.Open(_folder["broken"], [_user], options)).Error);

        Network().Dispose();
        Assert.Equal(FunderError.Keys, Assert.Throws<FunderException>(() => LedgerFunder.Open(_folder["ledger"], [], options)).Error);
        Assert.Equal(FunderError.NoValidator, Assert.Throws<FunderException>(() => LedgerFunder.Open(_folder["ledger"], [_user], options with { Consensus = [] })).Error);

        Assert.Contains("no .json key file", Assert.Throws<FunderException>(() => LedgerFunder.ReadAccounts(_folder["ledger"])).Message, StringComparison.Ordinal);
        Assert.Equal(FunderError.Keys, Assert.Throws<FunderException>(() => LedgerFunder.ReadAccounts(_folder["none"])).Error);
        File.WriteAllText(_folder["account_keys_0.json"], "{}");
        e = Assert.Throws<FunderException>(() => LedgerFunder.ReadAccounts(_folder.Path));
        Assert.Contains("account_keys_0.json", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValidatorsThatDoNotAnswer_AreNamed()
    {
        Network().Dispose();
        var options = new FunderOptions { ChainId = "local", Consensus = [ConsensusClientUri.Parse("insecure-mc://127.0.0.1:1/")], ConsensusTrust = new VerificationPolicy([], TimePolicy.None), Patience = TimeSpan.Zero };
        using LedgerFunder funder = LedgerFunder.Open(_folder["ledger"], [_user], options);
        FunderException e = await FailAsync(FunderError.NoValidator, () => funder.PayAsync(_user.DefaultSubaddress(), new Amount(1, 0), Token));
        Assert.Contains("127.0.0.1:1", e.Message, StringComparison.Ordinal);
    }

    private static async Task<FunderException> FailAsync(FunderError error, Func<Task> pay)
    {
        FunderException e = await Assert.ThrowsAsync<FunderException>(pay);
        Assert.True(error == e.Error, $"{e.Error}: {e.Message}");
        return e;
    }

    private FakeNetwork Network() => new(_folder["ledger"]);

    private static LedgerFunder Funder(FakeNetwork network, TimeSpan? landing = null) => new(network.LedgerDb, network.Accounts, network, new FunderOptions
    {
        ChainId = "local",
        Consensus = [],
        ConsensusTrust = new VerificationPolicy([], TimePolicy.None),
        LandingTime = landing ?? TimeSpan.FromSeconds(30),
        Pause = TimeSpan.FromMilliseconds(1),
    });
}
