// Every construction of the cryptography that takes secrets. Lengths are such that whole blocks, lanes and tails all occur.
using System.Runtime.CompilerServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.ConstantTime.Probe;

internal static class CryptoExercises
{
    private const int Length = 333;
    private const int Count = 19;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("crypto/aes-gcm", Gcm),
        ("crypto/blake2b", Hashes),
        ("crypto/merlin", Transcripts),
        ("crypto/keystreams", Keystreams),
        ("crypto/keys", Keys),
        ("crypto/digest-signing", Digests),
        ("crypto/noise", Handshakes),
        ("crypto/boxes", Boxes),
        ("crypto/kex-rng", SearchKeys),
    ];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself. So below.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Gcm()
    {
        byte[] key = new byte[32], nonce = new byte[12], aad = new byte[Length], text = new byte[Length], tag = new byte[16];
        Aes256Gcm.Seal(key, nonce, aad, text, text, tag);
        Choice genuine = Aes256Gcm.Open(key, nonce, aad, text, tag, text);
        genuine.Copy(text, text);
        using var kept = new Aes256GcmKey(key);
        kept.Seal(nonce, aad, text, text, tag);
        kept.Open(nonce, aad, text, tag, text);
        using var cipher = new MessageCipher(Zeros);
        byte[] message = new byte[Length + MessageCipher.Overhead];
        cipher.Encrypt(text, message);
        cipher.Decrypt(message, text);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Hashes()
    {
        byte[] message = new byte[Length];
        Blake2b.Hash(message, new byte[32]);
        Blake2b.HashKeyed(new byte[32], message, new byte[64]);
        HkdfBlake2b512.DeriveKey(message, new byte[60], default, default);
        HkdfBlake2b256.DeriveKey(message, new byte[60], default, default);
        new HkdfBlake2b512Batch(default, default, 48).DeriveKeys(new byte[Count * 32], new byte[Count * 48]);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Transcripts()
    {
        var transcript = new MerlinTranscript("audit"u8);
        transcript.Append("message"u8, new byte[Length]);
        transcript.AppendUInt64("number"u8, 7);
        MerlinWitness witness = transcript.StartWitness();
        witness.Seed(new byte[32]);
        witness.Fill(new byte[Length]);
        transcript.Challenge("challenge"u8, new byte[64]);
        witness.Wipe();
        transcript.Wipe();
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Keystreams()
    {
        using var chacha = new ChaCha20(new byte[32]);
        using var hc = new Hc128(new byte[32]);
        chacha.Fill(new byte[Length]);
        hc.Fill(new byte[Length]);
        _ = chacha.NextUInt32() ^ hc.NextUInt64();
        Hc128.Start(new byte[32], new byte[64]);
    }

    private static void Keys()
    {
        GroupHashes();
        byte[] bytes = new byte[32], message = new byte[Length];
        using var x25519 = X25519Private.Random(Zeros);
        x25519.Agree(x25519.PublicKey(), bytes);
        x25519.Equals(X25519Private.Parse(bytes));
        byte[] der = new byte[X25519Private.DerSize];
        x25519.WriteDer(der);
        X25519Private.ParseDer(der).Dispose();
        using var ed25519 = Ed25519Private.Random(Zeros);
        ed25519.PublicKey();
        ed25519.Sign(message);
        ed25519.Equals(Ed25519Private.Parse(bytes));
        ed25519.WriteDer(der);
        Ed25519Private.ParseDer(der).Dispose();
        using var ristretto = RistrettoPrivate.Random(Zeros);
        ristretto.CopyTo(bytes);
        ristretto.Equals(RistrettoPrivate.Parse(bytes));
        ristretto.Equals(RistrettoPrivate.FromBytesModOrder(bytes));
        ristretto.Agree(ristretto.PublicKey(), bytes);
        ristretto.Sign(message, message);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Digests()
    {
        using var ed25519 = Ed25519Private.Random(Zeros);
        using var ristretto = RistrettoPrivate.Random(Zeros);
        RistrettoPublic value = ristretto.PublicKey();
        ed25519.SignDigest("audit"u8, value);
        ristretto.SignDigest("audit"u8, value);
        Digest.Compute("audit"u8, ristretto, new byte[Digest.Size]);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Handshakes()
    {
        using var key = X25519Private.Random(Zeros);
        byte[] aad = new byte[Length], plaintext = new byte[Length], message = new byte[Length + NoiseSession.Overhead];
        foreach (NoisePattern pattern in (NoisePattern[])[NoisePattern.NX, NoisePattern.IX])
        {
            using NoiseHandshake initiator = NoiseHandshake.Initiator(pattern, [], pattern == NoisePattern.IX ? key : null, Zeros);
            using NoiseHandshake responder = NoiseHandshake.Responder(pattern, [], key, Zeros);
            responder.ReadMessage(initiator.WriteMessage(plaintext));
            initiator.ReadMessage(responder.WriteMessage(plaintext));
            if (pattern == NoisePattern.NX)
            {
                using NoiseSession from = initiator.TakeSession(), to = responder.TakeSession();
                from.Encrypt(aad, plaintext, message);
                to.TryDecrypt(aad, message, plaintext, out _);
            }
            else
            {
                using ExplicitNonceSession from = initiator.TakeExplicitNonceSession(), to = responder.TakeExplicitNonceSession();
                // Far ahead, so that the window moves.
                for (int i = 0; i < 99; i++) from.Encrypt(aad, plaintext, message);
                to.TryDecrypt(98, aad, message, plaintext, out _);
                to.TryDecrypt(98, aad, message, plaintext, out _);
            }
        }
    }

    private static void Boxes()
    {
        using var key = new RistrettoPrivate(Scalar.One);
        RistrettoPublic publicKey = key.PublicKey();
        byte[] plaintext = new byte[Length], box = new byte[Length + VersionedCryptoBox.Overhead];
        VersionedCryptoBox.Seal(publicKey, plaintext, box, Zeros);
        VersionedCryptoBox.Open(key, box, plaintext, out _);

        byte[] hints = new byte[Count * FogHint.Size], outputs = new byte[Count * 32];
        FogHint.Seal(publicKey, publicKey, hints.AsSpan(0, FogHint.Size), Zeros);
        FogHint.SealDummy(hints.AsSpan(FogHint.Size, FogHint.Size), Zeros);
        FogHint.SealDummies(new byte[Count * FogHint.DummyRandomSize], hints);
        FogHint.Open(key, hints.AsSpan(0, FogHint.Size), outputs.AsSpan(0, 32));
        FogHint.OpenBatch(key, hints, outputs, new Choice[Count]);
    }

    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void SearchKeys()
    {
        using var key = new RistrettoPrivate(Scalar.One);
        using KexRng ephemeral = KexRng.EphemeralStatic(key.PublicKey(), Zeros, out KexRngPubkey pubkey);
        using KexRng rng = KexRng.FromPubkey(key, pubkey);
        rng.Next(new byte[16]);
        rng.Advance();
        using KexRng restored = KexRng.Restore(rng.Stored);
        KexRng.OutputBatch(new byte[Count * 32], new ulong[Count], new byte[Count * 16]);
    }

    private static void GroupHashes()
    {
        RistrettoHash.ToScalar(default);
        RistrettoHash.ToScalars(new byte[Count * 32], new Scalar[Count]);
        RistrettoHash.ToPoint(default);
        RistrettoHash.ToPoints(new byte[Count * 32], new RistrettoPoint[Count]);
        new PedersenGenerators(1).Commit(Scalar.One, Scalar.One);
    }

    private static void Zeros(Span<byte> destination) => destination.Clear();
}
