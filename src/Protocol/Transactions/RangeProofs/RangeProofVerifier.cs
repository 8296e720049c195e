// One run of verification: the structure and the points of all proofs first, then sums of the proofs left (fact sheet ledger §2.13).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>Up to <see cref="MaxStatements"/> proofs that are checked together. See RangeProof.Verification.cs for what is constant time.</summary>
internal sealed class RangeProofVerifier
{
    /// <summary>Proofs in one product: more gain little, and the memory that they take is bounded.</summary>
    internal const int MaxStatements = 256;

    private const int PointSize = RistrettoPoint.Size;

    private readonly RangeProofStatement[] _statements;
    private readonly RandomFill _random;
    private readonly RangeProofParameters _parameters;

    /// <summary>Where the points of each statement begin among all: A, S, T_1, T_2, L and R of each round, the commitments.</summary>
    private readonly int[] _firstPoint;

    private RistrettoPoint[] _points = [];

    internal RangeProofVerifier(ReadOnlySpan<RangeProofStatement> statements, RandomFill random, RangeProofParameters parameters)
    {
        _statements = statements.ToArray();
        _random = random;
        _parameters = parameters;
        _firstPoint = new int[statements.Length + 1];
    }

    internal void Run(Span<ProofError> verdicts)
    {
        int candidates = 0;
        Span<int> candidate = new int[_statements.Length];
        for (int i = 0; i < _statements.Length; i++)
        {
            verdicts[i] = Structure(_statements[i]);
            _firstPoint[i + 1] = _firstPoint[i] + (verdicts[i] == ProofError.None ? PointsOf(_statements[i]) : 0);
        }
        Decode(verdicts);
        for (int i = 0; i < _statements.Length; i++)
        {
            if (verdicts[i] == ProofError.None) candidate[candidates++] = i;
        }
        Blame(candidate[..candidates], verdicts, knownBad: false);
    }

    private static int PointsOf(RangeProofStatement statement) => 4 + (2 * statement.Proof.Rounds) + statement.Commitments.Length;

    private ProofError Structure(RangeProofStatement statement)
    {
        if (statement.Commitments.Length > RangeProofGenerators.MaxParties) return ProofError.InvalidGeneratorsLength;
        return statement.Proof.Rounds == RangeProof.RoundsOfParties(statement.Parties, _parameters.Bits) ? ProofError.None : ProofError.VerificationError;
    }

    /// <summary>Decodes the points of all proofs in lanes; a proof with one that does not decode is refused, and one with an identity.</summary>
    private void Decode(Span<ProofError> verdicts)
    {
        int count = _firstPoint[^1];
        byte[] encodings = new byte[count * PointSize];
        bool[] valid = new bool[count];
        _points = new RistrettoPoint[count];
        Span<byte> rest = encodings;
        for (int i = 0; i < _statements.Length; i++)
        {
            if (verdicts[i] != ProofError.None) continue;
            RangeProof proof = _statements[i].Proof;
            rest = Append(rest, proof.A);
            rest = Append(rest, proof.S);
            rest = Append(rest, proof.T1);
            rest = Append(rest, proof.T2);
            rest = Append(rest, proof.Folds);
            foreach (CompressedRistretto commitment in _statements[i].Commitments.Span)
            {
                commitment.CopyTo(rest[..PointSize]);
                rest = rest[PointSize..];
            }
        }
        RistrettoBatch.Decode(encodings, _points, valid);
        for (int i = 0; i < _statements.Length; i++)
        {
            if (verdicts[i] != ProofError.None) continue;
            int commitments = _firstPoint[i + 1] - _statements[i].Commitments.Length;
            for (int k = _firstPoint[i]; k < _firstPoint[i + 1]; k++)
            {
                // The verdict is public. The prover's points must not be the identity; a commitment may.
                bool identity = k < commitments && new CompressedRistretto(encodings.AsSpan(k * PointSize, PointSize)) == default;
                if (!valid[k] || identity) verdicts[i] = ProofError.VerificationError;
            }
        }
    }

    /// <summary>Finds the bad ones: none if their sum is zero, else by halves.</summary>
    private void Blame(ReadOnlySpan<int> candidates, Span<ProofError> verdicts, bool knownBad)
    {
        if (candidates.Length == 0 || (!knownBad && SumIsZero(candidates))) return;
        if (candidates.Length == 1)
        {
            verdicts[candidates[0]] = ProofError.VerificationError;
            return;
        }
        ReadOnlySpan<int> left = candidates[..(candidates.Length / 2)], right = candidates[(candidates.Length / 2)..];
        bool leftIsGood = SumIsZero(left);
        if (!leftIsGood) Blame(left, verdicts, knownBad: true);
        Blame(right, verdicts, knownBad: leftIsGood);
    }

    private bool SumIsZero(ReadOnlySpan<int> candidates)
    {
        var sum = new RangeProofSum(_parameters);
        foreach (int i in candidates) sum.Count(_statements[i]);
        sum.Allocate();
        foreach (int i in candidates) sum.ReadTranscript(_statements[i]);
        sum.InvertChallenges();
        foreach (int i in candidates)
        {
            sum.Add(_statements[i], _points.AsSpan(_firstPoint[i].._firstPoint[i + 1]), _random);
        }
        return sum.IsZeroAndWipe();
    }

    private static Span<byte> Append(Span<byte> bytes, ReadOnlySpan<byte> more)
    {
        more.CopyTo(bytes);
        return bytes[more.Length..];
    }
}
