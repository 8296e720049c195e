// The cryptography that services do for every output. Bounds: docs/performance.md.
using MobileCoin.Crypto;

namespace MobileCoin.Perf;

internal static class CryptoBenchmarks
{
    private const int Batch = 64;
    private const int RecordSize = 187;

    internal static void Register(Registry registry)
    {
        registry.Add("crypto/fog-hint-open-batch", Batch, () =>
        {
            // Every other hint is for another key: it must make no difference.
            var random = new Seeded();
            RistrettoPrivate ingress = RistrettoPrivate.Random(random.Fill);
            RistrettoPublic own = ingress.PublicKey(), other = RistrettoPublic.Random(random.Fill);
            byte[] hints = new byte[Batch * FogHint.Size], outputs = new byte[Batch * RistrettoPublic.Size];
            for (int i = 0; i < Batch; i++)
            {
                FogHint.Seal(i % 2 == 0 ? own : other, own, hints.AsSpan(i * FogHint.Size, FogHint.Size), random.Fill);
            }
            return () => FogHint.OpenBatch(ingress, hints, outputs);
        }, bound: Bound.Ratio(0.14));

        registry.Add("crypto/fog-hint-open-one", ops: 1, () =>
        {
            var random = new Seeded();
            RistrettoPrivate ingress = RistrettoPrivate.Random(random.Fill);
            byte[] hint = new byte[FogHint.Size], output = new byte[RistrettoPublic.Size];
            FogHint.Seal(ingress.PublicKey(), ingress.PublicKey(), hint, random.Fill);
            return () => FogHint.Open(ingress, hint, output);
        });

        registry.Add("crypto/box-seal-record", ops: 1, () =>
        {
            var random = new Seeded();
            RistrettoPublic recipient = RistrettoPublic.Random(random.Fill);
            byte[] record = new byte[RecordSize], box = new byte[RecordSize + VersionedCryptoBox.Overhead];
            return () => VersionedCryptoBox.Seal(recipient, record, box, random.Fill);
        });

        registry.Add("crypto/kex-rng-output-batch64", Batch, () =>
        {
            byte[] secrets = new byte[Batch * KexRng.SecretSize], outputs = new byte[Batch * KexRng.OutputSize];
            ulong[] counters = new ulong[Batch];
            new Seeded().Fill(secrets);
            return () => KexRng.OutputBatch(secrets, counters, outputs);
        });

        registry.Add("crypto/schnorr-sign", ops: 1, () =>
        {
            RistrettoPrivate key = RistrettoPrivate.Random(new Seeded().Fill);
            byte[] message = new byte[32];
            return () => key.Sign("context"u8, message);
        });

        registry.Add("crypto/schnorr-verify", ops: 1, () =>
        {
            RistrettoPrivate key = RistrettoPrivate.Random(new Seeded().Fill);
            RistrettoPublic publicKey = key.PublicKey();
            byte[] message = new byte[32];
            RistrettoSignature signature = key.Sign("context"u8, message);
            return () =>
            {
                if (!publicKey.Verify("context"u8, message, signature)) throw new InvalidOperationException("a good signature was refused");
            };
        });
    }

    /// <summary>Bytes without pattern that are the same in every run, a linear congruential generator's.</summary>
    private sealed class Seeded
    {
        private uint _state = 12345;

        internal void Fill(Span<byte> destination)
        {
            foreach (ref byte b in destination)
            {
                _state = (1664525 * _state) + 1013904223;
                b = (byte)(_state >> 24);
            }
        }
    }
}
