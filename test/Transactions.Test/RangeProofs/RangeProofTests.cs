using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions.Test.RangeProofs;

public sealed class RangeProofTests
{
    private static readonly PedersenGenerators Mob = new(0), Other = new(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(16)]
    public void Prove_OfRandomValues_Verifies(int count)
    {
        var random = new Random(count);
        RangeProof proof = Made(random, count, Other, out CompressedRistretto[] commitments);
        Assert.Equal(RangeProof.LengthOf(count), proof.Length);
        Assert.True(RangeProof.TryParse(proof.ToBytes(), out RangeProof? parsed));
        Assert.Equal(ProofError.None, parsed.Verify(commitments, Other, Draws.Seeded(count)));
        Assert.Equal(ProofError.VerificationError, parsed.Verify(commitments, Mob, Draws.Seeded(count)));
        if (count > 1)
        {
            (commitments[0], commitments[1]) = (commitments[1], commitments[0]);
            Assert.Equal(ProofError.VerificationError, parsed.Verify(commitments, Other, Draws.Seeded(count)));
        }
    }

    [Fact]
    public void Prove_OfTheLeastAndTheGreatest_Verifies()
    {
        RangeProof proof = RangeProof.Prove(
            [0, ulong.MaxValue, 1, 1UL << 63], [Scalar.Zero, -Scalar.One, Scalar.One, Scalar.Zero], Mob, Draws.Seeded(5), out CompressedRistretto[] commitments);
        Assert.Equal(default, commitments[0]);
        Assert.Equal(ProofError.None, proof.Verify(commitments, Mob, Draws.Seeded(5)));
    }

    /// <summary>The greatest proof there is: 64 values, and the last that fills the padding.</summary>
    [Fact]
    public void Prove_OfManyValues_Verifies()
    {
        RangeProof proof = Made(new Random(33), 33, Mob, out CompressedRistretto[] commitments);
        Assert.Equal(1056, proof.Length);
        Assert.Equal(ProofError.None, proof.Verify(commitments, Mob, Draws.Seeded(5)));
    }

    [Fact]
    public void Prove_OfWrongNumbers_NamesTheError()
    {
        Assert.Throws<ArgumentException>("values", () => RangeProof.Prove([], [], Mob, Draws.Seeded(1), out _));
        Assert.Equal(
            ProofError.WrongNumBlindingFactors,
            Assert.Throws<RangeProofException>(() => RangeProof.Prove([1, 2], [Scalar.One], Mob, Draws.Seeded(1), out _)).Error);
        var e = Assert.Throws<RangeProofException>(() => RangeProof.Prove(new ulong[65], new Scalar[65], Mob, Draws.Seeded(1), out _));
        Assert.Equal(ProofError.InvalidGeneratorsLength, e.Error);
        Assert.Equal("ProofError: `InvalidGeneratorsLength`", e.Message);
    }

    /// <summary>Any bit of any item changed: refused by the parser when a scalar leaves its range, by the proof else.</summary>
    [Fact]
    public void Verify_OfAnyItemChanged_Refuses()
    {
        var random = new Random(8);
        byte[] good = Made(random, 2, Mob, out CompressedRistretto[] commitments).ToBytes();
        for (int item = 0; item < good.Length / 32; item++)
        {
            foreach (int at in (int[])[0, random.Next(1, 31), 31])
            {
                byte[] bytes = [.. good];
                bytes[(32 * item) + at] ^= (byte)(1 << random.Next(8));
                if (!RangeProof.TryParse(bytes, out RangeProof? proof)) continue;
                Assert.Equal(ProofError.VerificationError, proof.Verify(commitments, Mob, Draws.Seeded(item)));
            }
        }
    }

    /// <summary>Points that decode, but to others, so that only the equation can tell.</summary>
    [Fact]
    public void Verify_OfAnyItemReplacedByAGoodOne_Refuses()
    {
        byte[] good = Made(new Random(9), 2, Mob, out CompressedRistretto[] commitments).ToBytes();
        byte[] point = RistrettoPoint.MultiplyBase(Scalar.FromUInt64(77)).ToBytes(), scalar = Scalar.FromUInt64(77).ToBytes();
        int items = good.Length / 32;
        for (int item = 0; item < items; item++)
        {
            bool isScalar = item is >= 4 and < 7 || item >= items - 2;
            byte[] bytes = [.. good];
            (isScalar ? scalar : point).CopyTo(bytes, 32 * item);
            Assert.True(RangeProof.TryParse(bytes, out RangeProof? proof));
            Assert.Equal(ProofError.VerificationError, proof.Verify(commitments, Mob, Draws.Seeded(item)));
        }
    }

    [Fact]
    public void Verify_OfAnIdentity_Refuses()
    {
        byte[] good = Made(new Random(10), 1, Mob, out CompressedRistretto[] commitments).ToBytes();
        int items = good.Length / 32;
        for (int item = 0; item < items - 2; item++)
        {
            if (item is >= 4 and < 7) continue;
            byte[] bytes = [.. good];
            bytes.AsSpan(32 * item, 32).Clear();
            Assert.True(RangeProof.TryParse(bytes, out RangeProof? proof));
            Assert.Equal(ProofError.VerificationError, proof.Verify(commitments, Mob, Draws.Seeded(item)));
        }
    }

    /// <summary>All zero, where every equation holds but for the rule that the prover's points are not the identity.</summary>
    [Fact]
    public void Verify_OfNothingButZeros_Refuses()
    {
        Assert.True(RangeProof.TryParse(new byte[672], out RangeProof? proof));
        Assert.Equal(ProofError.VerificationError, proof.Verify([default], Mob, Draws.Seeded(1)));
    }

    [Fact]
    public void TryParse_OfAnyOtherLength_IsAFormatError()
    {
        byte[] good = Made(new Random(11), 1, Mob, out CompressedRistretto[] commitments).ToBytes(), padded = new byte[32 * 80];
        good.CopyTo(padded, 0);
        for (int length = 0; length <= padded.Length; length++)
        {
            int items = length / 32, rest = items - 9;
            bool isProof = length % 32 == 0 && rest >= 0 && rest % 2 == 0 && rest / 2 < 32;
            bool parsed = RangeProof.TryParse(padded.AsSpan(0, length), out RangeProof? proof);
            Assert.False(parsed && !isProof);
            if (!parsed || length == good.Length) continue;
            Assert.Equal(ProofError.VerificationError, proof!.Verify(commitments, Mob, Draws.Seeded(length)));
        }
        Assert.False(RangeProof.TryParse(new byte[32 * 8], out _));
        Assert.True(RangeProof.TryParse(new byte[32 * 9], out _));
        Assert.True(RangeProof.TryParse(new byte[32 * (9 + 62)], out _));
        Assert.False(RangeProof.TryParse(new byte[32 * (9 + 64)], out _));
        Assert.Throws<ArgumentException>("bytes", () => Made(new Random(1), 1, Mob, out _).CopyTo(new byte[671]));
    }

    [Fact]
    public void TryParse_OfAScalarThatIsNotReduced_IsAFormatError()
    {
        byte[] good = Made(new Random(12), 1, Mob, out _).ToBytes();
        byte[] order = (-Scalar.One).ToBytes();
        order[0]++;
        foreach (int item in (int[])[4, 5, 6, (good.Length / 32) - 2, (good.Length / 32) - 1])
        {
            byte[] bytes = [.. good];
            order.CopyTo(bytes, 32 * item);
            Assert.False(RangeProof.TryParse(bytes, out RangeProof? proof));
            Assert.Null(proof);
        }
    }

    [Fact]
    public void Verify_AgainstAnotherNumberOfCommitments_Refuses()
    {
        RangeProof proof = Made(new Random(13), 2, Mob, out CompressedRistretto[] two);
        Assert.Equal(ProofError.VerificationError, proof.Verify(two.AsSpan(0, 1), Mob, Draws.Seeded(1)));
        Assert.Equal(ProofError.VerificationError, proof.Verify([.. two, two[1]], Mob, Draws.Seeded(1)));
        Assert.Equal(ProofError.VerificationError, proof.Verify(new CompressedRistretto[64], Mob, Draws.Seeded(1)));
        Assert.Equal(ProofError.InvalidGeneratorsLength, proof.Verify(new CompressedRistretto[65], Mob, Draws.Seeded(1)));
        Assert.Throws<ArgumentException>("commitments", () => proof.Verify([], Mob, Draws.Seeded(1)));
    }

    /// <summary>The weights are fresh: two proofs whose errors cancel, each the other's negative, do not pass together.</summary>
    [Fact]
    public void VerifyMany_OfErrorsThatCancel_RefusesBoth()
    {
        byte[] good = Made(new Random(14), 1, Mob, out CompressedRistretto[] commitments).ToBytes(), more = [.. good], less = [.. good];
        Span<byte> ofMore = more.AsSpan(160, 32), ofLess = less.AsSpan(160, 32);
        Scalar.TryFromCanonicalBytes(ofMore, out Scalar blinding);
        (blinding + Scalar.One).CopyTo(ofMore);
        (blinding - Scalar.One).CopyTo(ofLess);
        Assert.True(RangeProof.TryParse(more, out RangeProof? first) & RangeProof.TryParse(less, out RangeProof? second));
        var verdicts = new ProofError[2];
        Assert.False(RangeProof.VerifyMany([new(first!, Mob, commitments), new(second!, Mob, commitments)], Draws.Seeded(1), verdicts));
        Assert.Equal([ProofError.VerificationError, ProofError.VerificationError], verdicts);
    }

    [Fact]
    public void VerifyMany_OfAnyMixture_IsVerifyOfEach()
    {
        var random = new Random(15);
        for (int round = 0; round < 6; round++)
        {
            RangeProofStatement[] statements = [.. Enumerable.Range(0, round == 0 ? 0 : random.Next(1, 14)).Select(_ => Some(random, round))];
            var verdicts = new ProofError[statements.Length];
            verdicts.AsSpan().Fill(ProofError.FormatError);
            bool all = RangeProof.VerifyMany(statements, Draws.Seeded(round), verdicts);
            Assert.Equal(all, verdicts.All(v => v == ProofError.None));
            for (int i = 0; i < statements.Length; i++)
            {
                var alone = new ProofError[1];
                RangeProof.VerifyMany([statements[i]], Draws.Seeded(i), alone);
                Assert.Equal(alone[0], verdicts[i]);
            }
        }
        Assert.Throws<ArgumentException>("verdicts", () => RangeProof.VerifyMany([], Draws.Seeded(1), new ProofError[1]));
    }

    /// <summary>More than go into one product, with one bad in each part.</summary>
    [Fact]
    public void VerifyMany_OfHundreds_NamesTheBadOnes()
    {
        RangeProof proof = Made(new Random(16), 1, Mob, out CompressedRistretto[] commitments);
        RangeProofStatement good = new(proof, Mob, commitments), bad = new(proof, Other, commitments);
        RangeProofStatement[] statements = [.. Enumerable.Repeat(good, 300)];
        int[] culprits = [7, 299];
        foreach (int i in culprits) statements[i] = bad;
        var verdicts = new ProofError[statements.Length];
        Assert.False(RangeProof.VerifyMany(statements, Draws.Seeded(1), verdicts));
        Assert.Equal(culprits, Enumerable.Range(0, verdicts.Length).Where(i => verdicts[i] == ProofError.VerificationError));
        Assert.Equal(statements.Length - culprits.Length, verdicts.Count(v => v == ProofError.None));
    }

    private static RangeProofStatement Some(Random random, int round)
    {
        PedersenGenerators generators = random.Next(2) == 0 ? Mob : Other;
        int count = random.Next(1, 5);
        RangeProof proof = Made(random, count, generators, out CompressedRistretto[] commitments);
        int kind = round == 1 ? 0 : random.Next(8);
        return kind switch
        {
            1 => new RangeProofStatement(proof, ReferenceEquals(generators, Mob) ? Other : Mob, commitments),
            2 => new RangeProofStatement(proof, generators, new CompressedRistretto[65]),
            3 => new RangeProofStatement(proof, generators, new[] { new CompressedRistretto([.. Enumerable.Repeat((byte)255, 32)]) }),
            4 => new RangeProofStatement(proof, generators, commitments.Reverse().Append(default).ToArray()),
            _ => new RangeProofStatement(proof, generators, commitments),
        };
    }

    private static RangeProof Made(Random random, int count, PedersenGenerators generators, out CompressedRistretto[] commitments)
    {
        ulong[] values = [.. Enumerable.Range(0, count).Select(_ => (ulong)random.NextInt64())];
        byte[] wide = new byte[64];
        Scalar[] blindings = [.. values.Select(_ =>
        {
            random.NextBytes(wide);
            return Scalar.FromBytesModOrderWide(wide);
        })];
        return RangeProof.Prove(values, blindings, generators, random.NextBytes, out commitments);
    }
}
