// The calls of the enclave as a router (fact sheet fog §5.1, §5.6): bytes and records in and out.
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

/// <summary>
/// Takes wallets' queries, has the host ask all shards, and makes one answer of theirs. The host learns of a query only how many keys it has.
/// Every call throws <see cref="EnclaveException"/> when it refuses. For any number of threads; what belongs to one client's session must
/// come in its order.
/// </summary>
public interface IViewRouterEnclave : IAttestedEnclave
{
    /// <summary>Sessions with clients.</summary>
    int ClientCount { get; }

    /// <summary>Answers a client's first message.</summary>
    AcceptedSession ClientAccept(ReadOnlySpan<byte> message);

    /// <summary>Ends a session with a client; nothing happens if there is none.</summary>
    void ClientClose(ChannelId session);

    /// <summary>Begins a handshake with a store.</summary>
    /// <param name="responderId">What the store knows itself by, <c>host:port</c>.</param>
    /// <returns>The first message.</returns>
    byte[] ViewStoreInit(string responderId);

    /// <summary>Finishes a handshake with a store by its answer; the session takes the place of an earlier one with it.</summary>
    ChannelId ViewStoreConnect(string responderId, ReadOnlySpan<byte> response);

    /// <summary>Decrypts a client's query, once, and seals it for the following calls.</summary>
    /// <param name="query">The query, a <see cref="QueryRequest"/> encrypted by the client.</param>
    SealedQuery DecryptAndSealQuery(EnclaveMessage query);

    /// <summary>A query, encrypted for each of the stores that there is a session with.</summary>
    IReadOnlyList<StoreQuery> CreateMultiViewStoreQuery(SealedQuery query);

    /// <summary>Makes one answer of the shards' answers and encrypts it for the client, with the query's authenticated data.</summary>
    /// <param name="query">The query.</param>
    /// <param name="responses">An answer of each shard that gave one; which hold a key is examined for all, and remains unknown.</param>
    /// <exception cref="EnclaveException">
    /// <see cref="EnclaveErrorKind.NoShardResponse"/>: there is nothing to answer with. <see cref="EnclaveErrorKind.BadShardResponse"/>:
    /// an answer is not one to this query. The client's session stays usable.
    /// </exception>
    EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses);

    /// <inheritdoc cref="CollateShardQueryResponses(SealedQuery, IReadOnlyList{ShardQueryResponse})"/>
    /// <param name="query">The query.</param>
    /// <param name="responses">The shards' answers.</param>
    /// <param name="tips">How far each shard is, in the order of the answers: what its own host says.</param>
    EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses, out IReadOnlyList<ShardTip> tips);
}
