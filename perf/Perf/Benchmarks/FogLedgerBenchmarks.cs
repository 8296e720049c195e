// Fog ledger: whether outputs are spent, asked by a wallet of a router and of a store, and back.
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Attestation;
using MobileCoin.BlockProvider;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.FogEnclave;
using MobileCoin.FogLedger;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.FogLedger;
using MobileCoin.Wire.Uris;
using CheckKeyImagesRequest = MobileCoin.Transactions.CheckKeyImagesRequest;
using KeyImageQuery = MobileCoin.Transactions.KeyImageQuery;
using NonceMessage = MobileCoin.Attestation.NonceMessage;
using WireNonceMessage = MobileCoin.Wire.Attest.NonceMessage;

namespace MobileCoin.Perf;

internal static class FogLedgerBenchmarks
{
    private const int Keys = 64, Spent = 1 << 20, KeyImagesOfABlock = 64;

    private const string RouterId = "router:443", StoreId = "store:443";

    private static readonly SimulatedEnclave Simulated = new(new byte[32], new byte[32])
    {
        IsvProductId = MobileCoin.LedgerEnclave.EnclaveConstants.ProductId, IsvSvn = MobileCoin.LedgerEnclave.EnclaveConstants.SecurityVersion,
    };

    /// <summary>Blocks of the ledger that a store starts on, and outputs of each; half as many key images.</summary>
    private const int StartBlocks = 1 << 14, StartOutputs = 4;

    internal static void Register(Registry registry)
    {
        registry.Add("fog/keyimages-query", Keys, Query, reference: MemoryProbe.Reference, everyLevel: false);
        registry.Add("fog/keyimages-start", StartBlocks * StartOutputs / 2, Start, reference: MemoryProbe.Reference, everyLevel: false);
    }

    // From an empty enclave to one that has every key image of a ledger on disk, read into memory before.
    private static Action Start()
    {
        MapFixture.Free();
        var ledger = new SampleLedger(LedgerDurability.NoSync, StartOutputs);
        for (int i = 1; i <= StartBlocks; i += 256) ledger.Append(256);
        var platform = new EnclavePlatform(RandomNumberGenerator.Fill, new VerificationPolicy([], TimePolicy.None));
        var blocks = new LocalBlockProvider(ledger.Open, null, TimeProvider.System, NullLogger.Instance);
        var options = new KeyImageStoreOptions(KeyImageStoreUri.FromResponderId(StoreId, useTls: false), BlockShard.All);
        return () =>
        {
            using var enclave = new KeyImageStoreEnclave(StoreId, 1, platform);
            using var metrics = new MetricRegistry();
            var store = new KeyImageStoreNode(enclave, blocks, options, metrics, TimeProvider.System, NullLogger.Instance);
            while (store.StepAsync(CancellationToken.None).GetAwaiter().GetResult() == LoadStep.Advanced) continue;
            if (enclave.KeyImageCount != StartBlocks * StartOutputs / 2) throw new InvalidOperationException($"{enclave.KeyImageCount} key images");
        };
    }

    // Half of the key images are spent. Between router and store lie the bytes of the call, without a network; the wallet's encryption of its
    // query is timed with the rest, and is little.
    private static Action Query()
    {
        MapFixture.Free();
        var policy = new VerificationPolicy([new TrustedMrEnclaveIdentity(Simulated.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        var platform = new EnclavePlatform(RandomNumberGenerator.Fill, policy);
        var router = new LedgerRouterEnclave(RouterId, platform);
        var enclave = new KeyImageStoreEnclave(StoreId, 1, platform);
        Attest(router);
        Attest(enclave);
        var options = new KeyImageStoreOptions(KeyImageStoreUri.FromResponderId(StoreId, useTls: false), BlockShard.All);
        var store = new KeyImageStoreNode(enclave, new MadeBlocks(), options, new MetricRegistry(), TimeProvider.System, NullLogger.Instance);
        while (!store.IsReady) store.StepAsync(CancellationToken.None).GetAwaiter().GetResult();
        router.LedgerStoreConnect(StoreId, store.Auth(new Wire.Attest.AuthMessage { Data = ByteString.CopyFrom(router.LedgerStoreInit(StoreId)) }).Data.Span);
        AttestedInitiator initiator = AttestedInitiator.Client(RouterId, RandomNumberGenerator.Fill);
        AcceptedSession accepted = router.ClientAccept(initiator.FirstMessage);
        NoiseSession wallet = initiator.Finish(accepted.Response.Span, policy, out _);
        ulong number = 0;
        var queries = new KeyImageQuery[Keys];
        return () =>
        {
            for (int i = 0; i < Keys; i++) queries[i] = new KeyImageQuery(Image((long)MapFixture.Mix(number++) & ((2 * Spent) - 1)), 0);
            byte[] plaintext = new CheckKeyImagesRequest(queries).Encode(), data = new byte[plaintext.Length + NoiseSession.Overhead];
            wallet.Encrypt([], plaintext, data);
            SealedQuery query = router.DecryptAndSealQuery(new EnclaveMessage(accepted.Session, default, data));
            var request = new MultiKeyImageStoreRequest();
            foreach (StoreQuery one in router.CreateMultiKeyImageStoreQuery(query))
            {
                request.Queries.Add(new WireNonceMessage { ChannelId = ByteString.CopyFrom(one.Message.Session.Bytes), Nonce = one.Message.Nonce, Data = UnsafeByteOperations.UnsafeWrap(one.Message.Data) });
            }
            byte[] answered = store.QueryAsync(MultiKeyImageStoreRequest.Parser.ParseFrom(request.ToByteArray())).GetAwaiter().GetResult().ToByteArray();
            MultiKeyImageStoreResponse response = MultiKeyImageStoreResponse.Parser.ParseFrom(answered);
            if (response.Status != MultiKeyImageStoreResponseStatus.Success) throw new InvalidOperationException($"the store answers {response.Status}");
            WireNonceMessage message = response.QueryResponse;
            var answer = new NonceMessage(ChannelId.Parse(message.ChannelId.Span), message.Nonce, message.Aad.Memory, message.Data.Memory);
            router.CollateShardQueryResponses(query, [new ShardKeyImageResponse(StoreId, answer)]);
        };
    }

    private static KeyImage Image(long number)
    {
        Span<byte> key = stackalloc byte[KeyImage.Size];
        key.Clear();
        MapFixture.WriteKey(key, number);
        return new KeyImage(key);
    }

    private static void Attest(AttestedEnclave enclave)
    {
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromDays(30));
        enclave.VerifyAttestationEvidence(platform.Evidence(Simulated, enclave.NewReport(), RandomNumberGenerator.Fill));
    }

    /// <summary>Blocks that are made when they are asked for.</summary>
    private sealed class MadeBlocks : IBlockProvider
    {
        private const ulong Count = Spent / KeyImagesOfABlock;

        private static readonly Block Latest = new(default, 3, default, Count - 1, Spent, default, default);

        public Task<ulong> GetNumBlocksAsync(CancellationToken cancellationToken = default) => Task.FromResult(Count);

        public Task<Block> GetLatestBlockAsync(CancellationToken cancellationToken = default) => Task.FromResult(Latest);

        public Task<ProvidedKeyImages> GetKeyImagesAsync(ulong first, int count, CancellationToken cancellationToken = default)
        {
            List<BlockKeyImages> blocks = [];
            for (ulong index = first; index < Count && blocks.Count < count; index++)
            {
                KeyImage[] images = [.. Enumerable.Range(0, KeyImagesOfABlock).Select(i => Image(((long)index * KeyImagesOfABlock) + i))];
                blocks.Add(new BlockKeyImages(index, images, 1_700_000_000, TimestampResultCode.TimestampFound));
            }
            return Task.FromResult(new ProvidedKeyImages(blocks, Latest));
        }

        public Task<ProvidedBlocks> GetBlocksDataAsync(IReadOnlyList<ulong> indices, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ulong> PollBlockTimestampAsync(ulong index, TimeSpan warnEvery, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<IReadOnlyList<ProvidedOutput?>> GetOutputsAsync(IReadOnlyList<ulong> globalIndices, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ProvidedTxOutInfos> GetTxOutInfoByPublicKeyAsync(IReadOnlyList<CompressedRistretto> keys, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
