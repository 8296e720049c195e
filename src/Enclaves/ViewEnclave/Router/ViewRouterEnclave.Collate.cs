// The enclave as a router: one answer of many (fact sheet fog §5.6).
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave;

public sealed partial class ViewRouterEnclave
{
    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses) =>
        CollateShardQueryResponses(query, responses, out _);

    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses, out IReadOnlyList<ShardTip> tips)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(responses);
        // Upstream sends a message here that no client can decrypt.
        if (responses.Count == 0) throw new EnclaveException(EnclaveErrorKind.NoShardResponse, "no shard answered");
        using QuerySeal.OpenedQuery opened = Open(query);
        IReadOnlyList<byte[]> keys = SearchKeys.Read(opened.Query);
        try
        {
            var shards = new ShardAnswer[responses.Count];
            for (int i = 0; i < shards.Length; i++)
            {
                (string store, BlockRange range, NonceMessage message) = responses[i];
                shards[i] = new ShardAnswer(range, DecryptOfStore<QueryResponse>(store, message));
            }
            using var results = new CollatedResults(keys);
            foreach (ShardAnswer shard in shards) results.Add(shard.Response.FixedTxOutSearchResults);
            using var writer = new ProstWriter();
            ClientAnswer.Write(writer, CollatedEvents.Of(shards), results);
            tips = Array.ConvertAll(shards, static s => new ShardTip(s.Response.HighestProcessedBlockCount, s.Response.LastKnownBlockCount));
            return EncryptForClient(opened.Session, opened.Aad.ToArray(), writer.Written);
        }
        finally
        {
            SearchKeys.Wipe(keys);
        }
    }
}
