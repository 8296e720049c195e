using Google.Protobuf;
using MobileCoin.Attestation;
using MobileCoin.BlockProvider;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using CheckKeyImagesResponse = MobileCoin.Transactions.CheckKeyImagesResponse;
using KeyImageQuery = MobileCoin.Transactions.KeyImageQuery;
using NonceMessage = MobileCoin.Attestation.NonceMessage;

namespace MobileCoin.FogLedger.Test;

/// <summary>One store: its enclave and its node.</summary>
internal sealed class RunningStore : IDisposable
{
    internal RunningStore(string responderId, BlockShard shard, IBlockProvider blocks, TimeProvider time, LogList log, IKeyImageStoreEnclave? enclave = null, long seed = 2)
    {
        Enclave = Samples.Attested(new KeyImageStoreEnclave(responderId, 64, Samples.Platform(seed)));
        var options = new KeyImageStoreOptions(KeyImageStoreUri.FromResponderId(responderId, useTls: false), shard) { Jitter = () => 0.5 };
        Node = new KeyImageStoreNode(enclave ?? Enclave, blocks, options, Metrics, time, log);
        ResponderId = responderId;
    }

    internal string ResponderId { get; }

    internal KeyImageStoreEnclave Enclave { get; }

    internal KeyImageStoreNode Node { get; }

    internal MetricRegistry Metrics { get; } = new();

    /// <summary>Loads until there is nothing new.</summary>
    internal async Task CatchUpAsync()
    {
        while (await Node.StepAsync(TestContext.Current.CancellationToken) is var step && step != LoadStep.CaughtUp && step != LoadStep.Complete) Assert.Equal(LoadStep.Advanced, step);
    }

    public void Dispose()
    {
        Enclave.Dispose();
        Metrics.Dispose();
    }
}

/// <summary>A router's enclave before stores' nodes, with the simplest loop there is.</summary>
internal sealed class TestRouter(params RunningStore[] stores) : IDisposable
{
    internal LedgerRouterEnclave Enclave { get; } = Samples.Attested(new LedgerRouterEnclave(Samples.RouterId, Samples.Platform(1)));

    internal RunningStore[] Stores { get; } = stores;

    internal int Handshakes { get; private set; }

    internal Wallet Wallet(int seed = 9) => new(Enclave, Samples.Random(seed));

    internal void Connect(RunningStore store)
    {
        Handshakes++;
        string id = store.ResponderId;
        AuthMessage answer = store.Node.Auth(new AuthMessage { Data = ByteString.CopyFrom(Enclave.LedgerStoreInit(id)) });
        Enclave.LedgerStoreConnect(id, answer.Data.Span);
    }

    internal static MultiKeyImageStoreRequest Request(IReadOnlyList<StoreQuery> queries)
    {
        var request = new MultiKeyImageStoreRequest();
        request.Queries.AddRange(queries.Select(q => Wire(q.Message)));
        return request;
    }

    internal async Task<EnclaveMessage> RouteAsync(EnclaveMessage query)
    {
        SealedQuery sealedQuery = Enclave.DecryptAndSealQuery(query);
        List<ShardKeyImageResponse> responses = [];
        foreach (RunningStore store in Stores)
        {
            MultiKeyImageStoreResponse response = await AskAsync(store, sealedQuery);
            if (response.Status == MultiKeyImageStoreResponseStatus.AuthenticationError)
            {
                Connect(store);
                response = await AskAsync(store, sealedQuery);
            }
            Assert.Equal(MultiKeyImageStoreResponseStatus.Success, response.Status);
            string id = KeyImageStoreUri.Parse(response.StoreUri).ResponderId;
            Assert.Equal(store.ResponderId, id);
            Wire.Attest.NonceMessage answer = response.QueryResponse;
            responses.Add(new ShardKeyImageResponse(id, new NonceMessage(ChannelId.Parse(answer.ChannelId.Span), answer.Nonce, answer.Aad.Memory, answer.Data.Memory)));
        }
        return Enclave.CollateShardQueryResponses(sealedQuery, responses);
    }

    internal async Task<CheckKeyImagesResponse> CheckAsync(Wallet wallet, params KeyImage[] images)
    {
        EnclaveMessage query = wallet.Message(new CheckKeyImagesRequest([.. images.Select(i => new KeyImageQuery(i, 0))]).Encode(), []);
        return wallet.Read(await RouteAsync(query));
    }

    internal static Wire.Attest.NonceMessage Wire(NonceMessage message) => new()
    {
        ChannelId = ByteString.CopyFrom(message.Session.Bytes), Nonce = message.Nonce, Aad = ByteString.CopyFrom(message.Aad.Span), Data = ByteString.CopyFrom(message.Data.Span),
    };

    private Task<MultiKeyImageStoreResponse> AskAsync(RunningStore store, SealedQuery query) => store.Node.QueryAsync(Request(Enclave.CreateMultiKeyImageStoreQuery(query)));

    public void Dispose() => Enclave.Dispose();
}
