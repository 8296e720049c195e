// Outputs with their proofs, from a service that need not be believed (fact sheet fog §6.5, §11 item 40; ledger §5.1).
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>Outputs by their places, each proven to be in one ledger with all others.</summary>
internal sealed class ProvenOutputs
{
    private readonly Dictionary<ulong, (TxOut Output, TxOutMembershipProof Proof)> _outputs;

    private ProvenOutputs(Dictionary<ulong, (TxOut Output, TxOutMembershipProof Proof)> outputs) => _outputs = outputs;

    internal (TxOut Output, TxOutMembershipProof Proof) this[ulong index] => _outputs[index];

    /// <summary>
    /// Fetches outputs, in one call as long as that takes so many. They are asked for in ascending order, which does not tell the service
    /// which of them is spent.
    /// </summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InconsistentAnswer"/>: what came is not what was asked for, or not proven.</exception>
    internal static async Task<ProvenOutputs> FetchAsync(IFogTransport transport, IEnumerable<ulong> indices, CancellationToken cancellationToken)
    {
        Dictionary<ulong, (TxOut, TxOutMembershipProof)> outputs = [];
        Dictionary<ulong, TxOutMembershipHash> roots = [];
        foreach (ulong[] some in indices.Order().Distinct().Chunk(GetOutputsRequest.MaxIndices))
        {
            GetOutputsResponse answer = await transport.GetOutputsAsync(new GetOutputsRequest(some, 0), cancellationToken).ConfigureAwait(false);
            if (answer.Results.Count != some.Length) throw Wrong($"{answer.Results.Count} outputs for {some.Length} places");
            for (int i = 0; i < some.Length; i++)
            {
                OutputResult result = answer.Results[i];
                if (result.Index != some[i]) throw Wrong($"output {result.Index} where {some[i]} was asked for");
                if (result.ResultCode != OutputResultCode.Exists) throw Wrong($"output {some[i]} is not there ({result.ResultCode}), in a ledger of {answer.GlobalTxoCount}");
                Check(result, roots);
                outputs.Add(some[i], (result.Output, result.Proof));
            }
        }
        return new ProvenOutputs(outputs);
    }

    /// <summary>The proof must be of this output at this place, and lead to the root that all others of the same ledger lead to.</summary>
    private static void Check(OutputResult result, Dictionary<ulong, TxOutMembershipHash> roots)
    {
        TxOutMembershipProof proof = result.Proof;
        if (proof.Index != result.Index || proof.HighestIndex < proof.Index) throw Wrong($"the proof of output {result.Index} is of {proof.Index} among {proof.HighestIndex}");
        TxOutMembershipElement implied;
        try
        {
            implied = proof.ImpliedRoot();
        }
        catch (MembershipProofException e)
        {
            throw Wrong($"the proof of output {result.Index} does not fit together: {e.Message}", e);
        }
        if (!roots.TryGetValue(proof.HighestIndex, out TxOutMembershipHash root)) roots.Add(proof.HighestIndex, root = implied.Hash);
        MembershipVerdict verdict = proof.Validate(result.Output, root);
        if (!verdict.IsWellFormed || !verdict.IsMember) throw Wrong($"output {result.Index} is not proven to be in the ledger");
    }

    private static MobileCoinException Wrong(string message, Exception? cause = null) =>
        new(ClientError.InconsistentAnswer, "Fog ledger's answer is not to be believed: " + message, cause);
}
