// The roots that the ledger had when proofs were made, from its own proofs of today (fact sheet ledger §3.2, §5.1.4).
namespace MobileCoin.Transactions;

/// <summary>Derives each distinct proof once, then composes all of them in lanes. Everything here is public.</summary>
internal sealed class HistoricalRoots
{
    private readonly Dictionary<TxOutMembershipProof, int> _numbers = [];
    private TxOutMembershipHash[] _hashes = [];
    private bool[] _valid = [];

    /// <summary>Takes a proof of today; the number is that of its root once <see cref="Compute"/> ran.</summary>
    internal int Add(TxOutMembershipProof proof)
    {
        if (!_numbers.TryGetValue(proof, out int number)) _numbers.Add(proof, number = _numbers.Count);
        return number;
    }

    internal void Compute()
    {
        _hashes = new TxOutMembershipHash[_numbers.Count];
        _valid = new bool[_numbers.Count];
        var derived = new List<TxOutMembershipProof>();
        var numbers = new List<int>();
        foreach ((TxOutMembershipProof today, int number) in _numbers)
        {
            today.TryDeriveProofAtIndex(out TxOutMembershipProof? proof);
            if (proof is null) continue;
            derived.Add(proof);
            numbers.Add(number);
        }
        using var fold = new ProofFold(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(derived));
        fold.Compose();
        for (int i = 0; i < derived.Count; i++)
        {
            _valid[numbers[i]] = fold.Error(i).Kind == MembershipProofErrorKind.None;
            _hashes[numbers[i]] = fold.Root(i).Hash;
        }
    }

    internal TxOutMembershipHash Hash(int root) => _hashes[root];

    internal bool IsValid(int root) => _valid[root];
}
