// Fog's enclaves without what is between them: a wallet's query through the router's enclave to one store's and back.
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;

namespace MobileCoin.Perf;

internal static class FogEnclaveBenchmarks
{
    private const int Keys = 64, Records = 1 << 20, PayloadSize = 237;

    private const string RouterId = "router:443", StoreId = "store:443";

    private static readonly SimulatedEnclave Simulated = new(new byte[32], new byte[32])
    {
        IsvProductId = MobileCoin.ViewEnclave.EnclaveConstants.ProductId, IsvSvn = MobileCoin.ViewEnclave.EnclaveConstants.SecurityVersion,
    };

    internal static void Register(Registry registry) =>
        registry.Add("fog/view-enclave", Keys, ViewQuery, reference: MemoryProbe.Reference, everyLevel: false);

    // Half of the keys are found. The wallet's encryption of its keys is timed with the rest; it is little.
    private static Action ViewQuery()
    {
        MapFixture.Free();
        var policy = new VerificationPolicy([new TrustedMrEnclaveIdentity(Simulated.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        var platform = new EnclavePlatform(RandomNumberGenerator.Fill, policy);
        var router = new ViewRouterEnclave(RouterId, platform);
        var store = new ViewStoreEnclave(StoreId, 0, platform);
        Attest(router);
        Attest(store);
        store.LoadRecords(Records, Enumerable.Range(0, Records).Select(i => new ETxOutRecord(Key(i), new byte[PayloadSize])));
        router.ViewStoreConnect(StoreId, store.FrontendAccept(router.ViewStoreInit(StoreId)).Response.Span);
        AttestedInitiator initiator = AttestedInitiator.Client(RouterId, RandomNumberGenerator.Fill);
        AcceptedSession accepted = router.ClientAccept(initiator.FirstMessage);
        NoiseSession wallet = initiator.Finish(accepted.Response.Span, policy, out _);
        ulong number = 0;
        byte[][] keys = new byte[Keys][];
        return () =>
        {
            for (int i = 0; i < Keys; i++) keys[i] = Key((long)MapFixture.Mix(number++) & ((2 * Records) - 1));
            byte[] plaintext = new QueryRequest(keys).Encode(), data = new byte[plaintext.Length + NoiseSession.Overhead];
            wallet.Encrypt([], plaintext, data);
            SealedQuery query = router.DecryptAndSealQuery(new EnclaveMessage(accepted.Session, default, data));
            NonceMessage answer = store.QueryStore(router.CreateMultiViewStoreQuery(query)[0].Message, new UntrustedQueryResponse());
            router.CollateShardQueryResponses(query, [new ShardQueryResponse(StoreId, new BlockRange(0, ulong.MaxValue), answer)]);
        };
    }

    private static byte[] Key(long number)
    {
        byte[] key = new byte[16];
        MapFixture.WriteKey(key, number);
        return key;
    }

    private static void Attest(AttestedEnclave enclave)
    {
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], DateTimeOffset.UnixEpoch.AddYears(56), TimeSpan.FromDays(30));
        enclave.VerifyAttestationEvidence(platform.Evidence(Simulated, enclave.NewReport(), RandomNumberGenerator.Fill));
    }
}
