// The prover's side of the inner-product argument (fact sheet ledger §2.13): halves two secret vectors, round by round, down to one number each.
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// Proves the inner product of a and b, committed to under G_i and y^-i H_i. The vectors are secret and are overwritten; all of it is
/// constant time, challenges included.
/// </summary>
/// <remarks>
/// The protocol is written with generators that fold with the vectors. Here they stay what they are, in as many blocks as have been
/// halved, and the weights that folding would give them go to the scalars: products with fixed points come out of tables, and are cheaper
/// than making new points.
/// </remarks>
internal sealed class InnerProductProver : IDisposable
{
    private const int PointSize = RistrettoPoint.Size;

    private readonly int _total;
    private readonly Scalar _w, _yInverse;
    private readonly RistrettoPoint _valueBase;
    private readonly RistrettoTable _table;
    private readonly int[] _leftIndexes, _rightIndexes;
    private readonly ScalarBuffer _vectors, _scalars, _weights;

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
        _scalars = new ScalarBuffer(2 * _total);
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
            CommitToHalves(a[.._length], b[.._length], proof[..(2 * PointSize)]);
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
        }
        a[0].CopyTo(proof[..Scalar.Size]);
        b[0].CopyTo(proof[Scalar.Size..]);
    }

    /// <summary>L = a_lo G_hi + b_hi H_lo + (a_lo · b_hi) Q and R = a_hi G_lo + b_lo H_hi + (a_hi · b_lo) Q, with Q = w times the value base.</summary>
    private void CommitToHalves(ReadOnlySpan<Scalar> a, ReadOnlySpan<Scalar> b, Span<byte> encodings)
    {
        int half = _length / 2;
        Span<Scalar> left = _scalars.Span[.._total], right = _scalars.Span[_total..];
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
                _leftIndexes[low] = RangeProofGenerators.IndexOf(high);
                _rightIndexes[low] = RangeProofGenerators.IndexOf(low);
                _leftIndexes[high] = RangeProofGenerators.IndexOf(low) + RangeProofGenerators.Bits;
                _rightIndexes[high] = RangeProofGenerators.IndexOf(high) + RangeProofGenerators.Bits;
            }
            yLow *= _yInverse;
            yHigh *= _yInverse;
            Scalar.Wipe(ref leftH);
            Scalar.Wipe(ref rightH);
        }
        Span<RistrettoPoint> sums =
        [
            _table.Multiscalar(left, _leftIndexes), _table.Multiscalar(right, _rightIndexes),
            (_w * Scalar.InnerProduct(a[..half], b[half..])) * _valueBase, (_w * Scalar.InnerProduct(a[half..], b[..half])) * _valueBase,
        ];
        sums[0] += sums[2];
        sums[1] += sums[3];
        RistrettoBatch.Encode(sums[..2], encodings);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(sums));
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

    /// <summary>A power whose exponent is a power of two.</summary>
    private static Scalar PowerOfTwo(Scalar a, int exponent)
    {
        for (; exponent > 1; exponent /= 2) a *= a;
        return a;
    }
}
