// Making range proofs (fact sheet ledger §2.13, "Prover"): the checks and the padding in front of the prover.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

public sealed partial class RangeProof
{
    /// <summary>
    /// Proves that commitments v·H_t + b·G hold values below 2^64. Constant time in values, blindings and randomness: they are secret.
    /// </summary>
    /// <param name="values">1 to 64 values; padded to a power of two by repeating the last.</param>
    /// <param name="blindings">One for each value.</param>
    /// <param name="generators">The generators of the token.</param>
    /// <param name="random">
    /// Fresh randomness: for each value with its padding 130 scalars of 64 bytes, reduced modulo l, then two more for each.
    /// </param>
    /// <param name="commitments">The commitments proven, one for each value.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    /// <exception cref="RangeProofException">Too many values, or another number of blindings.</exception>
    public static RangeProof Prove(
        ReadOnlySpan<ulong> values, ReadOnlySpan<Scalar> blindings, PedersenGenerators generators, RandomFill random,
        out CompressedRistretto[] commitments)
    {
        ArgumentNullException.ThrowIfNull(generators);
        ArgumentNullException.ThrowIfNull(random);
        if (values.IsEmpty) throw new ArgumentException("Expected at least 1 value, got 0", nameof(values));
        if (values.Length != blindings.Length) throw new RangeProofException(ProofError.WrongNumBlindingFactors);
        if (values.Length > RangeProofGenerators.MaxParties) throw new RangeProofException(ProofError.InvalidGeneratorsLength);
        using var prover = new RangeProofProver(Padded(values.Length), generators, random);
        byte[] bytes = new byte[LengthOf(values.Length)];
        commitments = prover.Prove(values, blindings, bytes);
        return new RangeProof(bytes);
    }
}
