// A store over a database, a router's enclave, and a wallet: no ports between them.
using MobileCoin.Attestation;
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogView;
using MobileCoin.Wire.Uris;
using QueryRequest = MobileCoin.Transactions.QueryRequest;
using QueryRequestAAD = MobileCoin.Transactions.QueryRequestAAD;
using QueryResponse = MobileCoin.Transactions.QueryResponse;
using TxOutSearchResultCode = MobileCoin.Transactions.TxOutSearchResultCode;

namespace MobileCoin.FogView.Test;

internal sealed class StoreRig : IDisposable
{
    internal const string Id = "store.test:443";

    private readonly Wallet _wallet;

    internal StoreRig(IRecoveryDb db, ViewStoreOptions? options = null, Func<IViewStoreEnclave, IViewStoreEnclave>? wrap = null, int seed = 0)
    {
        Options = options ?? NewOptions();
        Enclave = Samples.Attested(new ViewStoreEnclave(Id, 64, Samples.Platform(seed + 2)));
        Router = Samples.Attested(new ViewRouterEnclave(Samples.RouterId, Samples.Platform(seed + 1)));
        Node = new ViewStoreNode(Options, wrap?.Invoke(Enclave) ?? Enclave, db, Metrics, Time, Log);
        _wallet = new Wallet(Router, Samples.Random(seed + 9));
        Connect();
    }

    internal ViewStoreOptions Options { get; }

    internal ViewStoreEnclave Enclave { get; }

    internal ViewRouterEnclave Router { get; }

    internal ViewStoreNode Node { get; }

    internal ManualTime Time { get; } = new(DateTimeOffset.UnixEpoch);

    internal MetricRegistry Metrics { get; } = new();

    internal LogList Log { get; } = new();

    internal static ViewStoreOptions NewOptions(BlockShard? shard = null) => new()
    {
        StoreUri = $"insecure-fog-view-store://{Id}/",
        Shard = shard ?? BlockShard.All,
        MinLoadedRecords = int.MaxValue,
    };

    internal void Connect()
    {
        AuthMessage answer = Node.Auth(new AuthMessage { Data = Google.Protobuf.ByteString.CopyFrom(Router.ViewStoreInit(Id)) });
        Router.ViewStoreConnect(Id, answer.Data.Span);
    }

    /// <summary>Turns until there is nothing more.</summary>
    internal async Task Settle()
    {
        for (int turn = 0; await Node.StepAsync(); turn++) Assert.True(turn < 1000, "there is always more");
    }

    internal async Task<(ulong Processed, ulong Known)> SettledCounts()
    {
        await Settle();
        return (Node.Counts.HighestProcessedBlockCount, Node.Counts.LastKnownBlockCount);
    }

    /// <summary>What a router sends for a wallet's query.</summary>
    internal (SealedQuery Query, MultiViewStoreQueryRequest Request) Begin(long cursor, params byte[][] keys)
    {
        SealedQuery query = Router.DecryptAndSealQuery(_wallet.Message(new QueryRequest(keys).Encode(), new QueryRequestAAD(cursor, 0).Encode()));
        return (query, Request([.. Router.CreateMultiViewStoreQuery(query).Select(q => q.Message)]));
    }

    internal static MultiViewStoreQueryRequest Request(params Attestation.NonceMessage[] queries)
    {
        var request = new MultiViewStoreQueryRequest();
        foreach (Attestation.NonceMessage query in queries)
        {
            request.Queries.Add(new Wire.Attest.NonceMessage
            {
                Aad = Google.Protobuf.ByteString.CopyFrom(query.Aad.Span),
                ChannelId = Google.Protobuf.ByteString.CopyFrom(query.Session.Bytes),
                Data = Google.Protobuf.ByteString.CopyFrom(query.Data.Span),
                Nonce = query.Nonce,
            });
        }
        return request;
    }

    /// <summary>A wallet's query on its whole way.</summary>
    internal async Task<QueryResponse> Ask(long cursor, params byte[][] keys)
    {
        (SealedQuery query, MultiViewStoreQueryRequest request) = Begin(cursor, keys);
        MultiViewStoreQueryResponse response = await Node.QueryAsync(request);
        Assert.Equal(MultiViewStoreQueryResponseStatus.Success, response.Status);
        Wire.Attest.NonceMessage told = response.QueryResponse;
        var message = new Attestation.NonceMessage(ChannelId.Parse(told.ChannelId.Span), told.Nonce, told.Aad.Memory, told.Data.Memory);
        var range = new BlockRange(Options.Shard.Start, Options.Shard.End);
        return _wallet.Read(Router.CollateShardQueryResponses(query, [new ShardQueryResponse(Id, range, message)]));
    }

    internal async Task<TxOutSearchResultCode> Find(ETxOutRecord record) =>
        Assert.Single((await Ask(long.MaxValue, record.SearchKey.ToArray())).FixedTxOutSearchResults).ResultCode;

    internal long Counter(string op) => new OpMetrics(Metrics, "fog_view").Counter(op).Value;

    internal double Gauge(string op) => new OpMetrics(Metrics, "fog_view").Gauge(op).Value;

    public void Dispose()
    {
        _wallet.Dispose();
        Router.Dispose();
        Enclave.Dispose();
        Metrics.Dispose();
    }
}
