// Real servers on real ports, whose enclaves attest each other with simulated evidence (fact sheet fog §2.12, §7.10, §8.3).
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using MobileCoin.Blockchain;
using MobileCoin.Connections;
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave;
using MobileCoin.IngestEnclave.Test;
using MobileCoin.RecoveryDb;
using MobileCoin.RecoveryDb.Test;
using MobileCoin.Wire.AccountIngest;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.External;
using MobileCoin.Wire.IngestCommon;
using MobileCoin.Wire.IngestPeer;
using MobileCoin.Wire.Uris;
using Connection = MobileCoin.Connections.ServiceConnection<MobileCoin.Wire.AccountIngest.AccountIngestAPI.AccountIngestAPIClient>;

namespace MobileCoin.FogIngest.Test;

public sealed class ClusterTests(PostgresCluster cluster) : IDisposable
{
    private readonly TestChainFiles _chain = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _chain.Dispose();
    }

    [Theory]
    [InlineData("lmdb")]
    [InlineData("postgres")]
    public async Task ThreeServers_ShareAKey_AndScan_AndGoOnAfterARestart(string database)
    {
        await using Store store = await CreateStore(database);
        IRecoveryDb db = await store.Open();
        await using var first = Start(store, 0);
        await using var second = Start(store, 1);
        await using var third = Start(store, 2);
        IngestRun[] runs = [first, second, third];
        using Connection operatorOfFirst = await first.ConnectAsync(), operatorOfSecond = await second.ConnectAsync();
        var peers = new SetPeersRequest { IngestPeerUris = { await first.PeerUriAsync(), await second.PeerUriAsync(), await third.PeerUriAsync() } };
        await operatorOfFirst.CallAsync((api, call) => api.SetPeersAsync(peers, call));
        IngestSummary active = await operatorOfFirst.CallAsync((api, call) => api.ActivateAsync(new Empty(), call));
        Assert.Equal(IngestControllerMode.Active, active.Mode);
        var key = RistrettoPublic.Parse(active.IngressPubkey.Data.Span);
        foreach (IngestRun run in runs)
        {
            using Connection server = await run.ConnectAsync();
            IngestSummary summary = await server.CallAsync((api, call) => api.GetStatusAsync(new Empty(), call));
            Assert.Equal(active.IngressPubkey, summary.IngressPubkey);
            // With the parameters, without which nobody reaches them.
            Assert.Equal(peers.IngestPeerUris.Order(), summary.Peers.Order());
        }
        await RefusedAsync(StatusCode.FailedPrecondition, operatorOfSecond, (api, call) => api.ActivateAsync(new Empty(), call));
        await RefusedAsync(StatusCode.FailedPrecondition, operatorOfFirst, (api, call) => api.NewKeysAsync(new Empty(), call));
        await RefusedAsync(
            StatusCode.FailedPrecondition, operatorOfFirst,
            (api, call) => api.SetPubkeyExpiryWindowAsync(new SetPubkeyExpiryWindowRequest { PubkeyExpiryWindow = 9 }, call));

        using Wallet user = new(1);
        _chain.Append(_chain.Blocks.For(key, user), _chain.Blocks.ForNobody(), _chain.Blocks.For(key, user));
        await ScannedAsync(db, key);
        await first.StopAsync();
        _chain.Append(_chain.Blocks.For(key, user));
        // On another port; the others learn of it.
        await using var again = Start(store, 0);
        using Connection operatorOfAgain = await again.ConnectAsync();
        await ScannedAsync(db, key);
        IngestSummary restarted = await operatorOfAgain.CallAsync((api, call) => api.GetStatusAsync(new Empty(), call));
        Assert.Equal(active.IngressPubkey, restarted.IngressPubkey);
        Assert.Equal(IngestControllerMode.Active, restarted.Mode);
        await FoundAsync(db, key, user, 3);

        // Its port is gone from its peers' point of view: none of them can be activated beside it.
        await RefusedAsync(StatusCode.Unavailable, operatorOfSecond, (api, call) => api.ActivateAsync(new Empty(), call));
        var remote = new SyncKeysFromRemoteRequest { PeerUri = await again.PeerUriAsync() };
        IngestSummary taken = await operatorOfSecond.CallAsync((api, call) => api.SyncKeysFromRemoteAsync(remote, call));
        Assert.Equal(active.IngressPubkey, taken.IngressPubkey);
    }

    [Fact]
    public async Task Strangers_AreRefused_AndTheServerGoesOn()
    {
        await using Store store = await CreateStore("lmdb");
        await using var run = Start(store, 0);
        using Connection operatorPort = await run.ConnectAsync();
        using var peerPort = await run.ConnectPeerAsync();
        using var auth = await run.ConnectPeerAsync(static invoker => new AttestedApi.AttestedApiClient(invoker));
        foreach (int length in (int[])[0, 1, 32, 64, 100_000])
        {
            await RefusedAsync(StatusCode.PermissionDenied, auth, (api, call) => api.AuthAsync(new AuthMessage { Data = ByteString.CopyFrom(Garbage(length)) }, call));
            await RefusedAsync(
                StatusCode.PermissionDenied, peerPort,
                (api, call) => api.SetIngressPrivateKeyAsync(new Message { ChannelId = ByteString.CopyFrom(Garbage(length)), Data = ByteString.CopyFrom(Garbage(length)) }, call));
            await RefusedAsync(
                StatusCode.Internal, peerPort,
                (api, call) => api.GetIngressPrivateKeyAsync(new GetPrivateKeyRequest { ChannelId = ByteString.CopyFrom(Garbage(length)) }, call));
            await RefusedAsync(
                StatusCode.InvalidArgument, operatorPort,
                (api, call) => api.ReportLostIngressKeyAsync(new ReportLostIngressKeyRequest { Key = new CompressedRistretto { Data = ByteString.CopyFrom(Garbage(length)) } }, call));
        }
        await RefusedAsync(StatusCode.InvalidArgument, operatorPort, (api, call) => api.ReportLostIngressKeyAsync(new ReportLostIngressKeyRequest(), call));
        foreach (string[] uris in (string[][])[[], ["insecure-igp://elsewhere:1/"], ["no uri"], ["insecure-fog://node0.test:8090/"], ["insecure-igp://node0.test:8090/?responder-id=x"]])
        {
            var request = new SetPeersRequest { IngestPeerUris = { uris } };
            await RefusedAsync(StatusCode.InvalidArgument, operatorPort, (api, call) => api.SetPeersAsync(request, call));
            await RefusedAsync(StatusCode.InvalidArgument, peerPort, (api, call) => api.SetPeersAsync(request, call));
        }
        await RefusedAsync(StatusCode.InvalidArgument, operatorPort, (api, call) => api.SyncKeysFromRemoteAsync(new SyncKeysFromRemoteRequest { PeerUri = "igp:/" }, call));
        await RefusedAsync(StatusCode.Unavailable, operatorPort, (api, call) => api.SyncKeysFromRemoteAsync(new SyncKeysFromRemoteRequest { PeerUri = "insecure-igp://127.0.0.1:1/" }, call));
        // A key that nobody knows.
        using Wallet nobody = new(9);
        await RefusedAsync(
            StatusCode.Internal, operatorPort,
            (api, call) => api.ReportLostIngressKeyAsync(
                new ReportLostIngressKeyRequest { Key = new CompressedRistretto { Data = ByteString.CopyFrom(nobody.ViewPublic.ToBytes()) } }, call));
        Assert.Equal(IngestControllerMode.Active, (await operatorPort.CallAsync((api, call) => api.ActivateAsync(new Empty(), call))).Mode);
        string metrics = await new HttpClient().GetStringAsync($"http://127.0.0.1:{await run.PortAsync("admin")}/metrics");
        Assert.Contains("""fog_ingest_gauge{op="enclave_attestation_evidence_timestamp"}""", metrics, StringComparison.Ordinal);
        Assert.Contains("""fog_ingest_service_num_req{method="account_ingest.AccountIngestAPI.Activate"} 1""", metrics, StringComparison.Ordinal);
        Assert.Contains("ledger_db_gauge", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEnclaveOfAnotherMeasurement_GivesAndGetsNoKey()
    {
        await using Store store = await CreateStore("lmdb");
        await using var run = Start(store, 0);
        using var other = new FogIngestEnclave(new EnclavePlatform(Samples.Random(3), static (s, _) => s.ToArray(), static (s, _) => s.ToArray(), TestEvidence.Policy));
        other.Initialize(new IngestInit(new ResponderId("other.test:1"), default, 64));
        await new TestEvidence(other).RefreshAsync();
        using var peers = new GrpcIngestPeers(other, TimeProvider.System);
        using IIngestPeer peer = peers.Connect(IngestPeerUri.Parse(await run.PeerUriAsync()));
        Assert.Equal(IngestControllerMode.Idle, (await peer.GetStatusAsync()).Mode);
        IngestException refused = await Assert.ThrowsAsync<IngestException>(() => peer.GetIngressPrivateKeyAsync(static _ => Assert.Fail("a key came")));
        Assert.Equal(IngestError.Attestation, refused.Error);
        refused = await Assert.ThrowsAsync<IngestException>(() => peer.SetIngressPrivateKeyAsync(session => other.GetIngressPrivateKey(session).Message));
        Assert.Equal(IngestError.Attestation, refused.Error);
    }

    private IngestRun Start(Store store, int number) => new(_chain, store, $"node{number}.test:8090", _folder[$"state{number}"]);

    private async Task<Store> CreateStore(string database)
    {
        if (database == "lmdb") return new LmdbStore();
        Assert.SkipWhen(cluster.Missing is not null, cluster.Missing ?? "");
        return await PostgresStore.Create(cluster);
    }

    private static byte[] Garbage(int length) => Samples.Bytes(Samples.Random(length), length);

    private async Task ScannedAsync(IRecoveryDb db, RistrettoPublic key)
    {
        while (await db.GetLastScannedBlockIndexAsync(key.Encoding) != _chain.Count - 1) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    private static async Task FoundAsync(IRecoveryDb db, RistrettoPublic key, Wallet user, int count)
    {
        var stored = new Dictionary<string, Transactions.ETxOutRecord>(StringComparer.Ordinal);
        foreach (IngestedBlockData block in await db.GetTxOutsByBlockRangeAndKeyAsync(key.Encoding, new Transactions.BlockRange(1, ulong.MaxValue)))
        {
            foreach (Transactions.ETxOutRecord record in block.Records) stored.Add(Convert.ToHexString(record.SearchKey.Span), record);
        }
        IEnumerable<KexRngPubkey> rngs = (await db.SearchUserEventsAsync(0)).Events.OfType<UserEvent.NewRngRecord>()
            .Select(e => KexRngPubkey.Parse(e.Record.Pubkey.PublicKey.Span, e.Record.Pubkey.Version));
        Assert.Equal(count, user.Find(rngs, stored).Count);
    }

    private static async Task RefusedAsync<TClient, T>(StatusCode code, ServiceConnection<TClient> server, Func<TClient, CallOptions, AsyncUnaryCall<T>> call)
        where TClient : ClientBase<TClient>
    {
        ConnectionException e = await Assert.ThrowsAsync<ConnectionException>(() => server.CallAsync(call));
        Assert.Equal(code, e.Status?.StatusCode);
    }
}
