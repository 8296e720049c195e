// The membership proofs of whole transactions, many at once (fact sheet ledger §3.2).
namespace MobileCoin.Transactions;

/// <summary>Why a transaction's membership proofs are refused, by the names of the network's transaction errors.</summary>
public enum TxMembershipError
{
    /// <summary>They are not: every ring member is in the ledger.</summary>
    None = 0,

    /// <summary>An input has not one proof for each ring member.</summary>
    MissingTxOutMembershipProof,

    /// <summary>The ledger's own proofs are not one for each proof, or lead nowhere.</summary>
    InvalidLedgerContext,

    /// <summary>A proof, or one of the ledger's own, is malformed.</summary>
    MembershipProofValidationError,

    /// <summary>A proof leads to another root than the ledger's.</summary>
    InvalidTxOutMembershipProof,
}

/// <summary>The ring of one input with its proofs.</summary>
/// <param name="Ring">The ring's members.</param>
/// <param name="Proofs">The proof of each.</param>
public readonly record struct RingMembership(IReadOnlyList<TxOut> Ring, IReadOnlyList<TxOutMembershipProof> Proofs);

/// <summary>What is needed to check that all ring members of a transaction are in the ledger.</summary>
/// <param name="Rings">The rings of the inputs, in order.</param>
/// <param name="RootProofs">
/// For each proof, in order, the ledger's own current proof of the output at that proof's highest index. It is made by the node's operator,
/// and so public; equal ones are derived once.
/// </param>
public sealed record TxMembership(IReadOnlyList<RingMembership> Rings, IReadOnlyList<TxOutMembershipProof> RootProofs)
{
    /// <summary>Proofs that are folded together: enough to fill lanes, few enough to stay in the cache.</summary>
    private const int Chunk = 256;

    /// <summary>
    /// Checks the proofs of one transaction. Constant time but for counts, the ledger's proofs, and the outcome, which is public.
    /// </summary>
    public TxMembershipError Validate()
    {
        TxMembershipError error = default;
        ValidateMany([this], new Span<TxMembershipError>(ref error));
        return error;
    }

    /// <summary>Checks the proofs of many transactions, hashing across them; each has the outcome that it has alone.</summary>
    /// <param name="transactions">The transactions.</param>
    /// <param name="errors">The outcome of each.</param>
    /// <exception cref="ArgumentException">The counts differ.</exception>
    public static void ValidateMany(ReadOnlySpan<TxMembership> transactions, Span<TxMembershipError> errors)
    {
        if (errors.Length != transactions.Length)
        {
            throw new ArgumentException($"Expected {transactions.Length} outcomes, got {errors.Length}", nameof(errors));
        }
        var roots = new HistoricalRoots();
        var pending = new List<Member>();
        for (int i = 0; i < transactions.Length; i++)
        {
            errors[i] = transactions[i].CheckCounts();
            if (errors[i] == TxMembershipError.None) transactions[i].AddMembers(i, roots, pending);
        }
        roots.Compute();

        var proofs = new TxOutMembershipProof[Chunk];
        var outputs = new TxOut[Chunk];
        for (int first = 0; first < pending.Count; first += Chunk)
        {
            int count = Math.Min(Chunk, pending.Count - first);
            for (int i = 0; i < count; i++) (outputs[i], proofs[i]) = (pending[first + i].Output, pending[first + i].Proof);
            using var fold = new ProofFold(proofs.AsSpan(0, count));
            fold.CheckLeaves(outputs.AsSpan(0, count));
            fold.Compose();
            for (int i = 0; i < count; i++)
            {
                Member member = pending[first + i];
                TxMembershipError error = Outcome(fold, i, roots, member.Root);
                ref TxMembershipError known = ref errors[member.Transaction];
                if (known == TxMembershipError.None) known = error;
            }
        }
    }

    private static TxMembershipError Outcome(ProofFold fold, int proof, HistoricalRoots roots, int root)
    {
        // The work is done for every proof, whatever its root's error; only what is said depends on it.
        MembershipVerdict verdict = fold.Verdict(proof, roots.Hash(root));
        if (!roots.IsValid(root)) return TxMembershipError.InvalidLedgerContext;
        if (!verdict.IsWellFormed) return TxMembershipError.MembershipProofValidationError;
        return verdict.IsMember ? TxMembershipError.None : TxMembershipError.InvalidTxOutMembershipProof;
    }

    private TxMembershipError CheckCounts()
    {
        long total = 0;
        foreach (RingMembership ring in Rings)
        {
            if (ring.Ring.Count != ring.Proofs.Count) return TxMembershipError.MissingTxOutMembershipProof;
            total += ring.Proofs.Count;
        }
        if (total != RootProofs.Count) return TxMembershipError.InvalidLedgerContext;
        foreach (TxOutMembershipProof proof in RootProofs)
        {
            foreach (ref readonly TxOutMembershipElement element in proof.Elements)
            {
                if (!element.Range.IsValid) return TxMembershipError.MembershipProofValidationError;
            }
        }
        return TxMembershipError.None;
    }

    private void AddMembers(int transaction, HistoricalRoots roots, List<Member> members)
    {
        int next = 0;
        foreach (RingMembership ring in Rings)
        {
            for (int i = 0; i < ring.Ring.Count; i++)
            {
                members.Add(new Member(transaction, ring.Ring[i], ring.Proofs[i], roots.Add(RootProofs[next++])));
            }
        }
    }

    private readonly record struct Member(int Transaction, TxOut Output, TxOutMembershipProof Proof, int Root);
}
