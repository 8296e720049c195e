// Range proofs: making one, whose values are secret, and all that checking does before its product of blinded scalars.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConstantTime.Probe;

internal static class RangeProofExercises
{
    internal static readonly (string Name, Action Run)[] All =
    [
        ("transactions/range-proofs", Verify),
    ];

    private static RangeProof Prove(out CompressedRistretto[] commitments)
    {
        byte next = 0;
        return RangeProof.Prove([1, 2, 3], [Scalar.One, Scalar.One, Scalar.Zero], new PedersenGenerators(0), bytes => bytes.Fill(++next), out commitments);
    }

    private static void Verify()
    {
        byte next = 0;
        RangeProof proof = Prove(out CompressedRistretto[] commitments);
        if (!RangeProof.TryParse(proof.ToBytes(), out RangeProof? parsed)) throw new InvalidOperationException("a good proof does not parse");
        if (parsed.Verify(commitments, new PedersenGenerators(0), bytes => bytes.Fill(++next)) != ProofError.None)
        {
            throw new InvalidOperationException("a good proof is refused");
        }
    }
}
