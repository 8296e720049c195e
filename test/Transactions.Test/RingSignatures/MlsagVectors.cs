// Family mlsag: signatures with recorded randomness, and verdicts on changed ones (fact sheet ledger §2.10).
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Testing;
using MobileCoin.Wire;

namespace MobileCoin.Transactions.Test.RingSignatures;

public sealed class MlsagVectors
{
    [Theory, Vectors("mlsag")]
    public void Mlsag(VectorCase c)
    {
        switch (c.Op)
        {
            case "sign": Sign(c); break;
            case "verify": Verify(c); break;
            default: throw new InvalidDataException($"{c}: an op that this test does not know");
        }
    }

    private static void Sign(VectorCase c)
    {
        var random = new RecordedBytes(c.Hex("rng_bytes"));
        ReducedTxOut[] ring = Ring(c);
        RingMlsag expected = Signature(c);
        byte[] message = c.Hex("message");
        RingMlsag signature = RingMlsag.Sign(
            message, ring, (int)c.UInt64("real_index"), ScalarOf(c, "onetime_private_key"), c.UInt64("value"),
            ScalarOf(c, "blinding"), ScalarOf(c, "output_blinding"), new PedersenGenerators(c.UInt64("token_id")), random.Fill);
        random.AssertUsedUp();
        Assert.Equal(expected.Encode(), signature.Encode());
        Assert.Equal(c.Flag("valid"), signature.Verify(message, ring, new CompressedRistretto(c.Hex("output_commitment"))).IsNone);
    }

    private static void Verify(VectorCase c)
    {
        RingMlsag signature = Signature(c);
        ReducedTxOut[] ring = Ring(c);
        byte[] message = c.Hex("message");
        var output = new CompressedRistretto(c.Hex("output_commitment"));
        RingSignatureError verdict = signature.Verify(message, ring, output);
        Assert.Equal(c.Flag("valid"), verdict.IsNone);
        Assert.Equal(c.Text("result"), verdict.IsNone ? "Ok(())" : $"Err({verdict})");

        // The same in the midst of others.
        var some = new RingVerification(signature, message, ring, output);
        var verdicts = new RingSignatureError[3];
        RingMlsag.VerifyMany([some, some, some], verdicts);
        Assert.All(verdicts, v => Assert.Equal(verdict, v));
    }

    /// <summary>The signature of a case, from its message and from its parts: they must be the same.</summary>
    private static RingMlsag Signature(VectorCase c)
    {
        var parts = new VectorCase($"{c}.signature", 0, c.Field("signature"));
        Scalar[] responses = [.. parts.Field("responses").EnumerateArray().Select(r => Scalar.FromBytesModOrder(Convert.FromHexString(r.GetString()!)))];
        var signature = new RingMlsag(ScalarOf(parts, "c_zero"), responses, new KeyImage(parts.Hex("key_image")));
        byte[] proto = parts.Hex("proto");
        Assert.Equal(proto, signature.Encode());
        Assert.Equal(proto, WireMessage.Decode<RingMlsag>(proto).Encode());
        return WireMessage.Decode<RingMlsag>(proto);
    }

    private static ReducedTxOut[] Ring(VectorCase c) =>
    [
        .. c.Items("ring").Select(m => new ReducedTxOut(
            new CompressedRistretto(m.Hex("public_key")), new CompressedRistretto(m.Hex("target_key")), new CompressedRistretto(m.Hex("commitment")))),
    ];

    private static Scalar ScalarOf(VectorCase c, string field) => Scalar.FromBytesModOrder(c.Hex(field));
}
