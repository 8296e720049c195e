// What is signed, and when (fact sheet fog §4.2): the vectors and upstream's report through the service; unchanged rows are not signed again.
using System.Net;
using Google.Protobuf;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Grpc;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Testing;
using MobileCoin.Wire;
using MobileCoin.Wire.Report;
using Report = MobileCoin.Attestation.Report;
using ReportResponse = MobileCoin.Attestation.ReportResponse;

namespace MobileCoin.FogReport.Test;

public sealed class ReportServiceVectors
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory, Vectors("fog_report")]
    public async Task Case_IsServed(VectorCase c)
    {
        switch (c.Op)
        {
            case "":
                Report[] reports = [.. c.Field("reports_proto").EnumerateArray().Select(e => WireMessage.Decode<Report>(Convert.FromHexString(e.GetString()!)))];
                var expected = WireMessage.Decode<ReportResponse>(c.Hex("report_response_proto"));
                Assert.Equal(expected, await Serve(reports, expected.Chain, c.Hex("private")));
                break;
            case "evidence_kind":
                await Serve([new Report("id", EvidenceKind.Decode(c.Hex("bytes")), 4)], [], new byte[32]);
                break;
            case "fog_authority_sig":
                break; // the clients': Accounts.Test
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    // The one report that upstream ships: a signed answer of the attestation service that is no more.
    [Fact]
    public async Task UpstreamsReport_IsServed()
    {
        string body = await File.ReadAllTextAsync(Path.Combine(UpstreamFiles.Folder("misc"), "ias_ok.json"), Token);
        var evidence = new VerificationReport(Simulated.Filled(3, 256), [Simulated.Filled(4, 20)], body);
        ReportResponse response = await Serve([new Report("", evidence, 5)], [[1]], Simulated.Filled(9, 32));
        Assert.Equal(body, ((VerificationReport)response.Reports[0].Evidence!).HttpBody);
    }

    // From the rows of an embedded database, over a real port.
    private static async Task<ReportResponse> Serve(Report[] reports, IReadOnlyList<byte[]> chain, byte[] secret)
    {
        using var folder = new TemporaryFolder();
        await using LmdbRecoveryDb db = LmdbRecoveryDb.Open(folder["db"], new LmdbRecoveryDbOptions { Durability = RecoveryDbDurability.NoSync });
        var key = new CompressedRistretto(Simulated.Filled(5, 32));
        await db.NewIngressKeyAsync(key, 0, Token);
        bool fits = reports.All(r => r.PubkeyExpiry <= long.MaxValue);
        foreach (Report report in reports) await db.SetReportAsync(key, report.FogReportId, new ReportData(null, report.Evidence!, report.PubkeyExpiry), Token);
        IReportDb source = fits ? db : new ReportRows([.. reports]);
        using var node = new ReportNode(source, new ReportSigner(chain, Ed25519Private.Parse(secret), default), TimeProvider.System, NullLogger.Instance);
        var options = new GrpcServerOptions();
        options.Listeners.Add(new GrpcListener(new IPEndPoint(IPAddress.Loopback, 0)));
        options.Services.Add(ReportAPI.BindService(new ReportService(node, NullLogger.Instance)));
        await using var server = new GrpcServer(options);
        await server.StartAsync(Token);
        using var channel = GrpcChannel.ForAddress($"http://{server.EndPoints[0]}");
        Wire.Report.ReportResponse answer = await new ReportAPI.ReportAPIClient(channel).GetReportsAsync(new ReportRequest(), cancellationToken: Token);
        var response = WireMessage.Decode<ReportResponse>(answer.ToByteArray());
        Assert.Equal(reports, response.Reports.ToArray());
        return response;
    }
}

public sealed class NodeTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task UnchangedRows_AreSignedOnce_AndByAReplacedKeyAgain()
    {
        var rows = new ReportRows([new Report("", new DcapEvidence(new Quote3([1]), null, null), 1)]);
        Ed25519Private key = Ed25519Private.Parse(new byte[32]);
        using var node = new ReportNode(rows, new ReportSigner([], key, default), TimeProvider.System, NullLogger.Instance);
        Wire.Report.ReportResponse first = await node.GetReportsAsync(Token);
        rows.Reports = [new Report("", new DcapEvidence(new Quote3([1]), null, null), 1)]; // equal, and not the same
        Assert.Same(first, await node.GetReportsAsync(Token));
        rows.Reports = [new Report("", new DcapEvidence(new Quote3([2]), null, null), 1)];
        Wire.Report.ReportResponse second = await node.GetReportsAsync(Token);
        Assert.NotEqual(first.Signature, second.Signature);
        node.Replace(new ReportSigner([[7]], Ed25519Private.Parse(Simulated.Filled(1, 32)), default));
        Assert.Throws<ObjectDisposedException>(() => key.Sign([]));
        Wire.Report.ReportResponse third = await node.GetReportsAsync(Token);
        Assert.NotEqual(second.Signature, third.Signature);
        Assert.Equal([ByteString.CopyFrom(7)], third.Chain);
        rows.Failure = new RecoveryDbException(RecoveryDbError.Connection, "gone");
        Assert.True(node.IsReady);
        await Assert.ThrowsAsync<RecoveryDbException>(() => node.GetReportsAsync(Token));
        Assert.False(node.IsReady);
    }

    [Fact]
    public async Task Sighup_ReadsTheFilesAgain()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals are Linux'");
        Assert.SkipWhen(IsHangUpIgnored(), "this process was told to ignore SIGHUP, as nohup does");
        using var files = new SigningFiles();
        await using var store = new LmdbStore();
        await using var run = new ReportRun(files, store, ReportProgram.Alias);
        using GrpcChannel channel = Api.ServiceChannel.Open(await run.Uri());
        var client = new ReportAPI.ReportAPIClient(channel);
        Assert.Equal(SigningFiles.LeafOf(0x31), (await client.GetReportsAsync(new ReportRequest(), cancellationToken: Token)).Chain[0].ToByteArray());
        files.WriteKey(SigningFiles.KeyOf(0x32)); // half of a change
        await HangUp();
        while (!run.Log.Contains("the files for signing cannot be used, the last ones stay in use: --signing-key", StringComparison.Ordinal)) await Task.Delay(5, Token);
        Assert.Equal(SigningFiles.LeafOf(0x31), (await client.GetReportsAsync(new ReportRequest(), cancellationToken: Token)).Chain[0].ToByteArray());
        files.WriteChain(SigningFiles.LeafOf(0x32), SigningFiles.Intermediate, SigningFiles.Root);
        await HangUp();
        byte[] expected = SigningFiles.LeafOf(0x32);
        while (!(await client.GetReportsAsync(new ReportRequest(), cancellationToken: Token)).Chain[0].Span.SequenceEqual(expected)) await Task.Delay(5, Token);
    }

    private static async Task HangUp()
    {
        using System.Diagnostics.Process kill = System.Diagnostics.Process.Start("/bin/kill", $"-HUP {Environment.ProcessId}");
        await kill.WaitForExitAsync(Token);
    }

    // What a process inherits as ignored, the runtime leaves ignored.
    private static bool IsHangUpIgnored()
    {
        string ignored = File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal));
        return (Convert.ToUInt64(ignored["SigIgn:".Length..].Trim(), 16) & 1) != 0;
    }
}

/// <summary>Rows without a database.</summary>
internal sealed class ReportRows(Report[] reports) : IReportDb
{
    internal Report[] Reports { get; set; } = reports;

    internal RecoveryDbException? Failure { get; set; }

    public Task<IReadOnlyList<PublishedReport>> GetAllReportsAsync(CancellationToken cancellation = default) => Failure is not null
        ? Task.FromException<IReadOnlyList<PublishedReport>>(Failure)
        : Task.FromResult<IReadOnlyList<PublishedReport>>([.. Reports.Select(r => new PublishedReport(r.FogReportId, new ReportData(null, r.Evidence!, r.PubkeyExpiry)))]);

    public Task<IngressPublicKeyStatus> SetReportAsync(CompressedRistretto ingressKey, string fogReportId, ReportData data, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public Task RemoveReportAsync(string fogReportId, CancellationToken cancellation = default) => throw new NotSupportedException();
}
