// Opening fog hints, search keys, signing.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.MachineTrace.Probe;

internal static class CryptoExercises
{
    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("hint-open", HintOpen),
        new("hint-open-batch", HintOpenBatch),
        new("kex-rng-output", KexRngOutput),
        new("kex-rng-output-batch", KexRngOutputBatch),
        new("kex-rng-from-pubkey", KexRngFromPubkey),
        new("schnorr-sign", SchnorrSign),
        new("ed25519-sign", Ed25519Sign),
    ];

    private static RistrettoPrivate Key(int variant, int name = 0) => new(CurveExercises.Scalar(variant, name));

    private static RandomFill Fill(int name) => destination => Secret.Public(destination.Length, name).CopyTo(destination);

    /// <summary>One hint, opened with its key in variant 0 and with another key in the others.</summary>
    private static Action HintOpen(int variant)
    {
        RistrettoPrivate key = Key(variant);
        byte[] hint = Hint(), output = new byte[32];
        return () => FogHint.Open(key, hint, output);
    }

    /// <summary>The same, with hints among them that are nobody's.</summary>
    private static Action HintOpenBatch(int variant)
    {
        RistrettoPrivate key = Key(variant);
        int count = CurveExercises.Batch - 1;
        byte[] hints = new byte[count * FogHint.Size], outputs = new byte[count * 32], hint = Hint();
        for (int i = 0; i < count; i++)
        {
            hint[0] ^= (byte)(i & 1);
            hint.CopyTo(hints, i * FogHint.Size);
        }
        return () => FogHint.OpenBatch(key, hints, outputs);
    }

    private static byte[] Hint()
    {
        byte[] hint = new byte[FogHint.Size];
        var view = new RistrettoPublic(RistrettoPoint.Generator);
        FogHint.Seal(Key(0).PublicKey(), view, hint, Fill(3));
        return hint;
    }

    private static Action KexRngOutput(int variant)
    {
        byte[] secret = Secret.Bytes(variant, 32), output = new byte[16];
        ulong counter = BitConverter.ToUInt64(Secret.Bytes(variant, 8, 1));
        return () => KexRng.Output(secret, counter, output);
    }

    private static Action KexRngOutputBatch(int variant)
    {
        const int Count = 11;
        byte[] secrets = Secret.Bytes(variant, Count * 32), outputs = new byte[Count * 16];
        ulong[] counters = new ulong[Count];
        for (int i = 0; i < Count; i++) counters[i] = BitConverter.ToUInt64(Secret.Bytes(variant, 8, i));
        return () => KexRng.OutputBatch(secrets, counters, outputs);
    }

    private static Action KexRngFromPubkey(int variant)
    {
        RistrettoPrivate key = Key(variant);
        var theirs = new KexRngPubkey(new RistrettoPublic(RistrettoPoint.Generator));
        byte[] output = new byte[16];
        return () =>
        {
            using KexRng rng = KexRng.FromPubkey(key, theirs);
            rng.Next(output);
        };
    }

    /// <summary>A secret message too: nonces come from it.</summary>
    private static Action SchnorrSign(int variant)
    {
        RistrettoPrivate key = Key(variant);
        byte[] context = Secret.Public(9), message = Secret.Bytes(variant, 100);
        return () => key.Sign(context, message);
    }

    private static Action Ed25519Sign(int variant)
    {
        byte[] seed = Secret.Bytes(variant, 32), message = Secret.Bytes(variant, 100, 1), signature = new byte[64];
        return () => Ed25519.Sign(seed, message, signature);
    }
}
