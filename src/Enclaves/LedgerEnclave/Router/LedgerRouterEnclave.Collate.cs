// The enclave as a router: one answer of many (fact sheet fog §6.3).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

public sealed partial class LedgerRouterEnclave
{
    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardKeyImageResponse> responses)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(responses);
        // Upstream sends a message here that no client can decrypt.
        if (responses.Count == 0) throw new EnclaveException(EnclaveErrorKind.NoShardResponse, "no shard answered");
        using QuerySeal.OpenedQuery opened = Open(query);
        using var results = new CollatedResults(KeyImages.Read(opened.Query));
        try
        {
            var untrusted = new UntrustedKeyImageQueryResponse[responses.Count];
            for (int i = 0; i < untrusted.Length; i++)
            {
                StoreAnswer answer = Decrypt(responses[i]);
                results.Add(answer);
                CryptographicOperations.ZeroMemory(answer.Results);
                untrusted[i] = answer.Untrusted;
            }
            using var writer = new ProstWriter();
            results.Write(writer, LedgerState.Of(untrusted));
            byte[] aad = opened.Aad.ToArray();
            return new EnclaveMessage(opened.Session, aad, Channels.ClientEncrypt(opened.Session, aad, writer.Written));
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    private StoreAnswer Decrypt(ShardKeyImageResponse response)
    {
        byte[] plaintext = [];
        try
        {
            NonceMessage message = response.Message;
            plaintext = Channels.BackendDecrypt(response.ResponderId, message.Nonce, message.Aad.Span, message.Data.Span);
            return WireMessage.Decode<StoreAnswer>(plaintext);
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
