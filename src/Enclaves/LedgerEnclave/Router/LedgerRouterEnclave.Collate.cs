// The enclave as a router: one answer of many (fact sheet fog §6.3).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Wire;

namespace MobileCoin.LedgerEnclave;

public sealed partial class LedgerRouterEnclave
{
    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardKeyImageResponse> responses) =>
        CollateShardQueryResponses(query, responses, out _);

    /// <inheritdoc/>
    public EnclaveMessage CollateShardQueryResponses(SealedQuery query, IReadOnlyList<ShardKeyImageResponse> responses, out IReadOnlyList<ShardTip> tips)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(responses);
        // Upstream sends a message here that no client can decrypt.
        if (responses.Count == 0) throw new EnclaveException(EnclaveErrorKind.NoShardResponse, "no shard answered");
        using QuerySeal.OpenedQuery opened = Open(query);
        using var results = new CollatedResults(KeyImages.Read(opened.Query));
        var untrusted = new UntrustedKeyImageQueryResponse[responses.Count];
        for (int i = 0; i < untrusted.Length; i++)
        {
            StoreAnswer answer = DecryptOfStore<StoreAnswer>(responses[i].ResponderId, responses[i].Message);
            results.Add(answer);
            CryptographicOperations.ZeroMemory(answer.Results);
            untrusted[i] = answer.Untrusted;
        }
        using var writer = new ProstWriter();
        results.Write(writer, LedgerState.Of(untrusted));
        tips = Array.ConvertAll(untrusted, static u => new ShardTip(u.ProcessedBlockRange.EndBlock, 0));
        return EncryptForClient(opened.Session, opened.Aad.ToArray(), writer.Written);
    }
}
