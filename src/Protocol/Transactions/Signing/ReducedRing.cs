// The members of a ring as ring signatures need them (fact sheet ledger §2.10, §2.11).
namespace MobileCoin.Transactions;

internal static class ReducedRing
{
    /// <summary>Reduces the members; false if one has no amount.</summary>
    internal static bool TryOf(IReadOnlyList<TxOut> ring, out ReducedTxOut[] members)
    {
        members = new ReducedTxOut[ring.Count];
        for (int i = 0; i < members.Length; i++)
        {
            TxOut member = ring[i];
            if (member.MaskedAmount is null) return false;
            members[i] = new ReducedTxOut(member.PublicKey, member.TargetKey, member.MaskedAmount.Commitment);
        }
        return true;
    }
}
