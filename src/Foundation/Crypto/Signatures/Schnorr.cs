// Schnorr signatures over ristretto, schnorrkel's, with the network's deterministic nonce (fact sheet crypto §2.1).
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto;

/// <summary>
/// enc(R) ‖ s with s = kx + r, where k is the challenge of a Merlin transcript over context, message, public key and R, and r is drawn
/// from that transcript, the key and a nonce that depends on key, context and message: the same three give the same signature.
/// </summary>
internal static class Schnorr
{
    private const int WideSize = 64;

    /// <summary>Signs. Constant time in the key.</summary>
    internal static RistrettoSignature Sign(in Scalar x, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        Span<byte> encoding = stackalloc byte[RistrettoPoint.Size];
        RistrettoPoint.MultiplyBase(x).Encode(encoding);
        MerlinTranscript transcript = Start(context, message, encoding);

        Scalar r = Witness(transcript, x, context, message);
        RistrettoPoint.MultiplyBase(r).Encode(encoding);
        Scalar s = (Challenge(ref transcript, encoding) * x) + r;
        Scalar.Wipe(ref r);
        return new RistrettoSignature(s, encoding);
    }

    /// <summary>Verifies the bytes of a signature. R is compared as bytes and never decoded. Variable time: everything is public.</summary>
    internal static bool VerifyVartime(
        in RistrettoPublic key, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if ((signature[^1] & RistrettoSignature.Marker) == 0) return false;
        Span<byte> bytes = stackalloc byte[RistrettoSignature.Size];
        signature.CopyTo(bytes);
        bytes[^1] ^= RistrettoSignature.Marker;
        ReadOnlySpan<byte> encodedR = bytes[..RistrettoPoint.Size];
        if (!Scalar.TryFromCanonicalBytes(bytes[RistrettoPoint.Size..], out Scalar s)) return false;

        Span<byte> encoding = stackalloc byte[RistrettoPoint.Size];
        key.CopyTo(encoding);
        MerlinTranscript transcript = Start(context, message, encoding);
        Scalar k = Challenge(ref transcript, encodedR);
        RistrettoPoint.DoubleScalarMultiplyBaseVartime(-k, key.Point, s).Encode(encoding);
        return encoding.SequenceEqual(encodedR);
    }

    private static MerlinTranscript Start(ReadOnlySpan<byte> context, ReadOnlySpan<byte> message, ReadOnlySpan<byte> publicKey)
    {
        MerlinTranscript transcript = new("SigningContext"u8);
        transcript.Append(default, context);
        transcript.Append("sign-bytes"u8, message);
        transcript.Append("proto-name"u8, "Schnorr-sig"u8);
        transcript.Append("sign:pk"u8, publicKey);
        return transcript;
    }

    private static Scalar Challenge(ref MerlinTranscript transcript, ReadOnlySpan<byte> encodedR)
    {
        Span<byte> wide = stackalloc byte[WideSize];
        transcript.Append("sign:R"u8, encodedR);
        transcript.Challenge("sign:c"u8, wide);
        return Scalar.FromBytesModOrderWide(wide);
    }

    /// <summary>The secret r, from the transcript so far, a seed of key, context and message, and that seed's HC-128 keystream.</summary>
    private static Scalar Witness(in MerlinTranscript transcript, in Scalar x, ReadOnlySpan<byte> context, ReadOnlySpan<byte> message)
    {
        Span<byte> secrets = stackalloc byte[Scalar.Size + Keystream.SeedSize + 32 + WideSize];
        Span<byte> key = secrets[..Scalar.Size], seed = secrets.Slice(32, Keystream.SeedSize), random = secrets.Slice(64, 32), wide = secrets[96..];
        x.CopyTo(key);
        MerlinTranscript nonce = new("SigningNonce"u8);
        nonce.Append("context"u8, context);
        nonce.Append("private"u8, key);
        nonce.Append("message"u8, message);
        nonce.Challenge("nonce"u8, seed);
        nonce.Wipe();

        Hc128.Start(seed, random);
        MerlinWitness witness = transcript.StartWitness();
        witness.Rekey("signing"u8, seed);
        witness.Seed(random);
        witness.Fill(wide);
        witness.Wipe();
        Scalar r = Scalar.FromBytesModOrderWide(wide);
        CryptographicOperations.ZeroMemory(secrets);
        return r;
    }
}
