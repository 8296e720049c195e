using System.Text;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

/// <summary>The second half of the cases "signature over digestible": the digest is checked before, the signature over it here.</summary>
internal static class DigestSignatures
{
    /// <summary>Checks the case's `signature` by its `private` key over the value (fact sheet crypto §2.4).</summary>
    public static void Check(VectorCase c)
    {
        byte[] context = Encoding.UTF8.GetBytes(c.Text("context"));
        var value = new Numbers([.. c.Field("value").EnumerateArray().Select(e => e.GetUInt64())]);
        var other = new Numbers([1, 2, 3, 4, 5]);
        switch (c.Text("type"))
        {
            case "signature over digestible (RistrettoPrivate, schnorrkel)":
                using (var key = RistrettoPrivate.Parse(c.Hex("private")))
                {
                    RistrettoPublic publicKey = key.PublicKey();
                    var signature = RistrettoSignature.Parse(c.Hex("signature"));
                    Assert.Equal(signature, key.SignDigest(context, value));
                    Assert.True(publicKey.VerifyDigest(context, value, signature));
                    Assert.False(publicKey.VerifyDigest(context, other, signature));
                    Assert.False(publicKey.VerifyDigest("other"u8, value, signature));
                }
                break;
            case "signature over digestible (Ed25519)":
                using (var key = Ed25519Private.Parse(c.Hex("private")))
                {
                    Ed25519Public publicKey = key.PublicKey();
                    var signature = Ed25519Signature.Parse(c.Hex("signature"));
                    Assert.Equal(signature, key.SignDigest(context, value));
                    Assert.True(publicKey.VerifyDigest(context, value, signature));
                    Assert.False(publicKey.VerifyDigest(context, other, signature));
                    Assert.False(publicKey.VerifyDigest("other"u8, value, signature));
                }
                break;
            default: Assert.Fail($"{c}: unknown kind of signature"); break;
        }
    }

    /// <summary>A transparent list of numbers.</summary>
    private sealed record Numbers(ulong[] Values) : IDigestible
    {
        private static readonly DigestForm<IReadOnlyCollection<ulong>> Form = DigestForms.List(DigestForms.UInt64);

        public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context) => Form.Append(ref transcript, context, Values);
    }
}
