// Verification of range proofs, one or many, as one multiscalar product (fact sheet ledger §2.13, "Verifier"; crypto §12).
//
// A transaction's body is secret from the operator of the machine, yet the part of the product that runs over the points of proofs (not
// over the fixed generators, which come out of tables in constant time) is computed by a method whose time and memory accesses depend on
// its scalars. That is allowed for two reasons:
//  - Every one of these scalars is multiplied by a fresh random weight of its proof, drawn for this one product, even when there is one
//    proof only; that of the generator of blindings is a sum of such multiples. So each, by itself, is uniform whatever the proof holds.
//    All work that makes them is constant time: reading scalars, transcripts, inverses, products.
//  - Only scalars steer, points do not: neither A, S, T, L, R nor a commitment changes an address or a branch. Whoever saw all scalars
//    together, and took the weights out, would have challenges and the responses t_x, a·b: numbers that the proof's zero knowledge lets
//    anybody draw without the amounts, and that appear nowhere else to be compared with.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class RangeProof
{
    /// <summary>Checks the proof against commitments.</summary>
    /// <param name="commitments">1 to 64 commitments in the proof's order, with their padding or without.</param>
    /// <param name="generators">The generators of the commitments' token.</param>
    /// <param name="random">Fresh randomness; 128 bytes are drawn.</param>
    /// <returns><see cref="ProofError.None"/> when every commitment holds a value below 2^64, else why not.</returns>
    /// <exception cref="ArgumentException">There are no commitments.</exception>
    public ProofError Verify(ReadOnlySpan<CompressedRistretto> commitments, PedersenGenerators generators, RandomFill random)
    {
        ProofError verdict = ProofError.None;
        VerifyMany([new RangeProofStatement(this, generators, commitments.ToArray())], random, new Span<ProofError>(ref verdict));
        return verdict;
    }

    /// <summary>
    /// Checks many proofs, of any sizes and tokens, for a fraction of the cost of one each: good ones cost one multiscalar product
    /// together. If that fails, halves are tried, down to the proofs that are wrong.
    /// </summary>
    /// <param name="statements">Proofs with their commitments.</param>
    /// <param name="random">Fresh randomness; 128 bytes are drawn for each proof in each product that it is part of.</param>
    /// <param name="verdicts">Becomes what <see cref="Verify"/> says of each.</param>
    /// <returns>Whether all are good.</returns>
    /// <exception cref="ArgumentException">There is not one verdict for each statement.</exception>
    public static bool VerifyMany(ReadOnlySpan<RangeProofStatement> statements, RandomFill random, Span<ProofError> verdicts) =>
        VerifyMany(statements, random, verdicts, RangeProofParameters.MobileCoin);

    internal static bool VerifyMany(
        ReadOnlySpan<RangeProofStatement> statements, RandomFill random, Span<ProofError> verdicts, RangeProofParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (verdicts.Length != statements.Length)
        {
            throw new ArgumentException($"Expected {statements.Length} verdicts, got {verdicts.Length}", nameof(verdicts));
        }
        for (int done = 0; done < statements.Length; done += RangeProofVerifier.MaxStatements)
        {
            int count = Math.Min(RangeProofVerifier.MaxStatements, statements.Length - done);
            new RangeProofVerifier(statements.Slice(done, count), random, parameters).Run(verdicts.Slice(done, count));
        }
        return verdicts.IndexOfAnyExcept(ProofError.None) < 0;
    }
}
