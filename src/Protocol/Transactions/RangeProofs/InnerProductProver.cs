// The prover's side of the inner-product argument (fact sheet ledger §2.13): halves two secret vectors, round by round, down to one number each.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Proves the inner product of a and b, committed to under G_i and y^-i H_i. The vectors are secret and are overwritten; products with
/// them are constant time. Challenges are public: generators are folded by a method whose time depends on them.
/// </summary>
/// <remarks>
/// The protocol is written with generators that fold with the vectors every round. Here they stay what they are for some rounds, in blocks,
/// and the weights that folding would give the blocks go to the scalars: at first because products with the fixed generators come out of
/// tables, later because folding four blocks at once costs less than folding two twice.
/// </remarks>
internal sealed class InnerProductProver : IDisposable
{
    /// <summary>Blocks of the fixed generators, then of their folds, that are folded into one.</summary>
    private const int FoldedFixed = 8, FoldedLater = 4;

    /// <summary>The fewest generators of a block for which a fold pays.</summary>
    private const int LeastFolded = 8;

    private const int PointSize = RistrettoPoint.Size;

    private readonly int _total;
    private readonly Scalar _w, _yInverse;
    private readonly RistrettoPoint _valueBase;
    private readonly FixedRistretto _table;
    private readonly int[] _leftIndexes, _rightIndexes;
    private readonly ScalarBuffer _vectors, _scalars, _weights;

    /// <summary>Folds of G and of H, once there are any; and the points of L, then of R, taken from them.</summary>
    private RistrettoPoint[] _g = [], _h = [], _points = [];

    private int _length, _blocks = 1;

    internal InnerProductProver(ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b, in RistrettoPoint valueBase, in Scalar w, in Scalar y)
    {
        _total = _length = a.Length;
        _vectors = new ScalarBuffer(2 * _total);
        a.CopyTo(_vectors.Span);
        b.CopyTo(_vectors.Span[_total..]);
        _w = w;
        _yInverse = y.Invert();
        _valueBase = valueBase;
        _table = RangeProofGenerators.TableOfParties(_total / RangeProofGenerators.Bits);
        (_leftIndexes, _rightIndexes) = (new int[_total], new int[_total]);
        _scalars = new ScalarBuffer(2 * (_total + 1));
        _weights = new ScalarBuffer(2 * _total);
        (_weights.Span[0], _weights.Span[_total]) = (Scalar.One, Scalar.One);
    }

    /// <summary>Weights of the blocks of G: the product of the challenges' powers that the folded generators would have.</summary>
    private Span<Scalar> WeightsG => _weights.Span[.._total];

    /// <summary>The same of H, with the power of y at the block's start.</summary>
    private Span<Scalar> WeightsH => _weights.Span[_total..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _vectors.Dispose();
        _scalars.Dispose();
        _weights.Dispose();
    }

    /// <summary>Writes L and R of each round and the two numbers at the end.</summary>
    internal void Prove(ref RangeProofTranscript transcript, Span<byte> proof)
    {
        Span<Scalar> a = _vectors.Span[.._total], b = _vectors.Span[_total..];
        while (_length > 1)
        {
            Commit(a[.._length], b[.._length], proof[..(2 * PointSize)]);
            transcript.AppendFold(proof[..PointSize], proof.Slice(PointSize, PointSize), out Scalar u);
            proof = proof[(2 * PointSize)..];
            Scalar inverse = u.Invert();
            _length /= 2;
            for (int i = 0; i < _length; i++)
            {
                a[i] = (a[i] * u) + (a[_length + i] * inverse);
                b[i] = (b[i] * inverse) + (b[_length + i] * u);
            }
            SplitBlocks(u, inverse);
            if (_length >= LeastFolded && _blocks == (_g.Length == 0 ? FoldedFixed : FoldedLater)) FoldGenerators();
        }
        a[0].CopyTo(proof[..Scalar.Size]);
        b[0].CopyTo(proof[Scalar.Size..]);
    }

    /// <summary>L = a_lo G_hi + b_hi H_lo + (a_lo · b_hi) Q and R = a_hi G_lo + b_lo H_hi + (a_hi · b_lo) Q, with Q = w times the value base.</summary>
    private void Commit(ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b, Span<byte> encodings)
    {
        int half = _length / 2, terms = _blocks * _length;
        Span<Scalar> left = _scalars.Span[..terms], right = _scalars.Span.Slice(terms + 1, terms);
        Scalar yLow = Scalar.One, yHigh = PowerOfTwo(_yInverse, half);
        for (int i = 0; i < half; i++)
        {
            Scalar leftH = b[half + i] * yLow, rightH = b[i] * yHigh;
            for (int block = 0; block < _blocks; block++)
            {
                int low = (block * _length) + i, high = low + half;
                left[low] = a[i] * WeightsG[block];
                right[low] = a[half + i] * WeightsG[block];
                left[high] = leftH * WeightsH[block];
                right[high] = rightH * WeightsH[block];
            }
            yLow *= _yInverse;
            yHigh *= _yInverse;
            Scalar.Wipe(ref leftH);
            Scalar.Wipe(ref rightH);
        }
        _scalars.Span[terms] = _w * Scalar.InnerProduct(a[..half], b[half..]);
        _scalars.Span[(2 * terms) + 1] = _w * Scalar.InnerProduct(a[half..], b[..half]);

        Span<RistrettoPoint> sums = stackalloc RistrettoPoint[2];
        if (_g.Length == 0) SumOfFixed(terms, sums);
        else SumOfFolded(terms, sums);
        RistrettoBatch.Encode(sums, encodings);
    }

    /// <summary>L and R from the tables of the fixed generators.</summary>
    private void SumOfFixed(int terms, Span<RistrettoPoint> sums)
    {
        int half = _length / 2;
        for (int low = 0; low < terms; low++)
        {
            if ((low & half) != 0) continue;
            int high = low + half;
            _leftIndexes[low] = RangeProofGenerators.IndexOf(high);
            _rightIndexes[low] = RangeProofGenerators.IndexOf(low);
            _leftIndexes[high] = RangeProofGenerators.IndexOf(low) + RangeProofGenerators.Bits;
            _rightIndexes[high] = RangeProofGenerators.IndexOf(high) + RangeProofGenerators.Bits;
        }
        ReadOnlySpan<Scalar> left = _scalars.Span[..(terms + 1)], right = _scalars.Span.Slice(terms + 1, terms + 1);
        Span<RistrettoPoint> parts = [_table.Multiscalar(left[..terms], _leftIndexes), left[^1] * _valueBase, _table.Multiscalar(right[..terms], _rightIndexes), right[^1] * _valueBase];
        sums[0] = parts[0] + parts[1];
        sums[1] = parts[2] + parts[3];
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(parts));
    }

    /// <summary>L and R from the folds.</summary>
    private void SumOfFolded(int terms, Span<RistrettoPoint> sums)
    {
        int half = _length / 2;
        Span<RistrettoPoint> left = _points.AsSpan(0, terms + 1), right = _points.AsSpan(terms + 1, terms + 1);
        for (int low = 0; low < terms; low++)
        {
            if ((low & half) != 0) continue;
            int high = low + half;
            (left[low], right[low], left[high], right[high]) = (_g[high], _g[low], _h[low], _h[high]);
        }
        (left[^1], right[^1]) = (_valueBase, _valueBase);
        RistrettoBatch.Multiscalars(_scalars.Span[..(2 * (terms + 1))], _points.AsSpan(0, 2 * (terms + 1)), sums);
    }

    /// <summary>Halves the blocks: a low half takes 1/u for G and u for H, a high one the reverse.</summary>
    private void SplitBlocks(in Scalar u, in Scalar inverse)
    {
        Scalar high = inverse * PowerOfTwo(_yInverse, _length);
        for (int block = _blocks - 1; block >= 0; block--)
        {
            Scalar g = WeightsG[block], h = WeightsH[block];
            (WeightsG[2 * block], WeightsG[(2 * block) + 1]) = (g * inverse, g * u);
            (WeightsH[2 * block], WeightsH[(2 * block) + 1]) = (h * u, h * high);
        }
        _blocks *= 2;
    }

    private void FoldGenerators()
    {
        bool first = _g.Length == 0;
        if (first)
        {
            ReadOnlySpan<RistrettoPoint> all = RangeProofGenerators.OfParties(_total / RangeProofGenerators.Bits);
            (_g, _h) = (new RistrettoPoint[_total], new RistrettoPoint[_total]);
            for (int i = 0; i < _total; i++) (_g[i], _h[i]) = (all[RangeProofGenerators.IndexOf(i)], all[RangeProofGenerators.IndexOf(i) + RangeProofGenerators.Bits]);
        }
        var g = new RistrettoPoint[_length];
        var h = new RistrettoPoint[_length];
        RistrettoBatch.FoldVartime(WeightsG[.._blocks], _g, g);
        RistrettoBatch.FoldVartime(WeightsH[.._blocks], _h, h);
        (_g, _h) = (g, h);
        if (first) _points = new RistrettoPoint[2 * (_length + 1)];
        _blocks = 1;
        (WeightsG[0], WeightsH[0]) = (Scalar.One, Scalar.One);
    }

    /// <summary>A power whose exponent is a power of two.</summary>
    private static Scalar PowerOfTwo(Scalar a, int exponent)
    {
        for (; exponent > 1; exponent /= 2) a *= a;
        return a;
    }
}
