// Certificates and evidence of a recipient's fog whose dates are wrong, and clocks that are off (fact sheets fog §4.4, crypto §2.6).
using MobileCoin.Attestation;
using MobileCoin.Client.Test.Testing;
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Payments;

public sealed class ReportDatesTests
{
    private static readonly byte[] Seed = [.. Enumerable.Repeat((byte)7, 32)], OtherSeed = [.. Enumerable.Repeat((byte)8, 32)];
    private static readonly TimeSpan Month = TimeSpan.FromDays(30), Year = TimeSpan.FromDays(365);

    // How long ago each began, in days; either is good for 30.
    [Theory]
    [InlineData(1, 1, null, "")]
    [InlineData(29, 29, null, "")]
    [InlineData(1, 31, ClientError.EvidenceExpired, "fog://fake.invalid:443/: the evidence of its report is valid from 2025-12-02 00:00:00Z until 2026-01-01 00:00:00Z, and this machine's clock says 2026-01-02 00:00:00Z")]
    [InlineData(1, 4000, ClientError.EvidenceExpired, "fog://fake.invalid:443/: the evidence of its report is valid from ")]
    [InlineData(1, -1, ClientError.ClockOff, "fog://fake.invalid:443/: the evidence of its report is valid from 2026-01-03 00:00:00Z until 2026-02-02 00:00:00Z, and this machine's clock says 2026-01-02 00:00:00Z")]
    [InlineData(31, 1, ClientError.EvidenceExpired, "fog://fake.invalid:443/: a certificate of its report is valid from 2025-12-02 00:00:00Z until 2026-01-01 00:00:00Z, and this machine's clock says 2026-01-02 00:00:00Z")]
    [InlineData(-1, 1, ClientError.ClockOff, "fog://fake.invalid:443/: a certificate of its report is valid from 2026-01-03 00:00:00Z")]
    [InlineData(4000, 4000, ClientError.EvidenceExpired, "fog://fake.invalid:443/: a certificate of its report")]
    public async Task NobodyIsPaidByThem_AndNothingChanges(int chain, int evidence, ClientError? error, string why)
    {
        await using var scene = await ReportScene.CreateAsync();
        scene.Answer(Seed, TimeSpan.FromDays(chain), TimeSpan.FromDays(evidence));
        await scene.TryAsync(error, why);
    }

    // Each part of the evidence has dates of its own; the rest is fresh.
    [Theory]
    [InlineData("tcb")]
    [InlineData("qe")]
    [InlineData("list")]
    [InlineData("root list")]
    [InlineData("chain")]
    public async Task APartThatIsStale_OrFromTheFuture_IsEnough(string part)
    {
        await using var scene = await ReportScene.CreateAsync();
        scene.Answer(Seed, TimeSpan.Zero, TimeSpan.Zero, partAge: TimeSpan.FromDays(29), change: Change);
        await scene.TryAsync(null, "");
        scene.Answer(Seed, TimeSpan.Zero, TimeSpan.Zero, partAge: TimeSpan.FromDays(31), change: Change);
        await scene.TryAsync(ClientError.EvidenceExpired, "the evidence of its report is valid from 2025-12-02 00:00:00Z until 2026-01-01 00:00:00Z, and this machine's clock says 2026-01-02 00:00:00Z");
        scene.Answer(Seed, TimeSpan.Zero, TimeSpan.Zero, partAge: TimeSpan.FromDays(-1), change: Change);
        await scene.TryAsync(ClientError.ClockOff, "the evidence of its report is valid from 2026-01-03 00:00:00Z until 2026-02-02 00:00:00Z, and this machine's clock says 2026-01-02 00:00:00Z");

        Collateral Change(Collateral fresh, Collateral other) => part switch
        {
            "tcb" => fresh with { TcbInfo = other.TcbInfo },
            "qe" => fresh with { QeIdentity = other.QeIdentity },
            "list" => fresh with { PckCrl = other.PckCrl },
            "root list" => fresh with { RootCaCrl = other.RootCaCrl },
            _ => fresh with { TcbInfoIssuerChain = other.TcbInfoIssuerChain },
        };
    }

    [Fact]
    public async Task ARenewedChain_IsTheSameAuthoritys_AndAnotherAuthorityIsNobody()
    {
        await using var scene = await ReportScene.CreateAsync();
        scene.Answer(Seed, TimeSpan.FromDays(29), TimeSpan.Zero);
        await scene.TryAsync(null, "");
        scene.Answer(Seed, TimeSpan.Zero, TimeSpan.Zero);
        await scene.TryAsync(null, "");
        scene.Answer(OtherSeed, TimeSpan.Zero, TimeSpan.Zero);
        await scene.TryAsync(ClientError.FogReportInvalid, "fog://fake.invalid:443/: the address does not vouch for the root of the chain");
    }

    // Only what is good otherwise is a question of time.
    [Fact]
    public async Task EvidenceThatIsOfNobodyToo_IsNotTakenForAClocksFault()
    {
        await using var scene = await ReportScene.CreateAsync();
        scene.Answer(Seed, TimeSpan.Zero, Year, isTrusted: false);
        await scene.TryAsync(ClientError.FogReportInvalid, "Identity");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(20, null)]
    [InlineData(-1, ClientError.ClockOff)]
    [InlineData(-10_000, ClientError.ClockOff)]
    [InlineData(31, ClientError.EvidenceExpired)]
    [InlineData(10_000, ClientError.EvidenceExpired)]
    public async Task AClockThatIsOff_IsNamedBesideTheDates(int days, ClientError? error)
    {
        await using var scene = await ReportScene.CreateAsync();
        scene.Answer(Seed, TimeSpan.Zero, TimeSpan.Zero);
        scene.Time.Jump(TimeSpan.FromDays(days));
        await scene.TryAsync(error, $"and this machine's clock says {scene.Time.GetUtcNow():u}");
        scene.Time.Jump(TimeSpan.FromDays(-days));
        await scene.TryAsync(null, "");
    }

    /// <summary>Somebody with money, and a fog whose report server says what the test wants.</summary>
    private sealed class ReportScene(FakeWorld world, Account payer, Account recipient, TamperedTransport transport, MobileCoinClient client, DrivenTime time) : IAsyncDisposable
    {
        internal DrivenTime Time => time;

        internal static async Task<ReportScene> CreateAsync()
        {
            var world = new FakeWorld();
            var time = new DrivenTime();
            using var server = new SimulatedReportServer(Seed, time.GetUtcNow(), Month);
            // The payer's change goes through the same fog.
            FogSettings fog = world.Fog.FogSettings with { AuthoritySpki = server.AuthorityKeyInfo.ToArray() };
            Account recipient = Account.Create(fog, out _), payer = Account.Create(fog, out _);
            world.Fog.Fund(payer.Address, Enumerable.Repeat(new Amount(Mob, 0), 4));
            var transport = new TamperedTransport(world.Fog.Connect());
            var client = new MobileCoinClient(payer, world.Fog.ChainId, transport, world.ClientOptions with { Trust = world.Fog.Trust, TimeProvider = time });
            await client.UpdateAsync(cancellationToken: Token);
            return new ReportScene(world, payer, recipient, transport, client, time);
        }

        /// <summary>What the report server says from now on.</summary>
        internal void Answer(byte[] seed, TimeSpan chainAge, TimeSpan evidenceAge, bool isTrusted = true, TimeSpan partAge = default, Func<Collateral, Collateral, Collateral>? change = null)
        {
            DateTimeOffset now = time.GetUtcNow();
            using var server = new SimulatedReportServer(seed, now - chainAge, Month);
            using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], now - evidenceAge, Month), other = new(new byte[SimulatedPlatform.SeedSize], now - partAge, Month);
            using var key = RistrettoPrivate.Random(new SeededBytes(9).Fill);
            var contents = new EnclaveReportDataContents(new byte[EnclaveReportDataContents.NonceSize], new byte[EnclaveReportDataContents.KeySize], key.PublicKey().ToBytes());
            byte[] measurement = new byte[32];
            var enclave = new SimulatedEnclave(measurement, isTrusted ? NetworkSigners.Simulated : measurement)
            {
                IsvProductId = NetworkSigners.IngestProductId, IsvSvn = NetworkSigners.IngestSecurityVersion,
            };
            DcapEvidence evidence = platform.Evidence(enclave, contents, new SeededBytes(10).Fill);
            if (change is not null) evidence = new DcapEvidence(evidence.Quote, change(platform.Collateral, other.Collateral), contents);
            ReportResponse answer = server.Respond([new Report("", evidence, 1000)]);
            transport.Reports = _ => answer;
        }

        /// <summary>Prepares a payment, which costs nothing and changes nothing whether it can be or not.</summary>
        internal async Task TryAsync(ClientError? error, string why)
        {
            byte[] before = client.SaveState();
            var payment = new Payment(recipient.Address, new Amount(Mob / 2, 0));
            if (error is { } expected)
            {
                MobileCoinException e = await FailsAsync(expected, () => client.SendAsync(payment, Token));
                Assert.Contains(why, e.Message, StringComparison.Ordinal);
                Assert.False(e.MayRetry);
                Assert.Null(e.Payment);
                Assert.Equal(before, client.SaveState());
            }
            else
            {
                await client.PrepareAsync(payment, Token);
            }
            Assert.Empty(transport.Proposed);
            Assert.Equal(4 * Mob, client.Snapshot.BalanceOf(0));
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisposeAsync();
            payer.Dispose();
            recipient.Dispose();
            await world.DisposeAsync();
        }
    }
}
