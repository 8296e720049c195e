// The enclave as a router: one answer of many (fact sheet fog §5.6).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.ViewEnclave;

public sealed partial class ViewRouterEnclave
{
    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardQueryResponse> responses)
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
            for (int i = 0; i < shards.Length; i++) shards[i] = new ShardAnswer(responses[i].Range, Decrypt(responses[i]));
            using var results = new CollatedResults(keys);
            foreach (ShardAnswer shard in shards) results.Add(shard.Response.FixedTxOutSearchResults);
            using var writer = new ProstWriter();
            ClientAnswer.Write(writer, CollatedEvents.Of(shards), results);
            byte[] aad = opened.Aad.ToArray();
            return new EnclaveMessage(opened.Session, aad, Channels.ClientEncrypt(opened.Session, aad, writer.Written));
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
        finally
        {
            SearchKeys.Wipe(keys);
        }
    }

    private QueryResponse Decrypt(ShardQueryResponse response)
    {
        byte[] plaintext = [];
        try
        {
            NonceMessage message = response.Message;
            plaintext = Channels.BackendDecrypt(response.ResponderId, message.Nonce, message.Aad.Span, message.Data.Span);
            return WireMessage.Decode<QueryResponse>(plaintext);
        }
        catch (WireException e)
        {
            throw new EnclaveException(EnclaveErrorKind.ProstDecode, $"the answer of {response.ResponderId} does not decode: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }
}
