// A router of Fog view with stores that a test makes: real enclaves, no ports.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.ViewEnclave.Test;
using MobileCoin.Wire;
using MobileCoin.Wire.Attest;
using MobileCoin.Wire.Uris;
using NonceMessage = MobileCoin.Attestation.NonceMessage;

namespace MobileCoin.FogShards.Test;

internal sealed class FakeViewStore : FakeStore
{
    internal FakeViewStore(string address, BlockRange range, long seed, string? responderId = null)
        : base(address)
    {
        Range = range;
        Untrusted = new UntrustedQueryResponse { HighestProcessedBlockCount = range.EndBlock, LastKnownBlockCount = range.EndBlock };
        Enclave = Samples.Attested(new ViewStoreEnclave(responderId ?? address, 64, Samples.Platform(seed)));
    }

    internal BlockRange Range { get; set; }

    internal ViewStoreEnclave Enclave { get; set; }

    internal UntrustedQueryResponse Untrusted { get; set; }

    internal bool IsReady { get; set; } = true;

    internal string StoreUri => $"insecure-fog-view-store://{Address}/";

    internal override StoreReply Answer(IReadOnlyList<StoreQuery> queries)
    {
        foreach (StoreQuery query in queries)
        {
            try
            {
                NonceMessage answer = Enclave.QueryStore(query.Message, Untrusted);
                return IsReady ? new(StoreStatus.Success, StoreUri, Range, answer) : new(StoreStatus.NotReady, StoreUri, Range, null);
            }
            catch (EnclaveException e) when (e.Kind == EnclaveErrorKind.Attest)
            {
                // Another store's.
            }
        }
        return new(StoreStatus.AuthenticationError, StoreUri, Range, null);
    }

    internal override byte[] Shake(ReadOnlySpan<byte> first) => Enclave.FrontendAccept(first).Response.ToArray();

    public override void Dispose() => Enclave.Dispose();
}

internal sealed class ViewRig : IDisposable
{
    private int _wallets;

    internal ViewRig(params BlockRange[] ranges)
        : this(TimeProvider.System, ViewRouterNode.Rules, ranges)
    {
    }

    internal ViewRig(TimeProvider time, RouterRules rules, params BlockRange[] ranges)
    {
        Enclave = Samples.Attested(new ViewRouterEnclave(Samples.RouterId, Samples.Platform(1)));
        Stores = [.. ranges.Select((range, i) => new FakeViewStore(Address(i), range, 2 + i))];
        foreach (FakeViewStore store in Stores) Network.Put(store.Address, store);
        ShardTable table = ShardTable.Of(ranges.Select((range, i) => Shard(Address(i), range)), Network.Open);
        Node = new ViewRouterNode(Enclave, table, rules, Metrics, time, Log);
    }

    internal static BlockRange All => new(0, ulong.MaxValue);

    /// <summary>Six shards of ten blocks, the last without end.</summary>
    internal static BlockRange[] Six => [.. Enumerable.Range(0, 6).Select(i => new BlockRange((ulong)i * 10, i == 5 ? ulong.MaxValue : (ulong)(i + 1) * 10))];

    internal ViewRouterEnclave Enclave { get; }

    internal Network<FakeViewStore> Network { get; } = new();

    internal FakeViewStore[] Stores { get; }

    internal ViewRouterNode Node { get; }

    internal MetricRegistry Metrics { get; } = new();

    internal LogList Log { get; } = new();

    /// <summary>A store with another measurement.</summary>
    internal static ViewStoreEnclave Stranger(string responderId)
    {
        byte[] measurement = [.. Enumerable.Repeat((byte)1, 32)];
        var simulated = new SimulatedEnclave(measurement, new byte[32]) { IsvProductId = EnclaveConstants.ProductId, IsvSvn = EnclaveConstants.SecurityVersion };
        var policy = new VerificationPolicy([new TrustedMrEnclaveIdentity(measurement, [], [])], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
        var enclave = new ViewStoreEnclave(responderId, 64, new EnclavePlatform(Samples.Random(99), policy));
        using SimulatedPlatform platform = new(new byte[SimulatedPlatform.SeedSize], new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromDays(30));
        enclave.VerifyAttestationEvidence(platform.Evidence(simulated, enclave.NewReport(), Samples.Random(-1)));
        return enclave;
    }

    internal static string Address(int store) => $"store{store}.test:443";

    internal static FogViewStoreUri Shard(string address, BlockRange range) =>
        FogViewStoreUri.Parse($"insecure-fog-view-store://{address}/?sharding_strategy={new BlockShard(range.StartBlock, range.EndBlock)}");

    internal Wallet Wallet() => FogShards.Test.Wallet.Shake(Node.Accept, Samples.RouterId, Samples.Policy, Samples.Random(1000 + Interlocked.Increment(ref _wallets)));

    internal static Message Query(Wallet wallet, params byte[][] keys) => wallet.Write(new QueryRequestAAD(5, 6).Encode(), new QueryRequest(keys).Encode());

    internal static QueryResponse Read(Wallet wallet, Message answer) => WireMessage.Decode<QueryResponse>(wallet.Read(answer));

    internal async Task<QueryResponse> AskAsync(Wallet wallet, params byte[][] keys) =>
        Read(wallet, await Node.QueryAsync(Query(wallet, keys), TestContext.Current.CancellationToken));

    internal static TxOutSearchResultCode[] Codes(QueryResponse response) => [.. response.FixedTxOutSearchResults.Select(r => r.ResultCode)];

    public void Dispose()
    {
        Node.Dispose();
        Network.Dispose();
        Enclave.Dispose();
        Metrics.Dispose();
    }
}
