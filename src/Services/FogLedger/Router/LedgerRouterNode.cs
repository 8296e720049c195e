// A router of Fog ledger without its ports (fact sheet fog §6.3).
using Microsoft.Extensions.Logging;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.FogShards;
using MobileCoin.Hosting;
using MobileCoin.LedgerEnclave;

namespace MobileCoin.FogLedger;

/// <summary>Asks all shards for a wallet's key images. The enclave remains the caller's.</summary>
/// <param name="enclave">The enclave, with evidence.</param>
/// <param name="shards">The shards; disposed with the node.</param>
/// <param name="rules">How they are asked: <see cref="Rules"/>, perhaps with another timeout.</param>
/// <param name="metrics">Where it counts.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class LedgerRouterNode(
    ILedgerRouterEnclave enclave, ShardTable shards, RouterRules rules, MetricRegistry metrics, TimeProvider time, ILogger logger)
    : RouterNode(shards, rules, metrics, time, logger)
{
    /// <summary>How key image stores are asked: each shard by another store, known by its responder id.</summary>
    public static RouterRules Rules { get; } = new("key image stores", "fog_ledger_router") { Tries = 3, WantsDistinctStores = true, KnowsStoresByResponderId = true };

    /// <inheritdoc/>
    protected override AcceptedSession AcceptClient(ReadOnlySpan<byte> message) => enclave.ClientAccept(message);

    /// <inheritdoc/>
    protected override SealedQuery DecryptAndSeal(EnclaveMessage query) => enclave.DecryptAndSealQuery(query);

    /// <inheritdoc/>
    protected override IReadOnlyList<StoreQuery> CreateStoreQueries(SealedQuery query) => enclave.CreateMultiKeyImageStoreQuery(query);

    /// <inheritdoc/>
    protected override byte[] InitStore(string responderId) => enclave.LedgerStoreInit(responderId);

    /// <inheritdoc/>
    protected override ChannelId ConnectStore(string responderId, ReadOnlySpan<byte> answer) => enclave.LedgerStoreConnect(responderId, answer);

    /// <inheritdoc/>
    protected override EnclaveMessage Collate(SealedQuery query, IReadOnlyList<ShardAnswer> answers, out IReadOnlyList<ShardTip> tips)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var responses = new ShardKeyImageResponse[answers.Count];
        for (int i = 0; i < responses.Length; i++) responses[i] = new ShardKeyImageResponse(answers[i].ResponderId, answers[i].Message);
        return enclave.CollateShardQueryResponses(query, responses, out tips);
    }
}
