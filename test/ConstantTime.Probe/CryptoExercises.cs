// Every construction of the cryptography that takes secrets. Lengths are such that whole blocks, lanes and tails all occur.
using MobileCoin.Crypto;

namespace MobileCoin.ConstantTime.Probe;

internal static class CryptoExercises
{
    private const int Length = 333;
    private const int Count = 19;

    internal static readonly (string Name, Action Run)[] All =
    [
        ("crypto/aes-gcm", Gcm),
        ("crypto/blake2b", Hashes),
        ("crypto/hkdf-batch", KeyDerivations),
        ("crypto/merlin", Transcripts),
        ("crypto/keystreams", Keystreams),
    ];

    private static void Gcm()
    {
        byte[] key = new byte[32], nonce = new byte[12], text = new byte[Length], tag = new byte[16];
        Aes256Gcm.Seal(key, nonce, text, text, text, tag);
        Choice genuine = Aes256Gcm.Open(key, nonce, text, text, tag, text);
        genuine.Copy(text, text);
        using var kept = new Aes256GcmKey(key);
        kept.Seal(nonce, text, text, text, tag);
        kept.Open(nonce, text, text, tag, text);
    }

    private static void Hashes()
    {
        byte[] message = new byte[Length];
        Blake2b.Hash(message, new byte[32]);
        Blake2b.HashKeyed(new byte[32], message, new byte[64]);
        HkdfBlake2b512.DeriveKey(message, new byte[60], default, default);
        HkdfBlake2b256.DeriveKey(message, new byte[60], default, default);
    }

    private static void KeyDerivations() => new HkdfBlake2b512Batch(default, default, 48).DeriveKeys(new byte[Count * 32], new byte[Count * 48]);

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

    private static void Keystreams()
    {
        using var chacha = new ChaCha20(new byte[32]);
        using var hc = new Hc128(new byte[32]);
        chacha.Fill(new byte[Length]);
        hc.Fill(new byte[Length]);
        Hc128.Start(new byte[32], new byte[64]);
    }
}
