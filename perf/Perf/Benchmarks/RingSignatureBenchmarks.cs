// Ring signatures of transactions. Bounds: docs/performance.md.
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Perf;

internal static class RingSignatureBenchmarks
{
    private const int RingSize = 11;
    private const int Rings = 64;

    internal static void Register(Registry registry)
    {
        registry.Add("tx/mlsag-verify-one", ops: 1, () =>
        {
            RingVerification ring = new SampleRing(1).Signed;
            return () =>
            {
                if (!ring.Signature.Verify(ring.Message.Span, ring.Ring.Span, ring.OutputCommitment).IsNone) throw Refused();
            };
        }, bound: Bound.Ratio(10));

        registry.Add("tx/mlsag-verify-block", Rings, () =>
        {
            RingVerification[] rings = [.. Enumerable.Range(1, Rings).Select(i => new SampleRing(i).Signed)];
            var verdicts = new RingSignatureError[Rings];
            return () =>
            {
                RingMlsag.VerifyMany(rings, verdicts);
                foreach (RingSignatureError verdict in verdicts)
                {
                    if (!verdict.IsNone) throw Refused();
                }
            };
        }, bound: Bound.Ratio(7));

        registry.Add("tx/mlsag-sign", ops: 1, () =>
        {
            var ring = new SampleRing(1);
            return () => ring.Sign();
        }, bound: Bound.Ratio(12));
    }

    private static InvalidOperationException Refused() => new("a good signature was refused");

    /// <summary>A ring of 11 whose member of index 4 is spent, with values that depend on the seed alone.</summary>
    private sealed class SampleRing
    {
        private const int Real = 4;
        private const ulong Value = 1_000_000;

        private readonly PedersenGenerators _generators = new(0);
        private readonly ReducedTxOut[] _members = new ReducedTxOut[RingSize];
        private readonly Scalar[] _keys = new Scalar[RingSize], _blindings = new Scalar[RingSize];
        private readonly byte[] _message = new byte[32];
        private readonly Scalar _outputBlinding;
        private uint _state;

        internal SampleRing(int seed)
        {
            _state = (uint)seed;
            Fill(_message);
            for (int i = 0; i < RingSize; i++)
            {
                _keys[i] = Draw();
                _blindings[i] = Draw();
                CompressedRistretto target = RistrettoPoint.MultiplyBase(_keys[i]).Compress();
                _members[i] = new ReducedTxOut(target, target, _generators.Commit(Scalar.FromUInt64(Value), _blindings[i]).Compress());
            }
            _outputBlinding = Draw();
        }

        internal RingVerification Signed =>
            new(Sign(), _message, _members, _generators.Commit(Scalar.FromUInt64(Value), _outputBlinding).Compress());

        internal RingMlsag Sign() =>
            RingMlsag.Sign(_message, _members, Real, _keys[Real], Value, _blindings[Real], _outputBlinding, _generators, Fill);

        private Scalar Draw()
        {
            byte[] bytes = new byte[64];
            Fill(bytes);
            return Scalar.FromBytesModOrderWide(bytes);
        }

        private void Fill(Span<byte> bytes)
        {
            foreach (ref byte b in bytes)
            {
                _state = (1664525 * _state) + 1013904223;
                b = (byte)(_state >> 24);
            }
        }
    }
}
