// The range proofs of many transactions at once (fact sheet ledger §2.12 step 7).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using Kind = MobileCoin.Transactions.RingCtErrorKind;

namespace MobileCoin.Transactions;

/// <summary>Gathers what each transaction's proofs have to show, verifies all together, and finds the first thing wrong with each.</summary>
internal static class RingCtRangeProofs
{
    /// <summary>Notes an error for each of the transactions whose proofs do not hold.</summary>
    internal static void Verify(
        BlockVersion blockVersion, int[] which, RingCtStatement[] statements, RingCtError?[] errors, RandomFill random)
    {
        List<RangeProofStatement> proofs = [];
        var steps = new List<Step>[which.Length];
        for (int w = 0; w < which.Length; w++)
        {
            steps[w] = blockVersion.HasMixedTransactions
                ? ByToken(statements[which[w]], proofs)
                : One(statements[which[w]], proofs);
        }
        var verdicts = new ProofError[proofs.Count];
        RangeProof.VerifyMany(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(proofs), random, verdicts);
        for (int w = 0; w < which.Length; w++)
        {
            errors[which[w]] = steps[w].Select(s => s.ErrorGiven(verdicts)).FirstOrDefault(e => e is not null);
        }
    }

    // Below block version 3: one proof over all commitments, under the token of the fee.
    private static List<Step> One(RingCtStatement statement, List<RangeProofStatement> proofs)
    {
        SignatureRctBulletproofs signature = statement.Signature;
        if (signature.RangeProofs.Count != 0) return [new Step(new RingCtError(Kind.TooManyRangeProofs))];
        if (!RangeProof.TryParse(signature.RangeProofBytes.Span, out RangeProof? proof)) return [new Step(new RingCtError(Kind.RangeProofDeserialization))];
        proofs.Add(new RangeProofStatement(proof, new PedersenGenerators(statement.Prefix.Fee.TokenId), statement.Commitments().ToArray()));
        return [new Step(proofs.Count - 1)];
    }

    // From block version 3 on: a proof for each token, by ascending id.
    private static List<Step> ByToken(RingCtStatement statement, List<RangeProofStatement> proofs)
    {
        SignatureRctBulletproofs signature = statement.Signature;
        if (!signature.RangeProofBytes.IsEmpty) return [new Step(new RingCtError(Kind.UnexpectedRangeProof))];
        var partition = new TokenPartition(
            statement.Prefix.Fee.TokenId, [.. statement.Commitments()], [.. signature.PseudoOutputTokenIds, .. signature.OutputTokenIds]);
        ulong[] tokens = partition.TokenIds;
        if (signature.RangeProofs.Count != tokens.Length) return [new Step(RingCtError.MissingRangeProofs(tokens.Length, signature.RangeProofs.Count))];
        List<Step> steps = [];
        for (int t = 0; t < tokens.Length; t++)
        {
            if (Choice.IsZero(partition.Count(tokens[t])).Reveal())
            {
                steps.Add(new Step(RingCtError.NoCommitmentsForTokenId(tokens[t])));
                break;
            }
            if (!RangeProof.TryParse(signature.RangeProofs[t], out RangeProof? proof))
            {
                steps.Add(new Step(new RingCtError(Kind.RangeProofDeserialization)));
                break;
            }
            CompressedRistretto[] commitments = partition.Of(tokens[t], Places(proof), out Choice fits);
            if (!fits.Reveal())
            {
                steps.Add(new Step(RingCtError.RangeProof(ProofError.VerificationError.ToDisplayText())));
                break;
            }
            proofs.Add(new RangeProofStatement(proof, new PedersenGenerators(tokens[t]), commitments));
            steps.Add(new Step(proofs.Count - 1));
        }
        return steps;
    }

    // As many commitments as the proof's rounds are for; a proof that is too short, or too long for any, fits none.
    private static int Places(RangeProof proof)
    {
        int rounds = proof.Rounds - RangeProof.RoundsOfParties(1);
        return rounds is >= 0 and <= 6 ? 1 << rounds : 0;
    }

    /// <summary>One proof of a transaction: an error that is known already, or the place of its verdict.</summary>
    private readonly record struct Step(RingCtError? Known, int Proof)
    {
        internal Step(RingCtError known)
            : this(known, -1)
        {
        }

        internal Step(int proof)
            : this(null, proof)
        {
        }

        internal RingCtError? ErrorGiven(ProofError[] verdicts)
        {
            if (Known is not null) return Known;
            return verdicts[Proof] == ProofError.None ? null : RingCtError.RangeProof(verdicts[Proof].ToDisplayText());
        }
    }
}
