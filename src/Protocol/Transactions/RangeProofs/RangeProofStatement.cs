// What a range proof is checked against (fact sheet ledger §2.11 step 2, §2.12 step 7).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>A range proof, the commitments that it speaks of and the generators they were made with.</summary>
public sealed class RangeProofStatement
{
    private readonly RistrettoPoint _valueBase;

    /// <summary>Joins the three.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="generators">The generators of the commitments' token.</param>
    /// <param name="commitments">1 to 64 commitments in the order of the proof, with their padding or without.</param>
    /// <exception cref="ArgumentException">There are no commitments.</exception>
    public RangeProofStatement(RangeProof proof, PedersenGenerators generators, ReadOnlyMemory<CompressedRistretto> commitments)
        : this(proof, (generators ?? throw new ArgumentNullException(nameof(generators))).Value, commitments)
    {
    }

    internal RangeProofStatement(RangeProof proof, in RistrettoPoint valueBase, ReadOnlyMemory<CompressedRistretto> commitments)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (commitments.IsEmpty) throw new ArgumentException("Expected at least 1 commitment, got 0", nameof(commitments));
        Proof = proof;
        _valueBase = valueBase;
        Commitments = commitments;
    }

    /// <summary>The proof.</summary>
    public RangeProof Proof { get; }

    /// <summary>The commitments.</summary>
    public ReadOnlyMemory<CompressedRistretto> Commitments { get; }

    /// <summary>The generator of values.</summary>
    internal ref readonly RistrettoPoint ValueBase => ref _valueBase;

    /// <summary>Commitments with their padding.</summary>
    internal int Parties => RangeProof.Padded(Commitments.Length);
}
