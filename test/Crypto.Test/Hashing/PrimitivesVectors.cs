using System.Security.Cryptography;
using MobileCoin.Testing;

namespace MobileCoin.Crypto.Test;

public sealed class PrimitivesVectors
{
    [Theory, Vectors("primitives")]
    public void Case_OfEachOp_Agrees(VectorCase c)
    {
        switch (c.Op)
        {
            case "hash": Hash(c); break;
            case "hkdf": Hkdf(c); break;
            case "aes256gcm": break; // AesGcmVectors runs these on every kernel
            case "merlin": Merlin(c); break;
            default: Assert.Fail($"unknown op in {c}"); break;
        }
    }

    private static void Hash(VectorCase c)
    {
        byte[] message = c.Hex("message");
        byte[] digest64 = new byte[64], digest32 = new byte[32];
        Blake2b.Hash(message, digest64);
        Blake2b.Hash(message, digest32);
        Assert.Equal(c.Hex("blake2b512"), digest64);
        Assert.Equal(c.Hex("blake2b256"), digest32);
        Assert.Equal(c.Hex("sha256"), SHA256.HashData(message));
        Assert.Equal(c.Hex("sha512"), SHA512.HashData(message));
        Assert.Equal(c.UInt64("crc32_iso_hdlc"), Crc32.ComputeVartime(message));
    }

    private static void Hkdf(VectorCase c)
    {
        byte[] ikm = c.Hex("ikm"), info = c.Hex("info"), salt = c.IsNull("salt") ? [] : c.Hex("salt");
        byte[] okm = new byte[100];
        HkdfBlake2b512.DeriveKey(ikm, okm, salt, info);
        Assert.Equal(c.Hex("blake2b512_100"), okm);
        HkdfBlake2b256.DeriveKey(ikm, okm, salt, info);
        Assert.Equal(c.Hex("blake2b256_100"), okm);
        HKDF.DeriveKey(HashAlgorithmName.SHA512, ikm, okm, salt, info);
        Assert.Equal(c.Hex("sha512_100"), okm);
    }

    private static void Merlin(VectorCase c)
    {
        MerlinTranscript transcript = new(c.Hex("protocol_label"));
        foreach (VectorCase step in c.Items("steps"))
        {
            byte[] label = step.Hex("label");
            switch (step.Op)
            {
                case "append": transcript.Append(label, step.Hex("message")); break;
                case "append_u64": transcript.AppendUInt64(label, step.UInt64("value")); break;
                case "challenge":
                    byte[] expected = step.Hex("output"), output = new byte[expected.Length];
                    transcript.Challenge(label, output);
                    Assert.Equal(expected, output);
                    break;
                default: Assert.Fail($"unknown step in {step}"); break;
            }
        }
    }
}
