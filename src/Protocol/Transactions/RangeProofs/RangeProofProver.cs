// The prover of aggregated range proofs, up to the inner-product argument (fact sheet ledger §2.13, "Prover").
using System.Security.Cryptography;
using System.Runtime.InteropServices;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;

namespace MobileCoin.Transactions;

/// <summary>
/// One proof over 64 bits of a power of two of parties. Secret are values, blindings, bits and all draws: no branch and no address
/// depends on them, and all of them lie in buffers that are wiped. Challenges and what is sent are public.
/// </summary>
internal sealed class RangeProofProver : IDisposable
{
    private const int Bits = RangeProofGenerators.Bits, ScalarSize = Scalar.Size, WideSize = 64;

    private readonly int _parties, _count;
    private readonly PedersenGenerators _generators;
    private readonly RandomFill _random;
    private readonly ScalarBuffer _secrets;

    /// <summary>Where all G_i, then all H_i, are among the generators.</summary>
    private readonly int[] _indexes;

    /// <summary>All ones where a bit of a value is set.</summary>
    private readonly ulong[] _masks;

    /// <summary>One party's draws.</summary>
    private readonly byte[] _draws = GC.AllocateArray<byte>((2 + (2 * Bits)) * WideSize, pinned: true);

    internal RangeProofProver(int parties, PedersenGenerators generators, RandomFill random)
    {
        _parties = parties;
        _count = parties * Bits;
        _generators = generators;
        _random = random;
        _secrets = new ScalarBuffer((4 * _count) + (2 * parties));
        _indexes = new int[2 * _count];
        for (int i = 0; i < _count; i++)
        {
            _indexes[i] = RangeProofGenerators.IndexOf(i);
            _indexes[_count + i] = _indexes[i] + Bits;
        }
        _masks = GC.AllocateArray<ulong>(_count, pinned: true);
    }

    private Span<Scalar> Left1 => _secrets.Span[.._count];

    private Span<Scalar> Right1 => _secrets.Span.Slice(_count, _count);

    private Span<Scalar> Left0 => _secrets.Span.Slice(2 * _count, _count);

    private Span<Scalar> Right0 => _secrets.Span.Slice(3 * _count, _count);

    /// <summary>Values, then blindings, of the parties with their padding.</summary>
    private Span<Scalar> Openings => _secrets.Span[(4 * _count)..];

    /// <inheritdoc/>
    public void Dispose()
    {
        _secrets.Dispose();
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_masks.AsSpan()));
        CryptographicOperations.ZeroMemory(_draws);
    }

    internal CompressedRistretto[] Prove(ReadOnlySpan<ulong> values, ReadOnlySpan<Scalar> blindings, Span<byte> proof)
    {
        CompressedRistretto[] commitments = Commit(values, blindings);
        RangeProofTranscript transcript = RangeProofParameters.MobileCoin.Start(_parties);
        for (int j = 0; j < _parties; j++) transcript.AppendCommitment(commitments[Math.Min(j, commitments.Length - 1)]);

        // A and S.
        DrawBitBlindings(out Scalar aBlinding, out Scalar sBlinding);
        Span<byte> encodedA = proof[..32], encodedS = proof[32..64], encodedT = proof[64..128], evaluations = proof[128..224];
        CommitToBits(aBlinding, sBlinding, proof[..64]);
        transcript.AppendBitCommitments(encodedA, encodedS, out Scalar y, out Scalar z);

        // T_1 and T_2.
        MakePolynomials(values, y, z);
        Scalar t1 = Scalar.InnerProduct(Left0, Right1) + Scalar.InnerProduct(Left1, Right0), t2 = Scalar.InnerProduct(Left1, Right1);
        DrawPolynomialBlindings(out Scalar t1Blinding, out Scalar t2Blinding);
        CommitToPolynomial(t1, t2, t1Blinding, t2Blinding, encodedT);
        transcript.AppendPolynomialCommitments(encodedT[..32], encodedT[32..], out Scalar x);

        // The polynomials at x.
        Scalar zPower = z * z, txBlinding = x * (t1Blinding + (x * t2Blinding));
        foreach (ref readonly Scalar blinding in Openings[_parties..])
        {
            txBlinding += zPower * blinding;
            zPower *= z;
        }
        for (int i = 0; i < _count; i++)
        {
            Left0[i] += x * Left1[i];
            Right0[i] += x * Right1[i];
        }
        Scalar.InnerProduct(Left0, Right0).CopyTo(evaluations[..ScalarSize]);
        txBlinding.CopyTo(evaluations.Slice(ScalarSize, ScalarSize));
        (aBlinding + (x * sBlinding)).CopyTo(evaluations[(2 * ScalarSize)..]);
        transcript.AppendEvaluations(evaluations, _count, out Scalar w);

        using (var argument = new InnerProductProver(Left0, Right0, _generators.Value, w, y))
        {
            argument.Prove(ref transcript, proof[224..]);
        }
        Wipe(ref t1, ref t2, ref t1Blinding, ref t2Blinding);
        Wipe(ref aBlinding, ref sBlinding, ref txBlinding, ref zPower);
        transcript.Wipe();
        return commitments;
    }

    private CompressedRistretto[] Commit(ReadOnlySpan<ulong> values, ReadOnlySpan<Scalar> blindings)
    {
        Span<Scalar> v = Openings[.._parties], b = Openings[_parties..];
        for (int j = 0; j < _parties; j++)
        {
            int from = Math.Min(j, values.Length - 1);
            v[j] = Scalar.FromUInt64(values[from]);
            b[j] = blindings[from];
            for (int i = 0; i < Bits; i++) _masks[(j * Bits) + i] = 0 - ((values[from] >> i) & 1);
        }
        var points = new RistrettoPoint[values.Length];
        for (int j = 0; j < points.Length; j++) points[j] = _generators.Commit(v[j], b[j]);
        byte[] encodings = new byte[values.Length * RistrettoPoint.Size];
        RistrettoBatch.Encode(points, encodings);
        var commitments = new CompressedRistretto[values.Length];
        for (int j = 0; j < commitments.Length; j++) commitments[j] = new CompressedRistretto(encodings.AsSpan(j * 32, 32));
        return commitments;
    }

    /// <summary>Draws, party after party, the blindings of A and S, s_L and s_R.</summary>
    private void DrawBitBlindings(out Scalar aBlinding, out Scalar sBlinding)
    {
        (aBlinding, sBlinding) = (Scalar.Zero, Scalar.Zero);
        for (int j = 0; j < _parties; j++)
        {
            _random(_draws);
            aBlinding += Draw(0);
            sBlinding += Draw(1);
            for (int i = 0; i < Bits; i++)
            {
                Left1[(j * Bits) + i] = Draw(2 + i);
                Right1[(j * Bits) + i] = Draw(2 + Bits + i);
            }
        }
    }

    /// <summary>A = aBlinding·G + the sum of G_i where a bit is set and of -H_i where it is not; S = sBlinding·G + the sum of s_L G_i + s_R H_i.</summary>
    private void CommitToBits(in Scalar aBlinding, in Scalar sBlinding, Span<byte> encodings)
    {
        ReadOnlySpan<RistrettoPoint> generators = RangeProofGenerators.OfParties(_parties);
        FixedRistretto table = RangeProofGenerators.TableOfParties(_parties);
        Span<RistrettoPoint> sums = [RistrettoPoint.MultiplyBase(aBlinding), RistrettoPoint.MultiplyBase(sBlinding), default, default];
        sums[1] += table.Multiscalar(_secrets.Span[..(2 * _count)], _indexes);
        for (int i = 0; i < _count; i += Bits)
        {
            sums[2] += RistrettoBatch.SelectedDifference(_masks.AsSpan(i, Bits), generators.Slice(2 * i, Bits), generators.Slice((2 * i) + Bits, Bits));
        }
        sums[0] += sums[2];
        RistrettoBatch.Encode(sums[..2], encodings);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(sums));
    }

    /// <summary>l_0 = a_L - z, r_0 = y^i (a_R + z) + z^(2+j) 2^i, r_1 = y^i s_R. a_R is 0 where a bit is set, else -1.</summary>
    private void MakePolynomials(ReadOnlySpan<ulong> values, in Scalar y, in Scalar z)
    {
        Scalar yPower = Scalar.One, zPower = z * z;
        for (int j = 0; j < _parties; j++)
        {
            Scalar shifted = zPower;
            ulong value = values[Math.Min(j, values.Length - 1)];
            for (int i = 0; i < Bits; i++)
            {
                int at = (j * Bits) + i;
                Scalar bit = Scalar.FromUInt64((value >> i) & 1);
                Left0[at] = bit - z;
                Right0[at] = (yPower * (bit - Scalar.One + z)) + shifted;
                Right1[at] *= yPower;
                shifted += shifted;
                yPower *= y;
            }
            zPower *= z;
        }
    }

    private void DrawPolynomialBlindings(out Scalar t1Blinding, out Scalar t2Blinding)
    {
        (t1Blinding, t2Blinding) = (Scalar.Zero, Scalar.Zero);
        for (int j = 0; j < _parties; j++)
        {
            _random(_draws.AsSpan(0, 2 * WideSize));
            t1Blinding += Draw(0);
            t2Blinding += Draw(1);
        }
    }

    private void CommitToPolynomial(in Scalar t1, in Scalar t2, in Scalar t1Blinding, in Scalar t2Blinding, Span<byte> encodings)
    {
        Span<RistrettoPoint> points = [_generators.Commit(t1, t1Blinding), _generators.Commit(t2, t2Blinding)];
        RistrettoBatch.Encode(points, encodings);
    }

    private Scalar Draw(int index) => Scalar.FromBytesModOrderWide(_draws.AsSpan(index * WideSize, WideSize));

    private static void Wipe(ref Scalar a, ref Scalar b, ref Scalar c, ref Scalar d)
    {
        Scalar.Wipe(ref a);
        Scalar.Wipe(ref b);
        Scalar.Wipe(ref c);
        Scalar.Wipe(ref d);
    }
}
