// A router of Fog view without its ports (fact sheet fog §5.6).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.Transactions;
using MobileCoin.ViewEnclave;
using MobileCoin.Wire;

namespace MobileCoin.FogView;

/// <summary>Asks all shards for a wallet's search keys. The enclave remains the caller's.</summary>
/// <param name="enclave">The enclave, with evidence.</param>
/// <param name="shards">The shards; disposed with the node.</param>
/// <param name="rules">How they are asked: <see cref="Rules"/>, perhaps with another timeout.</param>
/// <param name="metrics">Where it counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ViewRouterNode(
    IViewRouterEnclave enclave, ShardTable shards, RouterRules rules, MetricRegistry metrics, TimeProvider time, ILogger logger)
    : RouterNode(shards, rules, metrics, time, logger)
{
    /// <summary>How view stores are asked: three tries, each for its own range, known by host and port.</summary>
    public static RouterRules Rules { get; } = new("view stores", "fog_view_router") { Tries = 3, ChecksRange = true, ObservesStores = true };

    /// <inheritdoc/>
    protected override AcceptedSession AcceptClient(ReadOnlySpan<byte> message) => enclave.ClientAccept(message);

    /// <inheritdoc/>
    protected override SealedQuery DecryptAndSeal(EnclaveMessage query)
    {
        ArgumentNullException.ThrowIfNull(query);
        // Decrypted first, for the sake of the counters.
        SealedQuery result = enclave.DecryptAndSealQuery(query);
        _ = WireMessage.Decode<QueryRequestAAD>(query.Aad.Span);
        return result;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<StoreQuery> CreateStoreQueries(SealedQuery query) => enclave.CreateMultiViewStoreQuery(query);

    /// <inheritdoc/>
    protected override byte[] InitStore(string responderId) => enclave.ViewStoreInit(responderId);

    /// <inheritdoc/>
    protected override ChannelId ConnectStore(string responderId, ReadOnlySpan<byte> answer) => enclave.ViewStoreConnect(responderId, answer);

    /// <inheritdoc/>
    protected override EnclaveMessage Collate(SealedQuery query, IReadOnlyList<ShardAnswer> answers, out IReadOnlyList<ShardTip> tips)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var responses = new ShardQueryResponse[answers.Count];
        for (int i = 0; i < responses.Length; i++) responses[i] = new ShardQueryResponse(answers[i].ResponderId, answers[i].Shard.Range, answers[i].Message);
        return enclave.CollateShardQueryResponses(query, responses, out tips);
    }
}
