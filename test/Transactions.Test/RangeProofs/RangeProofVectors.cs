// Family range_proofs: generators, proofs byte for byte, and verdicts.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;

namespace MobileCoin.Transactions.Test.RangeProofs;

public sealed class RangeProofVectors
{
    [Theory]
    [Vectors("range_proofs")]
    public void RangeProofs(VectorCase c)
    {
        switch (c.Op)
        {
            case "bp_generators":
                int party = (int)c.UInt64("party");
                AssertAre(c, "G", Enumerable.Range(0, 64).Select(i => Hex(RangeProofGenerators.G(party, i))));
                AssertAre(c, "H", Enumerable.Range(0, 64).Select(i => Hex(RangeProofGenerators.H(party, i))));
                break;
            case "prove":
                Prove(c);
                break;
            case "verify":
                Assert.Equal(c.Text("result"), Verdict(c));
                Assert.Equal(c.Flag("valid"), Verdict(c) == "Ok(())");
                break;
            default:
                Assert.Fail($"{c}: no test of this operation");
                break;
        }
    }

    private static void Prove(VectorCase c)
    {
        Assert.True(c.Flag("valid"));
        var generators = new PedersenGenerators(c.UInt64("token_id"));
        ulong[] values = Array.ConvertAll(Texts(c, "values"), t => ulong.Parse(t, System.Globalization.CultureInfo.InvariantCulture));
        Scalar[] blindings = Array.ConvertAll(Texts(c, "blindings"), t =>
        {
            Assert.True(Scalar.TryFromCanonicalBytes(Convert.FromHexString(t), out Scalar s));
            return s;
        });
        var draws = new Draws(c.Hex("rng_bytes"));
        RangeProof proof = RangeProof.Prove(values, blindings, generators, draws.Fill, out CompressedRistretto[] commitments);
        Assert.Equal(c.Text("proof"), Convert.ToHexStringLower(proof.ToBytes()));
        draws.AssertUsedUp();
        AssertAre(c, "commitments", commitments.Select(p => p.ToString()));
        Assert.Equal("Ok(())", Verdict(c.Hex("proof"), Commitments(c, "commitments"), generators));
        Assert.Equal("Ok(())", Verdict(c.Hex("proof"), Commitments(c, "commitments_padded"), generators));
    }

    private static string Verdict(VectorCase c) =>
        Verdict(c.Hex("proof"), Commitments(c, "commitments"), new PedersenGenerators(c.UInt64("token_id")));

    private static string Verdict(byte[] bytes, CompressedRistretto[] commitments, PedersenGenerators generators)
    {
        if (!RangeProof.TryParse(bytes, out RangeProof? proof)) return $"parse:{ProofError.FormatError}";
        Assert.Equal(bytes, proof.ToBytes());
        ProofError error = proof.Verify(commitments, generators, Draws.Seeded(1));
        return error == ProofError.None ? "Ok(())" : $"Err({error.ToDebugText()})";
    }

    private static CompressedRistretto[] Commitments(VectorCase c, string field) =>
        Array.ConvertAll(Texts(c, field), t => new CompressedRistretto(Convert.FromHexString(t)));

    private static void AssertAre(VectorCase c, string field, IEnumerable<string> actual) =>
        Assert.Equal(string.Join('\n', Texts(c, field)), string.Join('\n', actual));

    private static string[] Texts(VectorCase c, string field) => [.. c.Field(field).EnumerateArray().Select(e => e.GetString()!)];

    private static string Hex(RistrettoPoint point) => Convert.ToHexStringLower(point.ToBytes());
}
