using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.LedgerEnclave;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using KeyImageQuery = MobileCoin.Transactions.KeyImageQuery;
using NonceMessage = MobileCoin.Attestation.NonceMessage;
using Status = MobileCoin.Wire.FogLedger.MultiKeyImageStoreResponseStatus;

namespace MobileCoin.FogLedger.Test;

/// <summary>Whoever can reach a store can open a session with it, and send what it likes.</summary>
public sealed class HostileTests : IDisposable
{
    private const string Id = "store.shard.test:443";

    private readonly GrowingLedger _ledger = new();
    private readonly RunningStore _store;
    private readonly AttestedKeyExchange _attacker = new("x:1", "x:1", Samples.Random(90));

    public HostileTests() => _store = new RunningStore(Id, BlockShard.All, _ledger.Provider, _ledger.Time, _ledger.Log);

    public void Dispose()
    {
        _attacker.Dispose();
        _store.Dispose();
        _ledger.Dispose();
    }

    private void Connect()
    {
        AuthMessage answer = _store.Node.Auth(new AuthMessage { Data = ByteString.CopyFrom(_attacker.BackendInit(Id)) });
        _attacker.BackendConnect(Id, answer.Data.Span, Samples.Policy, out _);
    }

    private NonceMessage Encrypt(byte[] plaintext)
    {
        byte[] data = _attacker.BackendEncrypt(Id, [], plaintext, out ulong nonce, out ChannelId session);
        return new NonceMessage(session, nonce, default, data);
    }

    private async Task<MultiKeyImageStoreResponse> AskAsync(params NonceMessage[] queries)
    {
        var request = new MultiKeyImageStoreRequest();
        request.Queries.AddRange(queries.Select(TestRouter.Wire));
        MultiKeyImageStoreResponse response = await _store.Node.QueryAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("insecure-key-image-store://store.shard.test:443/", response.StoreUri);
        Assert.Equal(response.Status == Status.Success, response.QueryResponse is not null);
        return response;
    }

    private async Task<Status> StatusAsync(params NonceMessage[] queries) => (await AskAsync(queries)).Status;

    private static byte[] Query(int count) => new CheckKeyImagesRequest([.. Enumerable.Range(0, count).Select(i => new KeyImageQuery(Samples.Image(i), 0))]).Encode();

    [Fact]
    public async Task WhatIsNoQuery_IsToldByItsStatus()
    {
        Connect();
        Assert.Equal(Status.AuthenticationError, await StatusAsync());
        Assert.Equal(Status.AuthenticationError, await StatusAsync(new NonceMessage(default, 0, default, new byte[40])));
        NonceMessage good = Encrypt(Query(1));
        Assert.Equal(Status.AuthenticationError, await StatusAsync(good with { Nonce = good.Nonce + 1 }, good with { Data = good.Data[1..] }, good with { Aad = new byte[] { 1 } }, good with { Data = default }));
        Assert.Equal(Status.InvalidArgument, await StatusAsync([.. Enumerable.Repeat(good, 101)]));
        Assert.Equal(Status.Success, await StatusAsync([.. Enumerable.Repeat(new NonceMessage(default, 0, default, default), 99), good]));
        Assert.Equal(Status.AuthenticationError, await StatusAsync(good)); // once is enough

        byte[][] garbage = [[0x0a, 0xff], [0x0b], [0x0a, 4, 0x0a, 2, 0x0a, 0], [.. Query(1), 0x0a], KeyImageOf(31), KeyImageOf(33)];
        foreach (byte[] plaintext in garbage) Assert.Equal(Status.InvalidArgument, await StatusAsync(Encrypt(plaintext)));
        Assert.Equal(Status.InvalidArgument, await StatusAsync(Encrypt(Query(EnclaveConstants.MaxKeyImages + 1))));
        Assert.Equal(Status.Success, await StatusAsync(Encrypt([])));
        Assert.Equal(Status.Success, await StatusAsync(Encrypt(Query(3))));

        string metrics = _store.Metrics.ToText();
        foreach (string status in (string[])["SUCCESS", "AUTHENTICATION_ERROR", "INVALID_ARGUMENT"])
        {
            Assert.Contains($"fog_ledger_router_store_query_requests_count{{store_uri=\"store\",status=\"{status}\"}} ", metrics, StringComparison.Ordinal);
        }

        static byte[] KeyImageOf(int length) => [0x0a, (byte)(length + 4), 0x0a, (byte)(length + 2), 0x0a, (byte)length, .. new byte[length]];
    }

    [Fact]
    public async Task ThousandsOfSessions_GiveWay_AndARouterComesBack()
    {
        Connect();
        Assert.Equal(Status.Success, await StatusAsync(Encrypt(Query(1))));
        using var other = new AttestedKeyExchange("y:1", "y:1", Samples.Random(91));
        var hello = new AuthMessage { Data = ByteString.CopyFrom(other.BackendInit(Id)) };
        for (int i = 0; i < 10_001; i++) _store.Node.Auth(hello);
        Assert.Equal(Status.AuthenticationError, await StatusAsync(Encrypt(Query(1))));
        Connect();
        Assert.Equal(Status.Success, await StatusAsync(Encrypt(Query(1))));
    }

    [Fact]
    public void WhatIsNoHandshake_IsRefused()
    {
        foreach (int length in (int[])[0, 1, 31]) Samples.Refused(EnclaveErrorKind.Attest, () => _store.Node.Auth(new AuthMessage { Data = ByteString.CopyFrom(new byte[length]) }));
    }
}
