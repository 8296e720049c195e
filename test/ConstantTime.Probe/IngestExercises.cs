// What the ingest enclave does with hints, users and counters.
using System.Runtime.CompilerServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.IngestEnclave;
using MobileCoin.Oblivious;

namespace MobileCoin.ConstantTime.Probe;

internal static class IngestExercises
{
    private const int Count = 11, Length = 187;

    internal static readonly (string Name, Action Run)[] All = [("ingest/outputs", Outputs)];

    // Not optimised: what it calls is not inlined into it, and is compiled, and read, by itself.
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private static void Outputs()
    {
        using var ingress = new RistrettoPrivate(Scalar.One);
        using var rng = new RngStore(64, static (_, seed) => ObliviousMap.Create(RecordShape.Counter, 0, seed), Zeros);
        using var batch = new OutputBatch(Zeros);
        byte[] hints = new byte[Count * FogHint.Size], searchKeys = new byte[Count * KexRng.OutputSize];
        FogHint.Seal(ingress.PublicKey(), ingress.PublicKey(), hints.AsSpan(0, FogHint.Size), Zeros);
        byte[] texts = new byte[Count * Length], boxes = new byte[Count * (Length + VersionedCryptoBox.Overhead)];
        batch.Run(ingress, rng, hints, texts, [.. Enumerable.Repeat(Length, Count)], searchKeys, boxes);
    }

    private static void Zeros(Span<byte> bytes) => bytes.Clear();
}
