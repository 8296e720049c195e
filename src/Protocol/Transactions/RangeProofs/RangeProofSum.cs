// The random combination of the verification equations of some proofs: its scalars and its points (fact sheet ledger §2.13, "Verifier").
using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Count every proof, allocate, read every transcript, invert the challenges together, add every proof, ask. Constant time but for the
/// product at the end, whose scalars are blinded: see RangeProof.Verification.cs.
/// </summary>
internal sealed class RangeProofSum(RangeProofParameters parameters)
{
    // Challenges of a proof, in the order of the buffer: y and one u a round, which are inverted together, then these.
    private const int Z = 0, X = 1, W = 2, Others = 3;

    private int _proofs, _parties, _terms, _inverted, _read, _added;
    private ScalarBuffer _challenges, _inverses, _others, _scalars, _scratch;
    private RistrettoPoint[] _points = [];

    /// <summary>The fixed generators, and the generator of blindings behind them; then come the points of the proofs.</summary>
    private int FixedTerms => (_parties * RangeProofGenerators.PartyLength) + 1;

    internal void Count(RangeProofStatement statement)
    {
        _proofs++;
        _parties = Math.Max(_parties, statement.Parties);
        _terms += 4 + (2 * statement.Proof.Rounds) + statement.Commitments.Length + 1;
        _inverted += 1 + statement.Proof.Rounds;
    }

    internal void Allocate()
    {
        _challenges = new ScalarBuffer(_inverted);
        _inverses = new ScalarBuffer(_inverted);
        _others = new ScalarBuffer(_proofs * Others);
        _scalars = new ScalarBuffer(FixedTerms + _terms);
        _scratch = new ScalarBuffer(_parties * parameters.Bits);
        _points = new RistrettoPoint[1 + _terms];
        _points[0] = parameters.BlindingBase;
        (_inverted, _terms) = (0, 1);
    }

    internal void ReadTranscript(RangeProofStatement statement)
    {
        RangeProof proof = statement.Proof;
        ReadOnlySpan<CompressedRistretto> commitments = statement.Commitments.Span;
        Span<Scalar> challenges = _challenges.Span.Slice(_inverted, 1 + proof.Rounds), others = _others.Span.Slice(_read * Others, Others);
        RangeProofTranscript transcript = parameters.Start(statement.Parties);
        for (int j = 0; j < statement.Parties; j++) transcript.AppendCommitment(commitments[Math.Min(j, commitments.Length - 1)]);
        transcript.AppendBitCommitments(proof.A, proof.S, out challenges[0], out others[Z]);
        transcript.AppendPolynomialCommitments(proof.T1, proof.T2, out others[X]);
        transcript.AppendEvaluations(proof.Evaluations, statement.Parties * parameters.Bits, out others[W]);
        ReadOnlySpan<byte> folds = proof.Folds;
        for (int k = 0; k < proof.Rounds; k++)
        {
            ReadOnlySpan<byte> pair = folds.Slice(k * 2 * RistrettoPoint.Size, 2 * RistrettoPoint.Size);
            transcript.AppendFold(pair[..RistrettoPoint.Size], pair[RistrettoPoint.Size..], out challenges[1 + k]);
        }
        transcript.Wipe();
        _inverted += challenges.Length;
        _read++;
    }

    internal void InvertChallenges()
    {
        _challenges.Span.CopyTo(_inverses.Span);
        Scalar.InvertAll(_inverses.Span);
        _inverted = 0;
    }

    /// <summary>Adds a proof's equation with a weight of its own.</summary>
    /// <param name="statement">The next of those counted, in the same order.</param>
    /// <param name="points">A, S, T_1, T_2, L and R of each round, the commitments.</param>
    /// <param name="random">Gives the weight and the factor that joins the proof's two equations.</param>
    internal void Add(RangeProofStatement statement, ReadOnlySpan<RistrettoPoint> points, RandomFill random)
    {
        RangeProof proof = statement.Proof;
        int rounds = proof.Rounds, parties = statement.Parties, count = points.Length + 1;
        ReadOnlySpan<Scalar> challenges = _challenges.Span.Slice(_inverted, 1 + rounds), inverses = _inverses.Span.Slice(_inverted, 1 + rounds);
        ReadOnlySpan<Scalar> others = _others.Span.Slice(_added * Others, Others), u = challenges[1..], uInverse = inverses[1..];
        points.CopyTo(_points.AsSpan(_terms));
        _points[_terms + count - 1] = statement.ValueBase;
        Span<Scalar> scalars = _scalars.Span.Slice(FixedTerms - 1 + _terms, count);
        _inverted += challenges.Length;
        _terms += count;
        _added++;

        Span<byte> draws = stackalloc byte[128];
        random(draws);
        Scalar weight = Scalar.FromBytesModOrderWide(draws[..64]), joined = weight * Scalar.FromBytesModOrderWide(draws[64..]);
        CryptographicOperations.ZeroMemory(draws);

        Scalar y = challenges[0], z = others[Z], x = others[X], zz = z * z;
        Scalar tx = RangeProof.ReadScalar(proof.Evaluations, 0), txBlinding = RangeProof.ReadScalar(proof.Evaluations, 1);
        Scalar eBlinding = RangeProof.ReadScalar(proof.Evaluations, 2);
        Scalar a = RangeProof.ReadScalar(proof.Ends, 0), b = RangeProof.ReadScalar(proof.Ends, 1);

        scalars[0] = weight;
        scalars[1] = weight * x;
        scalars[2] = joined * x;
        scalars[3] = scalars[2] * x;
        Scalar gStart = weight * a, hStart = weight * b;
        for (int k = 0; k < rounds; k++)
        {
            scalars[4 + (2 * k)] = weight * (u[k] * u[k]);
            scalars[5 + (2 * k)] = weight * (uInverse[k] * uInverse[k]);
            gStart *= uInverse[k];
            hStart *= u[k];
        }

        // A padded proof repeats its last commitment: its scalars add up. The sum of the powers of z is wanted for delta besides.
        Span<Scalar> commitments = scalars[(4 + (2 * rounds))..^1];
        Scalar power = Scalar.One, zSum = Scalar.Zero;
        for (int j = 0; j < parties; j++)
        {
            commitments[Math.Min(j, commitments.Length - 1)] += power;
            zSum += power;
            power *= z;
        }
        Scalar joinedZz = joined * zz;
        foreach (ref Scalar commitment in commitments) commitment *= joinedZz;

        Scalar ySum = Scalar.One, yPower = y;
        for (int k = 0; k < rounds; k++)
        {
            ySum += ySum * yPower;
            yPower *= yPower;
        }
        Scalar allOnes = Scalar.FromUInt64(ulong.MaxValue >> (64 - parameters.Bits));
        Scalar delta = ((z - zz) * ySum) - (zz * z * allOnes * zSum);
        scalars[^1] = (weight * others[W] * (tx - (a * b))) + (joined * (delta - tx));

        Span<Scalar> common = _scalars.Span[..FixedTerms];
        common[^1] -= (weight * eBlinding) + (joined * txBlinding);
        AddGenerators(common, parties, weight, z, gStart, hStart, u, uInverse, inverses[0]);
    }

    /// <summary>Whether the sum of all products is the identity. Wipes the scalars.</summary>
    internal bool IsZeroAndWipe()
    {
        // Variable time on blinded scalars: RangeProof.Verification.cs says why it may.
        int ofTable = FixedTerms - 1;
        RistrettoPoint sum = RangeProofGenerators.TableOfParties(_parties).Multiscalar(_scalars.Span[..ofTable]);
        sum += RistrettoBatch.MultiscalarVartime(_scalars.Span[ofTable..], _points);
        bool zero = sum == RistrettoPoint.Identity;
        _challenges.Dispose();
        _inverses.Dispose();
        _others.Dispose();
        _scalars.Dispose();
        _scratch.Dispose();
        return zero;
    }

    /// <summary>
    /// The scalars of G_i, -z - a s_i, and of H_i, z + y^-i (z^(2+j) 2^(i mod n) - b / s_i), with the weight in gStart = a s_0,
    /// hStart = b / s_0. Those with bit p of i set are those without times one factor: u^2 of the bit's round for s, and so on.
    /// </summary>
    private void AddGenerators(
        Span<Scalar> common, int parties, in Scalar weight, in Scalar z, in Scalar gStart, in Scalar hStart,
        ReadOnlySpan<Scalar> u, ReadOnlySpan<Scalar> uInverse, in Scalar yInverse)
    {
        int bits = parameters.Bits, count = parties * bits;
        Span<Scalar> terms = _scratch.Span[..count];
        Scalar weightZ = weight * z;

        terms[0] = gStart;
        for (int half = 1, k = u.Length - 1; half < count; half *= 2, k--) Extend(terms, half, u[k] * u[k]);
        for (int i = 0; i < count; i++) common[RangeProofGenerators.IndexOf(i, bits)] -= weightZ + terms[i];

        terms[0] = hStart;
        Scalar yPower = yInverse;
        for (int half = 1, k = u.Length - 1; half < count; half *= 2, k--)
        {
            Extend(terms, half, uInverse[k] * uInverse[k] * yPower);
            yPower *= yPower;
        }
        for (int i = 0; i < count; i++) common[RangeProofGenerators.IndexOf(i, bits) + RangeProofGenerators.Bits] += weightZ - terms[i];

        // One party after the other: z / y^n from party to party, 2 / y from bit to bit.
        Scalar start = weightZ * z, step = z;
        yPower = yInverse;
        for (int k = 1; k < bits; k *= 2) yPower *= yPower;
        step *= yPower;
        for (int j = 0; j < parties; j++)
        {
            terms[0] = start;
            yPower = yInverse + yInverse;
            for (int half = 1; half < bits; half *= 2)
            {
                Extend(terms, half, yPower);
                yPower *= yPower;
            }
            for (int i = 0; i < bits; i++) common[(j * RangeProofGenerators.PartyLength) + RangeProofGenerators.Bits + i] += terms[i];
            start *= step;
        }
    }

    private static void Extend(Span<Scalar> terms, int half, in Scalar factor)
    {
        for (int i = 0; i < half; i++) terms[half + i] = terms[i] * factor;
    }
}
