// The root that the ledger's own proofs lead to (fact sheet consensus §3.5 step 1, §3.6 step 2). These proofs are the host's: variable time.
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>Follows proofs to their roots, each proof once however often it comes: a block's transactions mostly share them.</summary>
internal sealed class LocalRoots
{
    private readonly Dictionary<TxOutMembershipProof, TxOutMembershipElement?> _known = [];

    /// <summary>The one root of all proofs; null if there is no proof, one does not hold together, or there are several roots.</summary>
    internal TxOutMembershipElement? OfVartime(IReadOnlyList<TxOutMembershipProof> proofs)
    {
        TxOutMembershipElement? common = null;
        foreach (TxOutMembershipProof proof in proofs)
        {
            if (RootVartime(proof) is not { } root || (common is { } known && known != root)) return null;
            common = root;
        }
        return common;
    }

    private TxOutMembershipElement? RootVartime(TxOutMembershipProof proof)
    {
        if (_known.TryGetValue(proof, out TxOutMembershipElement? root)) return root;
        try
        {
            root = proof.ImpliedRoot();
        }
        catch (MembershipProofException)
        {
            root = null;
        }
        return _known[proof] = root;
    }
}
