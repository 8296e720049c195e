// A wallet's query on its whole way through the enclaves of fog view and fog ledger: decrypted and sealed by the router, looked up by two
// stores, collated.
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.FogEnclave;
using MobileCoin.LedgerEnclave;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;

namespace MobileCoin.ConstantTime.Probe;

internal static class FogExercises
{
    private const int Count = 11, Stores = 2;

    private const string RouterId = "router.test:443";

    private static long counter;

    internal static readonly (string Name, Action Run)[] All = [("fog/view", View), ("fog/ledger", Ledger)];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void View()
    {
        using ViewRouterEnclave router = Attested(new ViewRouterEnclave(RouterId, Machine.Platform));
        var stores = new ViewStoreEnclave[Stores];
        for (int i = 0; i < Stores; i++)
        {
            stores[i] = Attested(new ViewStoreEnclave(Id(i), 64, Machine.Platform));
            router.ViewStoreConnect(Id(i), stores[i].FrontendAccept(router.ViewStoreInit(Id(i))).Response.Span);
            stores[i].AddRecords([.. Enumerable.Range(i, Count).Select(n => new ETxOutRecord(Key(n), new byte[237 - (n & 1)]))]);
        }
        byte[][] keys = [.. Enumerable.Range(0, Count).Select(Key)];
        using var wallet = new Wallet(router);
        SealedQuery query = router.DecryptAndSealQuery(wallet.Encrypt(new QueryRequest(keys).Encode()));
        var answers = new List<ShardQueryResponse>();
        foreach (StoreQuery one in router.CreateMultiViewStoreQuery(query))
        {
            int store = one.ResponderId == Id(0) ? 0 : 1;
            NonceMessage answer = stores[store].QueryStore(one.Message, new UntrustedQueryResponse());
            answers.Add(new ShardQueryResponse(one.ResponderId, new BlockRange(0, 10), answer));
        }
        router.CollateShardQueryResponses(query, answers);
        foreach (ViewStoreEnclave store in stores) store.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Ledger()
    {
        using LedgerRouterEnclave router = Attested(new LedgerRouterEnclave(RouterId, Machine.Platform));
        var stores = new KeyImageStoreEnclave[Stores];
        for (int i = 0; i < Stores; i++)
        {
            stores[i] = Attested(new KeyImageStoreEnclave(Id(i), 64, Machine.Platform));
            router.LedgerStoreConnect(Id(i), stores[i].FrontendAccept(router.LedgerStoreInit(Id(i))).Response.Span);
            stores[i].AddKeyImageData([.. Enumerable.Range(i, Count).Select(n => new KeyImageData(Image(n), 3, 4))]);
        }
        KeyImageQuery[] images = [.. Enumerable.Range(0, Count).Select(n => new KeyImageQuery(Image(n), 0))];
        using var wallet = new Wallet(router);
        SealedQuery query = router.DecryptAndSealQuery(wallet.Encrypt(new CheckKeyImagesRequest(images).Encode()));
        var answers = new List<ShardKeyImageResponse>();
        foreach (StoreQuery one in router.CreateMultiKeyImageStoreQuery(query))
        {
            int store = one.ResponderId == Id(0) ? 0 : 1;
            var untrusted = new UntrustedKeyImageQueryResponse(new BlockRange(0, 10), 1, 2, 3);
            answers.Add(new ShardKeyImageResponse(one.ResponderId, stores[store].CheckKeyImageStore(one.Message, untrusted)));
        }
        router.CollateShardQueryResponses(query, answers);
        foreach (KeyImageStoreEnclave store in stores) store.Dispose();
    }

    /// <summary>Made when it is first used, so that other exercises run as they do without these.</summary>
    private static class Machine
    {
        private static readonly SimulatedEnclave Simulated = new(new byte[32], new byte[32]) { IsvProductId = 3, IsvSvn = 9 };

        internal static readonly EnclavePlatform Platform = new(
            Counted, new VerificationPolicy([new TrustedMrEnclaveIdentity(Simulated.MrEnclave, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] });

        internal static void Attest(AttestedEnclave enclave)
        {
            using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30));
            enclave.VerifyAttestationEvidence(platform.Evidence(Simulated, enclave.NewReport(), Counted));
        }
    }

    private static T Attested<T>(T enclave)
        where T : AttestedEnclave
    {
        Machine.Attest(enclave);
        return enclave;
    }

    private static string Id(int store) => $"store{store}.test:443";

    private static byte[] Key(int number) => SHA256.HashData(BitConverter.GetBytes(number))[..16];

    private static KeyImage Image(int number) => new(SHA256.HashData(BitConverter.GetBytes(number)));

    // Sessions are named by what is drawn for them: no two may be equal.
    private static void Counted(Span<byte> bytes)
    {
        bytes.Clear();
        BitConverter.TryWriteBytes(bytes, ++counter);
    }

    private sealed class Wallet : IDisposable
    {
        private readonly NoiseSession _session;
        private readonly ChannelId _id;

        internal Wallet(RouterEnclave router)
        {
            using AttestedInitiator initiator = AttestedInitiator.Client(RouterId, Counted);
            AcceptedSession accepted = router.ClientAccept(initiator.FirstMessage);
            _id = accepted.Session;
            _session = initiator.Finish(accepted.Response.Span, Machine.Platform.Policy, out _);
        }

        internal EnclaveMessage Encrypt(byte[] query)
        {
            byte[] data = new byte[query.Length + NoiseSession.Overhead];
            _session.Encrypt([1, 2], query, data);
            return new EnclaveMessage(_id, new byte[] { 1, 2 }, data);
        }

        public void Dispose() => _session.Dispose();
    }
}
