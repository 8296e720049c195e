using System.Security.Cryptography;
using System.Text.Json;
using MobileCoin.Accounts;
using MobileCoin.App.Fog;
using MobileCoin.FogIngest.Test;
using MobileCoin.RecoveryDb.Test;

namespace MobileCoin.App.Test;

/// <summary>fog_ingest_client against a server of this process.</summary>
public sealed class IngestClientTests : IAsyncDisposable
{
    private readonly ToolRun _tool = new();
    private readonly TestChainFiles _chain = new();
    private readonly LmdbStore _store = new();
    private readonly IngestRun _server;

    public IngestClientTests() => _server = new IngestRun(_chain, _store, "node.test:8090", _tool["state"]);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _chain.Dispose();
        _tool.Dispose();
    }

    [Fact]
    public async Task Commands_PrintWhatTheServerIsAt_UnderUpstreamsNames()
    {
        JsonElement status = await DoAsync("get-status");
        Assert.Equal(
            ["mode", "next_block_index", "pubkey_expiry_window", "ingress_pubkey", "egress_pubkey", "kex_rng_version", "peers", "ingest_invocation_id"],
            status.EnumerateObject().Select(p => p.Name));
        Assert.Equal("Idle", status.GetProperty("mode").GetString());
        Assert.Equal(64, Key(status).Length);
        JsonElement renewed = await DoAsync("new-keys");
        Assert.NotEqual(Key(status), Key(renewed));
        Assert.Equal(1, (await DoAsync("set-pubkey-expiry-window", "1")).GetProperty("pubkey_expiry_window").GetInt32());
        JsonElement active = await DoAsync("activate");
        Assert.Equal("Active", active.GetProperty("mode").GetString());
        Assert.Equal(Key(renewed), Key(active));
        Assert.Contains("FailedPrecondition", await FailAsync("new-keys"), StringComparison.Ordinal);
        Assert.Contains("FailedPrecondition", await FailAsync("set-pubkey-expiry-window", "0"), StringComparison.Ordinal);
        Assert.Contains("InvalidArgument", await FailAsync("set-peers", "insecure-igp://elsewhere.test:1/"), StringComparison.Ordinal);
        JsonElement peers = (await DoAsync("set-peers", "insecure-igp://node.test:8090/", "insecure-igp://other.test:1/?responder-id=b:2")).GetProperty("peers");
        Assert.Equal(["insecure-igp://node.test:8090/", "insecure-igp://other.test:1/?responder-id=b%3A2"], peers.EnumerateArray().Select(p => p.GetString()));
        Assert.Contains("FailedPrecondition", await FailAsync("sync-keys-from-remote", "insecure-igp://other.test:1/"), StringComparison.Ordinal);
        Assert.Contains("--key: is no key", await FailAsync("report-lost-ingress-key", "-k", "00ff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retiring_TellsWhatBecameOfTheKey_AndFailsWhereThereIsNone()
    {
        foreach (string command in (string[])["retire", "unretire"])
        {
            Assert.Contains("the recovery database does not know the ingress key", await FailAsync(command), StringComparison.Ordinal);
        }
        string key = Key(await DoAsync("activate"));
        Assert.Equal(key, Key(await DoAsync("retire")));
        Assert.Contains($"the ingress key {key} is retired", _tool.Error, StringComparison.Ordinal);
        Assert.Empty((await DoAsync("get-ingress-public-key-records")).EnumerateArray());
        JsonElement record = Assert.Single((await DoAsync("get-ingress-public-key-records", "-r")).EnumerateArray());
        Assert.Equal(
            ["ingress_public_key", "start_block", "pubkey_expiry", "retired", "lost", "last_scanned_block"], record.EnumerateObject().Select(p => p.Name));
        Assert.True(record.GetProperty("retired").GetBoolean());
        await DoAsync("unretire");
        Assert.Contains($"the ingress key {key} is not retired", _tool.Error, StringComparison.Ordinal);
        Assert.False(Assert.Single((await DoAsync("get-ingress-public-key-records", "-s", "1")).EnumerateArray()).GetProperty("retired").GetBoolean());
        Assert.Empty((await DoAsync("get-ingress-public-key-records", "-s", "2")).EnumerateArray());
    }

    [Fact]
    public async Task ALostKey_IsReported_WithTheBlocksThatNobodyScans()
    {
        string key = Key(await DoAsync("activate"));
        Assert.Contains("MissingIngressKey", await FailAsync("report-lost-ingress-key", "--key", Key(await OtherKeyAsync())), StringComparison.Ordinal);
        Assert.Equal("[]", (await DoAsync("get-missed-block-ranges")).ToString());
        JsonElement record = await DoAsync("report-lost-ingress-key", "-k", key);
        Assert.True(record.GetProperty("lost").GetBoolean());
        Assert.Equal("""{"start_block":1,"end_block":11}""", JsonSerializer.Serialize(Assert.Single((await DoAsync("get-missed-block-ranges")).EnumerateArray())));

        async Task<JsonElement> OtherKeyAsync()
        {
            await using var other = new IngestRun(_chain, _store, "other.test:8090", _tool["other"]);
            return JsonDocument.Parse(await _tool.DoAsync(IngestClient.Program, "--uri", $"insecure-fog-ingest://127.0.0.1:{await other.PortAsync("client")}/", "get-status")).RootElement;
        }
    }

    [Fact]
    public async Task AddUser_LooksAtTheAddress_AndAsksNobody()
    {
        using AccountKey plain = AccountKey.Random(RandomNumberGenerator.Fill);
        using AccountKey fog = plain.WithFog("fog://fog.test", "", []);
        Assert.Empty(await _tool.DoAsync(IngestClient.Program, "add-user", Code(fog)));
        Assert.Contains("names no fog", await _tool.FailAsync(IngestClient.Program, "add-user", Code(plain)), StringComparison.Ordinal);
        Assert.Contains("<address>: is no public address", await _tool.FailAsync(IngestClient.Program, "add-user", "nobody"), StringComparison.Ordinal);

        static string Code(AccountKey account) => new PrintableWrapper(account.DefaultSubaddress()).B58Encode();
    }

    [Fact]
    public async Task NobodyThere_IsAClearError()
    {
        string error = await _tool.FailAsync(IngestClient.Program, "--uri", "insecure-fog-ingest://127.0.0.1:1/", "-r", "0", "get-status");
        Assert.Contains("Unavailable", error, StringComparison.Ordinal);
        Assert.Contains("--uri is missing", await _tool.FailAsync(IngestClient.Program, "get-status"), StringComparison.Ordinal);
    }

    private static string Key(JsonElement summary) => summary.GetProperty("ingress_pubkey").GetString()!;

    private async Task<JsonElement> DoAsync(params string[] arguments) => JsonDocument.Parse(await _tool.DoAsync(IngestClient.Program, await WithServerAsync(arguments))).RootElement;

    private async Task<string> FailAsync(params string[] arguments) => await _tool.FailAsync(IngestClient.Program, await WithServerAsync(arguments));

    private async Task<string[]> WithServerAsync(string[] arguments) =>
        ["--uri", $"insecure-fog-ingest://127.0.0.1:{await _server.PortAsync("client")}/", "--retry-seconds", "0", .. arguments];
}
