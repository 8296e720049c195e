// The same through a router with one store or six, as upstream's test of its router has it (fact sheet fog §7.10 "View router smoke").
using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogView.Test;

public abstract partial class StoreContract
{
    public static TheoryData<string> Shards => new("default", "0-1,1-2,2-3,3-4,4-5,5-18446744073709551615", "0-3,1-5,4-18446744073709551615");

    [Theory]
    [MemberData(nameof(Shards))]
    public async Task ThroughARouter_Smoke(string shards)
    {
        (CompressedRistretto key, long first) = await Sample.Ingest(Db);
        await Sample.Add(Db, first, 0, 1, 2);
        await Db.SetReportAsync(key, "", new ReportData(first, Sample.Evidence(), 4));
        await Db.ReportLostIngressKeyAsync(key);
        (_, long second) = await Sample.Ingest(Db, 4);
        ETxOutRecord[] paid = [new(Samples.Key(1), Sample.Bytes(232)), new(Samples.Key(2), Sample.Bytes(232))];
        await Db.AddBlockDataAsync(second, Sample.Block(4), [paid[0], Sample.Record()]);
        await Db.AddBlockDataAsync(second, Sample.Block(5), [paid[1], Sample.Record()]);
        await Db.DecommissionIngestInvocationAsync(first);
        using var rig = new RouterRig(Db, shards);
        await rig.SettleAsync();

        QueryResponse all = await rig.AskAsync(0);
        Assert.Equal((4L, 2), (all.NextStartFromUserEventId, all.Rngs.Count));
        Assert.Equal(new BlockRange(3, 4), Assert.Single(all.MissedBlockRanges));
        Assert.Equal(new DecommissionedIngestInvocation(first, 2), Assert.Single(all.DecommissionedIngestInvocations));
        Assert.Equal((6UL, 6UL, 60UL), (all.HighestProcessedBlockCount, all.LastKnownBlockCount, all.LastKnownBlockCumulativeTxoCount));
        Assert.Equal(Sample.Block(5).SignatureTimestamp, all.HighestProcessedBlockSignatureTimestamp);
        Assert.Equal(second, Assert.Single((await rig.AskAsync(1)).Rngs).IngestInvocationId);
        foreach (long cursor in (long[])[4, 80, long.MaxValue])
        {
            QueryResponse none = await rig.AskAsync(cursor);
            Assert.Equal((cursor, 0, 0, 0), (none.NextStartFromUserEventId, none.Rngs.Count, none.DecommissionedIngestInvocations.Count, none.MissedBlockRanges.Count));
        }

        QueryResponse found = await rig.AskAsync(0, Samples.Key(1), Samples.Key(9), Samples.Key(2), [1], new byte[17]);
        Assert.Equal(
            [TxOutSearchResultCode.Found, TxOutSearchResultCode.NotFound, TxOutSearchResultCode.Found, TxOutSearchResultCode.BadSearchKey, TxOutSearchResultCode.BadSearchKey],
            found.FixedTxOutSearchResults.Select(r => r.ResultCode));
        foreach ((int result, int record) in ((int, int)[])[(0, 0), (2, 1)])
        {
            Assert.Equal(paid[record].Payload.ToArray(), found.FixedTxOutSearchResults[result].Ciphertext[..232].ToArray());
            Assert.Equal((232, 23), (found.TxOutSearchResults[result].Ciphertext.Length, found.TxOutSearchResults[result].Padding.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Shards))]
    public async Task ThroughARouter_OverlappingKeys_AndGaps(string shards)
    {
        (_, long a) = await Sample.Ingest(Db);
        await Sample.Add(Db, a, 0, 1, 2, 3, 4);
        (_, long b) = await Sample.Ingest(Db, 10);
        await Sample.Add(Db, b, 10, 11, 12, 13, 14);
        using var rig = new RouterRig(Db, shards);
        await ExpectAsync(5, 15);
        await Sample.Add(Db, a, [.. Blocks(5, 20)]);
        await ExpectAsync(15, 20);
        await Sample.Add(Db, b, [.. Blocks(15, 30)]);
        await ExpectAsync(20, 30);

        async Task ExpectAsync(ulong processed, ulong known)
        {
            await rig.SettleAsync();
            QueryResponse response = await rig.AskAsync(0);
            Assert.Equal((processed, known), (response.HighestProcessedBlockCount, response.LastKnownBlockCount));
        }
    }

    /// <summary>A router, and a store for each shard; no ports between them.</summary>
    private sealed class RouterRig : IDisposable
    {
        private readonly ViewRouterEnclave _enclave = Samples.Attested(new ViewRouterEnclave(Samples.RouterId, Samples.Platform(1)));
        private readonly List<ViewStoreEnclave> _enclaves = [];
        private readonly Dictionary<string, ViewStoreNode> _stores = new(StringComparer.Ordinal);
        private readonly MetricRegistry _metrics = new();
        private readonly ViewRouterNode _router;
        private readonly NoiseSession _wallet;

        internal RouterRig(IRecoveryDb db, string shards)
        {
            List<FogViewStoreUri> uris = [];
            foreach (string shard in shards.Split(','))
            {
                string id = $"store{uris.Count}.test:443";
                uris.Add(FogViewStoreUri.Parse($"insecure-fog-view-store://{id}/?sharding_strategy={shard}"));
                ViewStoreEnclave enclave = Samples.Attested(new ViewStoreEnclave(id, 64, Samples.Platform(10 + uris.Count)));
                _enclaves.Add(enclave);
                ViewStoreOptions options = StoreRig.NewOptions(BlockShard.Parse(shard)) with { StoreUri = $"insecure-fog-view-store://{id}/" };
                _stores.Add(id, new ViewStoreNode(options, enclave, db, _metrics, TimeProvider.System, new LogList()));
            }
            _router = new ViewRouterNode(_enclave, ShardTable.Of(uris, uri => new Way(_stores[uri.Address])), ViewRouterNode.Rules, _metrics, TimeProvider.System, new LogList());
            using AttestedInitiator initiator = AttestedInitiator.Client(Samples.RouterId, Samples.Random(9));
            AuthMessage answer = _router.Accept(new AuthMessage { Data = ByteString.CopyFrom(initiator.FirstMessage) });
            _wallet = initiator.Finish(answer.Data.Span, Samples.Policy, out _);
        }

        internal async Task SettleAsync()
        {
            foreach (ViewStoreNode store in _stores.Values)
            {
                for (int turn = 0; await store.StepAsync(); turn++) Assert.True(turn < 1000, "there is always more");
            }
        }

        internal async Task<QueryResponse> AskAsync(long cursor, params byte[][] keys)
        {
            byte[] plaintext = new QueryRequest(keys).Encode(), aad = new QueryRequestAAD(cursor, 0).Encode(), data = new byte[plaintext.Length + NoiseSession.Overhead];
            _wallet.Encrypt(aad, plaintext, data);
            Message answer = await _router.QueryAsync(new Message { Aad = ByteString.CopyFrom(aad), ChannelId = ByteString.CopyFrom(_wallet.ChannelBinding), Data = ByteString.CopyFrom(data) });
            byte[] opened = new byte[answer.Data.Length - NoiseSession.Overhead];
            Assert.True(_wallet.TryDecrypt(answer.Aad.Span, answer.Data.Span, opened, out _));
            return WireMessage.Decode<QueryResponse>(opened);
        }

        public void Dispose()
        {
            _wallet.Dispose();
            _router.Dispose();
            _enclave.Dispose();
            foreach (ViewStoreEnclave enclave in _enclaves) enclave.Dispose();
            _metrics.Dispose();
        }
    }

    private sealed class Way(ViewStoreNode node) : IShardStore
    {
        public async Task<StoreReply> QueryAsync(IReadOnlyList<StoreQuery> queries, CancellationToken cancellationToken) =>
            ViewStores.Reply(await node.QueryAsync(ViewStores.Request(queries), cancellationToken));

        public Task<ReadOnlyMemory<byte>> AuthAsync(ReadOnlyMemory<byte> firstMessage, CancellationToken cancellationToken) =>
            Task.FromResult(node.Auth(new AuthMessage { Data = UnsafeByteOperations.UnsafeWrap(firstMessage) }).Data.Memory);

        public Task<bool> IsServingAsync(CancellationToken cancellationToken) => Task.FromResult(node.IsReady);

        public void Dispose()
        {
            // The test's.
        }
    }
}
