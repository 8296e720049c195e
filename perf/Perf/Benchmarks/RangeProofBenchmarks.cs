// Range proofs of transactions. Bounds: docs/performance.md.
using System.Buffers.Binary;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

internal static class RangeProofBenchmarks
{
    private const int BlockSize = 64;

    internal static void Register(Registry registry)
    {
        registry.Add("tx/rangeproof2-verify-one", ops: 1, () => Verification(proofs: 1, values: 2), bound: Bound.Ratio(14));
        registry.Add("tx/rangeproof2-verify-block", BlockSize, () => Verification(BlockSize, values: 2), bound: Bound.Ratio(4));
        registry.Add("tx/rangeproof4-verify-block", BlockSize, () => Verification(BlockSize, values: 4));
        registry.Add("tx/rangeproof2-prove", ops: 1, () =>
        {
            var generators = new PedersenGenerators(0);
            ulong[] values = [1, ulong.MaxValue];
            Scalar[] blindings = [Scalar.FromUInt64(5), Scalar.FromUInt64(7)];
            RandomFill random = Draws();
            return () => RangeProof.Prove(values, blindings, generators, random, out _);
        }, bound: Bound.Ratio(80));
    }

    private static Action Verification(int proofs, int values)
    {
        RandomFill random = Draws();
        var statements = new RangeProofStatement[proofs];
        for (int i = 0; i < proofs; i++)
        {
            var generators = new PedersenGenerators((ulong)(i % 3));
            ulong[] amounts = [.. Enumerable.Range(0, values).Select(k => (ulong)(1000 * i) + (ulong)k)];
            Scalar[] blindings = [.. amounts.Select(v => Scalar.FromUInt64(v + 9))];
            RangeProof proof = RangeProof.Prove(amounts, blindings, generators, random, out CompressedRistretto[] commitments);
            statements[i] = new RangeProofStatement(proof, generators, commitments);
        }
        var verdicts = new ProofError[proofs];
        return () =>
        {
            if (!RangeProof.VerifyMany(statements, random, verdicts)) throw new InvalidOperationException("a good range proof was refused");
        };
    }

    // Words without pattern, the same in every run: what they cost does not depend on them.
    private static RandomFill Draws()
    {
        ulong state = 88172645463325252;
        return destination =>
        {
            for (; destination.Length >= 8; destination = destination[8..])
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                BinaryPrimitives.WriteUInt64LittleEndian(destination, state);
            }
        };
    }
}
