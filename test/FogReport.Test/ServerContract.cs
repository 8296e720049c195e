// Fact sheet fog §4.1, §4.4: the server with each database, asked over a real port, and what it says verified down to the ingress key.
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using MobileCoin.Accounts;
using MobileCoin.Api;
using MobileCoin.Attestation;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Transactions;
using MobileCoin.Wire.Admin;
using MobileCoin.Wire.Health;
using MobileCoin.Wire.Report;
using MobileCoin.Wire.Uris;
using Report = MobileCoin.Attestation.Report;

namespace MobileCoin.FogReport.Test;

public abstract class ServerContract : IAsyncLifetime
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private static readonly ConnectionOptions Options = new() { TimeProvider = new ManualTime(Simulated.Now), Retries = RetryPolicy.None, ChainId = "test" };
    private static readonly VerificationPolicy Policy = Simulated.Policy with { Time = TimePolicy.None };
    private static readonly RistrettoPrivate View = RistrettoPrivate.Parse([5, .. new byte[31]]), Spend = RistrettoPrivate.Parse([6, .. new byte[31]]);
    private static readonly RistrettoPublic First = KeyOf(7), Second = KeyOf(8);
    private static readonly VerificationReport Epid = new(Simulated.Filled(1, 64), [Simulated.Filled(2, 9)], "{}");

    private readonly SigningFiles _files = new();
    private Store _store = null!;
    private IRecoveryDb _db = null!;
    private ReportRun _run = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await CreateStore();
        _db = await _store.Open();
        foreach (RistrettoPublic key in (RistrettoPublic[])[First, Second]) await _db.NewIngressKeyAsync(Bytes(key), 0);
        _run = new ReportRun(_files, _store);
    }

    public async ValueTask DisposeAsync()
    {
        if (_run is not null) await _run.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
        _files.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Reports_ComeAsTheyAreNow_AndResolve()
    {
        FogUri uri = await _run.Uri();
        using var connection = new FogReportConnection(uri, Options);
        ConnectionException none = await Assert.ThrowsAsync<ConnectionException>(() => connection.GetReportsAsync(Token));
        Assert.Contains("the server has no reports", none.Message, StringComparison.Ordinal);
        using (var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{uri.Port}"))
        {
            // An empty list is an answer, signed as others are.
            Wire.Report.ReportResponse empty = await new ReportAPI.ReportAPIClient(channel).GetReportsAsync(new ReportRequest(), cancellationToken: Token);
            Assert.Equal((0, 3, 64), (empty.Reports.Count, empty.Chain.Count, empty.Signature.Length));
        }

        DcapEvidence dcap = EvidenceOf(First), second = EvidenceOf(Second);
        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, dcap, 1000));
        Assert.Equal([new Report("", dcap, 1000)], (await connection.GetReportsAsync(Token)).Reports.ToArray());
        Assert.Equal((First, 1000ul), await Resolve(uri, ""));

        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, dcap, 1001)); // in its place
        Assert.Equal((First, 1001ul), await Resolve(uri, ""));
        await _db.SetReportAsync(Bytes(Second), "old", new ReportData(null, Epid, 7));
        await _db.SetReportAsync(Bytes(Second), "ö", new ReportData(null, second, 8));
        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, dcap, 1002));
        Assert.Equal([new Report("", dcap, 1002), new Report("old", Epid, 7), new Report("ö", second, 8)], (await connection.GetReportsAsync(Token)).Reports.ToArray());
        Assert.Equal([(First, 1002ul), (Second, 8ul)], [await Resolve(uri, ""), await Resolve(uri, "ö")]);
        FogReportResolutionException e = await Assert.ThrowsAsync<FogReportResolutionException>(() => Resolve(uri, "old"));
        Assert.Equal(FogReportError.IngestReport, ((FogReportException)e.InnerException!).Error);

        await _db.RemoveReportAsync("");
        Assert.Equal(["old", "ö"], (await connection.GetReportsAsync(Token)).Reports.ToArray().Select(r => r.FogReportId));
        e = await Assert.ThrowsAsync<FogReportResolutionException>(() => Resolve(uri, ""));
        Assert.Equal(FogReportError.NoMatchingReportId, ((FogReportException)e.InnerException!).Error);
        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, dcap, 1003)); // as a new one: last
        Assert.Equal(["old", "ö", ""], (await connection.GetReportsAsync(Token)).Reports.ToArray().Select(r => r.FogReportId));
    }

    [Fact]
    public async Task AnotherChainsClients_AreRefused()
    {
        FogUri uri = await _run.Uri();
        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, EvidenceOf(First), 1));
        using (var other = new FogReportConnection(uri, Options with { ChainId = "main" }))
        {
            ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => other.GetReportsAsync(Token));
            Assert.Equal((StatusCode.FailedPrecondition, "chain-id mismatch: 'test'"), (e.Status!.Value.StatusCode, e.Status.Value.Detail));
        }
        using var silent = new FogReportConnection(uri, Options with { ChainId = null });
        Assert.Equal(1, (await silent.GetReportsAsync(Token)).Reports.Length);
    }

    [Fact]
    public async Task TheOperator_SeesNameHealthAndMetrics()
    {
        FogUri uri = await _run.Uri();
        await _db.SetReportAsync(Bytes(First), "", new ReportData(null, EvidenceOf(First), 1));
        using var connection = new FogReportConnection(uri, Options);
        await connection.GetReportsAsync(Token);
        using GrpcChannel channel = ServiceChannel.Open(await _run.AdminUri()), client = ServiceChannel.Open(uri);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await new Health.HealthClient(client).CheckAsync(new HealthCheckRequest(), cancellationToken: Token)).Status);
        var admin = new AdminAPI.AdminAPIClient(channel);
        GetInfoResponse info = await admin.GetInfoAsync(new Empty(), cancellationToken: Token);
        Assert.Equal(("Fog Report", "insecure-fog://127.0.0.1:0/"), (info.Name, info.Id));
        Assert.Contains("\"signing_chain\":", info.ConfigJson, StringComparison.Ordinal);
        string metrics = (await admin.GetPrometheusMetricsAsync(new Empty(), cancellationToken: Token)).Metrics;
        Assert.Contains("fog_report_service_num_req{method=\"report.ReportAPI.GetReports\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("report_server_grpc_num_status_code{method=\"report.ReportAPI.GetReports\",status_code=\"0-OK\"} 1", metrics, StringComparison.Ordinal);
    }

    /// <summary>Whether the operator's page says that the service is ready.</summary>
    private protected async Task UntilReady(bool expected)
    {
        using var http = new HttpClient();
        Uri page = new($"http://127.0.0.1:{(await _run.AdminUri()).Port}/readyz");
        while ((await http.GetAsync(page, Token)).IsSuccessStatusCode != expected) await Task.Delay(5, Token);
    }

    private protected async Task<RpcException> Fails()
    {
        using GrpcChannel channel = ServiceChannel.Open(await _run.Uri());
        return await Assert.ThrowsAsync<RpcException>(async () => await new ReportAPI.ReportAPIClient(channel).GetReportsAsync(new ReportRequest(), cancellationToken: Token));
    }

    private protected abstract Task<Store> CreateStore();

    private protected Store Store => _store;

    private static async Task<(RistrettoPublic Key, ulong Expiry)> Resolve(FogUri uri, string id)
    {
        var address = new PublicAddress(View.PublicKey(), Spend.PublicKey(), uri.ToString(), id, FogAuthority.Sign(View, SigningFiles.RootKey.PublicKeyInfo).ToBytes());
        FogPubkey key = (await new FogReportFetcher(Policy, Options).FetchAsync([address], Token)).GetFogPubkey(address);
        return (key.PublicKey, key.PubkeyExpiry);
    }

    private static RistrettoPublic KeyOf(byte secret) => RistrettoPrivate.Parse([secret, .. new byte[31]]).PublicKey();

    private static CompressedRistretto Bytes(RistrettoPublic key) => new(key.ToBytes());

    private static DcapEvidence EvidenceOf(RistrettoPublic key) => Simulated.Evidence(contents: new(new byte[16], new byte[32], key.ToBytes()));
}

public sealed class LmdbServerTests : ServerContract
{
    private protected override Task<Store> CreateStore() => Task.FromResult<Store>(new LmdbStore());
}

public sealed class PostgresServerTests(PostgresCluster cluster) : ServerContract
{
    private protected override async Task<Store> CreateStore()
    {
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }

    [Fact]
    public async Task AFailingDatabase_IsInternal_AndSaidToTheOperator()
    {
        var store = (PostgresStore)Store;
        store.IsSpoiled = true;
        await UntilReady(true);
        await store.Execute("ALTER TABLE reports RENAME TO hidden");
        RpcException e = await Fails();
        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.StartsWith("Database Error: Schema: ", e.Status.Detail, StringComparison.Ordinal);
        await UntilReady(false);
        await store.Execute("ALTER TABLE hidden RENAME TO reports");
        await UntilReady(true);
    }
}
