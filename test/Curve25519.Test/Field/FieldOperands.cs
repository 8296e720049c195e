// Vectors of field elements at the limits of their sizes, with the integers they stand for.
using System.Numerics;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Field;

/// <summary>How the limbs of operands are chosen.</summary>
internal enum Limbs
{
    /// <summary>Anything, in any of the ways a fresh value comes about.</summary>
    Mixed,

    /// <summary>Terms that are added at their largest, terms that are subtracted at their smallest: the largest sums.</summary>
    Largest,

    /// <summary>The other way round: the smallest sums.</summary>
    Smallest,
}

/// <summary>Makes sums of p added and m subtracted fresh terms.</summary>
internal sealed unsafe class FieldOperands<TField>(FieldForm form, int seed)
    where TField : struct, ILaneField
{
    private static readonly BigInteger[] Special =
    [
        0, 1, 2, 18, 19, 20, 37, 38, FieldModel.P - 1, FieldModel.P, FieldModel.P + 1, FieldModel.P + 2, FieldModel.P + 18,
        FieldModel.P - 2, FieldModel.P - 19, FieldModel.P - 20, FieldModel.SqrtM1, FieldModel.D,
        (BigInteger.One << 204) - 1, BigInteger.One << 204,
        (BigInteger.One << 51) - 1, BigInteger.One << 51, (BigInteger.One << 255) - 1, (BigInteger.One << 256) - 1, BigInteger.One << 255,
    ];

    internal Random Random { get; } = new(seed);

    /// <summary>Makes a sum in r and returns each lane's exact integer (not reduced).</summary>
    internal BigInteger[] Sum(ulong* r, int added, int subtracted, Limbs limbs)
    {
        using var ws = Workspace.Open();
        ulong* term = ws.Take(TField.Length), mask = ws.Take(TField.Lanes);
        Limbs opposite = limbs switch { Limbs.Largest => Limbs.Smallest, Limbs.Smallest => Limbs.Largest, _ => Limbs.Mixed };
        BigInteger[] sum;
        if (added > 0)
        {
            sum = Fresh(r, limbs);
        }
        else
        {
            sum = Fresh(r, opposite);
            new Span<ulong>(mask, TField.Lanes).Fill(ulong.MaxValue);
            TField.NegateIf(r, r, mask);
            for (int i = 0; i < sum.Length; i++) sum[i] = -sum[i];
            subtracted--;
        }
        for (int i = 1; i < added; i++) Accumulate(Fresh(term, limbs), 1);
        for (int i = 0; i < subtracted; i++) Accumulate(Fresh(term, opposite), -1);
        return sum;

        void Accumulate(BigInteger[] values, int sign)
        {
            if (sign > 0) TField.Add(r, r, term);
            else TField.Subtract(r, r, term);
            for (int i = 0; i < sum.Length; i++) sum[i] += sign * values[i];
        }
    }

    /// <summary>A fresh value: loaded, decoded, or written limb by limb at the limits that results of operations have.</summary>
    internal BigInteger[] Fresh(ulong* r, Limbs limbs)
    {
        if (limbs == Limbs.Mixed)
        {
            switch (Random.Next(3))
            {
                case 0: return Encoded(r);
                case 1: return Loaded(r);
            }
        }
        new Span<ulong>(r, TField.Length).Clear();
        var values = new BigInteger[TField.Lanes];
        for (int lane = 0; lane < values.Length; lane++)
        {
            for (int limb = 0; limb < form.Limbs; limb++)
            {
                (long min, long max) = form.Fresh(limb);
                // The first lane is at the limit in every limb; the others stray from it now and then, so that all lanes differ.
                bool stray = limbs == Limbs.Mixed || (lane > 0 && Random.Next(4) == 0);
                long value = stray ? Stray(min, max) : limbs == Limbs.Largest ? max : min;
                r[form.Word(lane, limb)] = (ulong)value;
            }
            values[lane] = form.Value(r, lane);
        }
        return values;
    }

    private BigInteger[] Encoded(ulong* r)
    {
        using var ws = Workspace.Open();
        byte* bytes = (byte*)ws.Take(TField.Lanes * 4);
        var values = new BigInteger[TField.Lanes];
        for (int lane = 0; lane < values.Length; lane++)
        {
            byte[] encoding = Random.Next(2) == 0 ? Samples.Bytes(Random, 32) : FieldModel.ToBytes(Special[Random.Next(Special.Length)]);
            encoding.CopyTo(new Span<byte>(bytes + (32 * lane), 32));
            values[lane] = FieldModel.FromBytes(encoding) & ((BigInteger.One << 255) - 1);
        }
        TField.FromEncodings(r, bytes);
        return values;
    }

    private BigInteger[] Loaded(ulong* r)
    {
        using var ws = Workspace.Open();
        ulong* limbs = ws.Take(TField.Lanes * 5);
        var values = new BigInteger[TField.Lanes];
        for (int lane = 0; lane < values.Length; lane++)
        {
            for (int limb = 4; limb >= 0; limb--)
            {
                long value = Stray(0, (1L << 51) + (1L << 13) - 1);
                limbs[(5 * lane) + limb] = (ulong)value;
                values[lane] = (values[lane] << 51) + value;
            }
        }
        TField.Load(r, limbs, 5, 0);
        return values;
    }

    private long Stray(long min, long max) => Random.Next(8) switch
    {
        0 => min,
        1 => max,
        2 => 0,
        3 => Math.Min(max, 1L << 51),
        4 => Math.Min(max, (1L << 51) - 1),
        5 => Math.Max(min, -1),
        _ => Random.NextInt64(min, max + 1),
    };
}
