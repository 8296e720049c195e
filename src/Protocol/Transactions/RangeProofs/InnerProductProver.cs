// The prover's side of the inner-product argument (fact sheet ledger §2.13): halves two secret vectors, round by round, down to one number each.
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Proves the inner product of a and b, committed to under G_i and y^-i H_i. The vectors are secret and are overwritten; products with
/// them are constant time. Challenges are public: generators are folded by a method whose time depends on them.
/// </summary>
/// <remarks>
/// Folding the generators each round, as the protocol is written, costs more than it saves. Generators stay as they are for two rounds,
/// in blocks whose weights go to the scalars, and then four blocks are folded into one; the powers of y stay with the scalars throughout.
/// </remarks>
internal sealed class InnerProductProver : IDisposable
{
    /// <summary>Blocks that are folded into one, and the fewest generators of a block for which that pays.</summary>
    private const int FoldedBlocks = 4, LeastFolded = 8;

    /// <summary>Blocks at the end, when the fold does not pay any more and a block has one generator.</summary>
    private const int MaxBlocks = FoldedBlocks * LeastFolded / 2;

    private const int PointSize = RistrettoPoint.Size;

    private readonly int _total;
    private readonly Scalar _w, _yInverse;
    private readonly RistrettoPoint[] _points;
    private readonly ScalarBuffer _vectors, _scalars, _weights;

    private RistrettoPoint[] _g, _h;
    private int _length, _blocks = 1;

    internal InnerProductProver(
        ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b, ReadOnlySpan<RistrettoPoint> g, ReadOnlySpan<RistrettoPoint> h,
        in RistrettoPoint valueBase, in Scalar w, in Scalar y)
    {
        _total = _length = a.Length;
        _vectors = new ScalarBuffer(2 * _total);
        a.CopyTo(_vectors.Span);
        b.CopyTo(_vectors.Span[_total..]);
        (_g, _h) = (g.ToArray(), h.ToArray());
        _w = w;
        _yInverse = y.Invert();
        // L and R: as many products each, the last with Q.
        _scalars = new ScalarBuffer(2 * (_total + 1));
        _points = new RistrettoPoint[2 * (_total + 1)];
        _points[0] = valueBase;
        _weights = new ScalarBuffer(2 * MaxBlocks);
        (_weights.Span[0], _weights.Span[MaxBlocks]) = (Scalar.One, Scalar.One);
    }

    /// <summary>Weights of the blocks of G: the product of the challenges' powers that the folded generators would have.</summary>
    private Span<Scalar> WeightsG => _weights.Span[.._blocks];

    /// <summary>The same of H, with the power of y at the block's start.</summary>
    private Span<Scalar> WeightsH => _weights.Span.Slice(MaxBlocks, _blocks);

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
        Span<RistrettoPoint> sums = stackalloc RistrettoPoint[2];
        RistrettoPoint valueBase = _points[0];
        while (_length > 1)
        {
            int half = _length / 2, terms = Arrange(a[.._length], b[.._length], valueBase);
            RistrettoBatch.Multiscalars(_scalars.Span[..(2 * terms)], _points.AsSpan(0, 2 * terms), sums);
            RistrettoBatch.Encode(sums, proof[..(2 * PointSize)]);
            transcript.AppendFold(proof[..PointSize], proof.Slice(PointSize, PointSize), out Scalar u);
            proof = proof[(2 * PointSize)..];

            Scalar inverse = u.Invert();
            for (int i = 0; i < half; i++)
            {
                a[i] = (a[i] * u) + (a[half + i] * inverse);
                b[i] = (b[i] * inverse) + (b[half + i] * u);
            }
            Split(u, inverse);
            if (_blocks == FoldedBlocks && _length >= LeastFolded) FoldGenerators();
        }
        a[0].CopyTo(proof[..Scalar.Size]);
        b[0].CopyTo(proof[Scalar.Size..]);
    }

    /// <summary>
    /// Lays out the products of L = a_lo G_hi + b_hi H_lo + (a_lo · b_hi) Q, then those of R = a_hi G_lo + b_lo H_hi + (a_hi · b_lo) Q.
    /// Returns how many each has.
    /// </summary>
    private int Arrange(ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b, in RistrettoPoint valueBase)
    {
        int half = _length / 2, terms = (2 * half * _blocks) + 1;
        Span<Scalar> left = _scalars.Span[..terms], right = _scalars.Span.Slice(terms, terms);
        Span<RistrettoPoint> leftPoints = _points.AsSpan(0, terms), rightPoints = _points.AsSpan(terms, terms);
        Scalar yLow = Scalar.One, yHigh = _yInverse;
        for (int k = 1; k < half; k *= 2) yHigh *= yHigh;
        for (int i = 0; i < half; i++)
        {
            Scalar leftH = b[half + i] * yLow, rightH = b[i] * yHigh;
            for (int block = 0; block < _blocks; block++)
            {
                int at = (block * _length) + i, to = (2 * block * half) + i;
                left[to] = a[i] * WeightsG[block];
                right[to] = a[half + i] * WeightsG[block];
                left[to + half] = leftH * WeightsH[block];
                right[to + half] = rightH * WeightsH[block];
                leftPoints[to] = _g[at + half];
                rightPoints[to] = _g[at];
                leftPoints[to + half] = _h[at];
                rightPoints[to + half] = _h[at + half];
            }
            yLow *= _yInverse;
            yHigh *= _yInverse;
            Scalar.Wipe(ref leftH);
            Scalar.Wipe(ref rightH);
        }
        left[^1] = _w * Scalar.InnerProduct(a[..half], b[half..]);
        right[^1] = _w * Scalar.InnerProduct(a[half..], b[..half]);
        (leftPoints[^1], rightPoints[^1]) = (valueBase, valueBase);
        return terms;
    }

    /// <summary>Halves the blocks: a low half takes 1/u for G and u for H, a high one the reverse.</summary>
    private void Split(in Scalar u, in Scalar inverse)
    {
        _length /= 2;
        Scalar yStart = _yInverse;
        for (int k = 1; k < _length; k *= 2) yStart *= yStart;
        int blocks = _blocks;
        _blocks = 2 * blocks;
        for (int block = blocks - 1; block >= 0; block--)
        {
            Scalar g = WeightsG[block], h = WeightsH[block];
            (WeightsG[2 * block], WeightsG[(2 * block) + 1]) = (g * inverse, g * u);
            (WeightsH[2 * block], WeightsH[(2 * block) + 1]) = (h * u, h * inverse * yStart);
        }
    }

    private void FoldGenerators()
    {
        var g = new RistrettoPoint[_length];
        var h = new RistrettoPoint[_length];
        RistrettoBatch.FoldVartime(WeightsG, _g, g);
        RistrettoBatch.FoldVartime(WeightsH, _h, h);
        (_g, _h) = (g, h);
        _blocks = 1;
        (WeightsG[0], WeightsH[0]) = (Scalar.One, Scalar.One);
    }
}
