// A router of Fog ledger with stores that a test makes: real enclaves, no ports.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.FogLedger;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;
using MobileCoin.LedgerEnclave.Test;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;
using NonceMessage = MobileCoin.Attestation.NonceMessage;

namespace MobileCoin.FogShards.Test;

internal sealed class FakeKeyImageStore : FakeStore
{
    internal FakeKeyImageStore(string address, BlockRange processed, long seed)
        : base(address)
    {
        Untrusted = new UntrustedKeyImageQueryResponse(processed, processed.EndBlock * 3, 3, 4);
        Enclave = Samples.Attested(new KeyImageStoreEnclave(address, 64, Samples.Platform(seed)));
    }

    internal KeyImageStoreEnclave Enclave { get; set; }

    internal UntrustedKeyImageQueryResponse Untrusted { get; set; }

    internal string StoreUri => $"insecure-key-image-store://{Address}/";

    internal override StoreReply Answer(IReadOnlyList<StoreQuery> queries)
    {
        foreach (StoreQuery query in queries)
        {
            try
            {
                NonceMessage answer = Enclave.CheckKeyImageStore(query.Message, Untrusted);
                return new(StoreStatus.Success, StoreUri, null, answer);
            }
            catch (EnclaveException e) when (e.Kind == EnclaveErrorKind.Attest)
            {
                // Another store's.
            }
        }
        return new(StoreStatus.AuthenticationError, StoreUri, null, null);
    }

    internal override byte[] Shake(ReadOnlySpan<byte> first) => Enclave.FrontendAccept(first).Response.ToArray();

    public override void Dispose() => Enclave.Dispose();
}

internal sealed class LedgerRig : IDisposable
{
    private int _wallets;

    internal LedgerRig(params BlockRange[] processed)
        : this(LedgerRouterNode.Rules, processed)
    {
    }

    internal LedgerRig(RouterRules rules, params BlockRange[] processed)
    {
        Enclave = Samples.Attested(new LedgerRouterEnclave(Samples.RouterId, Samples.Platform(1)));
        Stores = [.. processed.Select((range, i) => new FakeKeyImageStore(Address(i), range, 2 + i))];
        foreach (FakeKeyImageStore store in Stores) Network.Put(store.Address, store);
        ShardTable table = ShardTable.Of(processed.Select((_, i) => KeyImageStoreUri.Parse($"insecure-key-image-store://{Address(i)}/")), Network.Open);
        Node = new LedgerRouterNode(Enclave, table, rules, Metrics, TimeProvider.System, Log);
    }

    internal LedgerRouterEnclave Enclave { get; }

    internal Network<FakeKeyImageStore> Network { get; } = new();

    internal FakeKeyImageStore[] Stores { get; }

    internal LedgerRouterNode Node { get; }

    internal MetricRegistry Metrics { get; } = new();

    internal LogList Log { get; } = new();

    internal static string Address(int store) => $"store{store}.test:443";

    internal Wallet Wallet() => FogShards.Test.Wallet.Shake(Node.Accept, Samples.RouterId, Samples.Policy, Samples.Random(1000 + Interlocked.Increment(ref _wallets)));

    internal static Message Query(Wallet wallet, params IEnumerable<int> images) =>
        wallet.Write([], new CheckKeyImagesRequest([.. images.Select(n => new KeyImageQuery(Samples.Image(n), 3))]).Encode());

    internal async Task<CheckKeyImagesResponse> AskAsync(Wallet wallet, params int[] images) =>
        WireMessage.Decode<CheckKeyImagesResponse>(wallet.Read(await Node.QueryAsync(Query(wallet, images), TestContext.Current.CancellationToken)));

    public void Dispose()
    {
        Node.Dispose();
        Network.Dispose();
        Enclave.Dispose();
        Metrics.Dispose();
    }
}
