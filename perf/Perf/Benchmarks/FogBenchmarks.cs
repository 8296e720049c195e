// Fog's enclaves: what an output costs from hint to sealed record.
using MobileCoin.Attestation;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.IngestEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

internal static class FogBenchmarks
{
    internal const int Users = 1 << 18;

    /// <summary>Outputs of a block; the last row is of blocks as small as they come.</summary>
    private const int Many = 512, Few = 4;

    internal static void Register(Registry registry)
    {
        registry.Add("fog/ingest-enclave", Many, () => new Ingest(Many).Block);
        registry.Add("fog/ingest-enclave-small-blocks", Few, () => new Ingest(Few).Block, everyLevel: false);
    }

    /// <summary>An enclave that has so many users in its store whenever it has a new egress key.</summary>
    internal static FogIngestEnclave NewIngest(EnclavePlatform platform) => Ingest.New(platform);

    /// <summary>An enclave with so many users in its store, and blocks that pay half of their outputs to some of 64 of them, and half to nobody.</summary>
    private sealed class Ingest
    {
        private readonly FogIngestEnclave _enclave;
        private readonly TxOut[] _outputs;
        private ulong _state = 88172645463325252;
        private ulong _block, _index;

        internal Ingest(int count)
        {
            VerificationPolicy policy = new([], TimePolicy.None) { Anchors = [TrustAnchor.Simulated] };
            _enclave = New(new EnclavePlatform(Random, (s, _) => s.ToArray(), (s, _) => s.ToArray(), policy));
            _enclave.Initialize(new IngestInit(new ResponderId("ingest.bench:443"), default, 8 * Users));
            RistrettoPublic ingress = _enclave.GetIngressPublicKey();
            RistrettoPublic[] users = [.. Enumerable.Range(0, 64).Select(_ => RistrettoPublic.Random(Random))];
            _outputs = [.. Enumerable.Range(0, Many).Select(i => Output(ingress, users[i % users.Length], i % 2 == 0))];
            // So that the outputs' users are in the store, and the levels that growth adds are touched.
            for (int i = 0; i < 8; i++) Block();
            _outputs = _outputs[..count];
        }

        internal void Block()
        {
            _enclave.IngestTxs(new TxsForIngest(_block++, _index, 1_700_000_000, _outputs));
            _index += (ulong)_outputs.Length;
        }

        // It lives as long as the process.
        internal static FogIngestEnclave New(EnclavePlatform platform) => new(platform, (_, seed) => Store(seed));

        // Full: as it is used it grows.
        private static ObliviousMap Store(ReadOnlySpan<byte> seed)
        {
            RecordShape shape = RecordShape.Counter;
            long next = 0;
            return ObliviousMap.Build(
                shape,
                Users,
                records =>
                {
                    int count = (int)Math.Min(records.Length / shape.RecordSize, Users - next);
                    for (int i = 0; i < count; i++) MapFixture.WriteKey(records.Slice(i * shape.RecordSize, shape.KeySize), next++);
                    return count;
                },
                seed);
        }

        private TxOut Output(in RistrettoPublic ingress, in RistrettoPublic user, bool ours)
        {
            byte[] hint = new byte[FogHint.Size];
            if (ours) FogHint.Seal(ingress, user, hint, Random);
            else FogHint.SealDummy(hint, Random);
            return new TxOut(
                new MaskedAmount(MaskedAmountVersion.V2, user.Encoding, 7, new byte[8]), user.Encoding, user.Encoding,
                new EncryptedFogHint(hint), new EncryptedMemo(new byte[EncryptedMemo.Size]));
        }

        // Eight bytes at a time: the generator is not what is measured.
        private void Random(Span<byte> destination)
        {
            while (!destination.IsEmpty)
            {
                _state ^= _state << 13;
                _state ^= _state >> 7;
                _state ^= _state << 17;
                ulong word = _state;
                int some = Math.Min(sizeof(ulong), destination.Length);
                for (int i = 0; i < some; i++) destination[i] = (byte)(word >> (8 * i));
                destination = destination[some..];
            }
        }
    }
}
