// Fact sheet fog §4.5: fog-report-cli against a report server.
using MobileCoin.Accounts;
using MobileCoin.App.Fog;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.FogReport.Test;
using MobileCoin.Quotes;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.App.Test;

public sealed class ReportCliTests : IAsyncLifetime
{
    private static readonly RistrettoPublic Ingress = RistrettoPrivate.Parse([7, .. new byte[31]]).PublicKey();
    private static readonly string Hex = Convert.ToHexStringLower(Ingress.ToBytes());
    private static readonly SimulatedEnclave Enclave = new(Simulated.MrEnclave, EnclaveDescription.Signer.ToArray()) { IsvProductId = 4, IsvSvn = 9 };

    private readonly ToolRun _run = new() { Time = new ManualTime(Simulated.Now) };
    private readonly SigningFiles _files = new();
    private readonly LmdbStore _store = new();
    private IRecoveryDb _db = null!;
    private ReportRun _server = null!;
    private string _url = "";

    public async ValueTask InitializeAsync()
    {
        _db = await _store.Open();
        _server = new ReportRun(_files, _store);
        _url = (await _server.Uri()).ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _files.Dispose();
        _run.Dispose();
    }

    [Fact]
    public async Task TheKey_IsPrinted_AsData()
    {
        await PublishAsync("");
        await PublishAsync("id");
        string spki = Convert.ToBase64String(SigningFiles.RootKey.PublicKeyInfo);
        Assert.Equal(Hex, await Do("-u", _url, "-s", spki, "--allow-simulated"));
        Assert.Equal($$"""{ "pubkey": "{{Hex}}", "pubkey_expiry": 1000 }""", await Do("-u", _url, "-s", spki, "-i", "id", "-v", "--allow-simulated"));
        Assert.Equal($$"""{ "pubkey": "{{Hex}}", "pubkey_expiry": 1000 }""", await Do("-n", "-v", "-u", _url));
        Assert.Equal(Hex, await Do("-p", AddressFile(_url, "id"), "--allow-simulated"));
    }

    [Fact]
    public async Task WhatDoesNotVouch_IsAnError()
    {
        await PublishAsync("");
        string spki = Convert.ToBase64String(SigningFiles.RootKey.PublicKeyInfo);
        Assert.Contains("the address does not vouch for the root", await Fail("-u", _url, "-s", "AAAA", "--allow-simulated"), StringComparison.Ordinal);
        Assert.Contains("no report of the id 'x'", await Fail("-u", _url, "-s", spki, "-i", "x", "--allow-simulated"), StringComparison.Ordinal);
        Assert.Contains("no report of the id 'x'", await Fail("-u", _url, "-n", "-i", "x"), StringComparison.Ordinal);
        Assert.Contains("the evidence is not trusted", await Fail("-u", _url, "-s", spki), StringComparison.Ordinal);
        Assert.Contains("chain-id mismatch: 'test'", await FailOn("main", "-u", _url, "-n"), StringComparison.Ordinal);
        Assert.Contains("give --fog-ingest-enclave-css", await FailOn("local", "-u", _url, "-s", spki), StringComparison.Ordinal);
        Assert.Contains("give it, or --no-validate", await Fail("-u", _url), StringComparison.Ordinal);
        Assert.Contains("says which fog is meant", await Fail("-n"), StringComparison.Ordinal);
        Assert.Contains("exclude each other", await Fail("-p", "a", "-u", _url), StringComparison.Ordinal);
        Assert.Contains("the address has no fog", await Fail("-p", AddressFile("", "")), StringComparison.Ordinal);
        Assert.Contains("Unavailable", await Fail("-n", "-u", "insecure-fog://127.0.0.1:1/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AServerWithoutReports_IsAskedAgain()
    {
        Assert.Contains("the server has no reports", await Fail("-n", "-u", _url, "-r", "0"), StringComparison.Ordinal);
        Task<string> waiting = Do("-n", "-u", _url, "-r", "1000");
        while (!_run.Error.Contains("the server has no reports; trying again", StringComparison.Ordinal)) await Task.Delay(5, TestContext.Current.CancellationToken);
        await PublishAsync("");
        Assert.Equal(Hex, await waiting);
    }

    private Task<string> Do(params string[] arguments) => _run.DoAsync(ReportCli.Program, ["--chain-id", "test", .. arguments]);

    private Task<string> Fail(params string[] arguments) => FailOn("test", arguments);

    private Task<string> FailOn(string chain, params string[] arguments) => _run.FailAsync(ReportCli.Program, ["--chain-id", chain, .. arguments]);

    private async Task PublishAsync(string id)
    {
        var key = new CompressedRistretto(Ingress.ToBytes());
        if (await _db.GetIngressKeyStatusAsync(key) is null) await _db.NewIngressKeyAsync(key, 0);
        DcapEvidence evidence = Simulated.Evidence(enclave: Enclave, contents: new(new byte[16], new byte[32], Ingress.ToBytes()));
        await _db.SetReportAsync(key, id, new ReportData(null, evidence, 1000));
    }

    private string AddressFile(string url, string id)
    {
        using RistrettoPrivate view = RistrettoPrivate.Parse([5, .. new byte[31]]), spend = RistrettoPrivate.Parse([6, .. new byte[31]]);
        using var account = new AccountKey(view, spend, url, id, SigningFiles.RootKey.PublicKeyInfo);
        return _run.Write("address.pub", KeyFile.WritePublic(account.DefaultSubaddress()));
    }
}
