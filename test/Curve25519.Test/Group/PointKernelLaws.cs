// The formulas of a set of point kernels, coordinate by coordinate, on limbs at the limits of their sizes.
using System.Numerics;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;
using MobileCoin.Curve25519.Test.Field;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Group;

/// <summary>The laws of one set of point kernels; the name is what the test lists show.</summary>
internal abstract class PointKernelLaws
{
    private static readonly Dictionary<string, (SimdLevel Level, Func<PointKernelLaws> Make)> Kernels = new(StringComparer.Ordinal)
    {
        ["plain lane"] = (SimdLevel.Plain, () =>
            new PointKernelLaws<LaneGroup<PlainField>>(FieldForm.Plain, (_, c, limb) => (8 * c) + limb, [0, 1])),
        ["avx2 lanes"] = (SimdLevel.Avx2, () =>
            new PointKernelLaws<LaneGroup<Avx2Field>>(FieldForm.Balanced(4), (lane, c, limb) => (40 * c) + (4 * limb) + lane, [0, 1])),
        ["avx512 lanes"] = (SimdLevel.Avx512, () =>
            new PointKernelLaws<LaneGroup<Avx512Field>>(FieldForm.Signed(8), (lane, c, limb) => (40 * c) + (8 * limb) + lane, [0, 1])),
        ["avx512 quad"] = (SimdLevel.Avx512, () =>
            new PointKernelLaws<QuadGroup>(FieldForm.Signed(4), (_, c, limb) => (4 * limb) + c, [1, 0])),
        ["avx512 duo"] = (SimdLevel.Avx512, () =>
            new PointKernelLaws<DuoGroup>(FieldForm.Signed(8), (lane, c, limb) => (8 * limb) + (4 * lane) + c, [1, 0])),
    };

    internal static TheoryData<string> All => [.. Kernels.Where(k => k.Value.Level <= Simd.Best).Select(k => k.Key)];

    internal static PointKernelLaws Of(string name) => Kernels[name].Make();

    internal abstract void Formulas();

    internal abstract void CachedForms();

    internal abstract void LoadStore();
}

/// <param name="form">The limits of limbs.</param>
/// <param name="word">The 64-bit word of (lane, coordinate, limb) in points, cached and affine cached points alike.</param>
/// <param name="sides">Which coordinate of the cached form holds Y+X, and which Y-X.</param>
internal sealed unsafe class PointKernelLaws<TGroup>(FieldForm form, Func<int, int, int, int> word, int[] sides) : PointKernelLaws
    where TGroup : struct, IGroup
{
    private readonly Random _random = new(20);

    /// <summary>
    /// Doubling and addition are polynomials in the coordinates, so they hold for any coordinates: here for limbs that are all as large
    /// or as small as results of operations can be, where the doubling's sums leave a tenth of a bit.
    /// </summary>
    internal override void Formulas()
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength), cached = ws.Take(TGroup.CachedLength), affine = ws.Take(TGroup.AffineLength);
        ulong* q = ws.Take(TGroup.PointLength);
        for (int round = 0; round < 1500; round++)
        {
            BigInteger[][] point = Fill(p, TGroup.PointLength, 4, round % 3), other = Fill(cached, TGroup.CachedLength, 4, round / 3 % 3);
            switch (round % 5)
            {
                case 0:
                    TGroup.Double(p, 1);
                    AssertCoordinates(p, point, Doubled, withT: true);
                    break;
                case 1:
                    TGroup.Double(p, 3);
                    AssertCoordinates(p, point, c => Doubled(Doubled(Doubled(c))), withT: false);
                    break;
                case 2:
                case 3:
                    // Every other one as tables hold them: with sums that were not carried.
                    if (round % 2 == 0)
                    {
                        Fill(q, TGroup.PointLength, 4, round / 3 % 3);
                        TGroup.ToCached(cached, q);
                        for (int i = 0; i < other.Length; i++) other[i] = [.. Enumerable.Range(0, 4).Select(c => Value(cached, i, c))];
                    }
                    int lane = 0;
                    if (round % 5 == 3)
                    {
                        TGroup.Subtract(p, cached);
                        AssertCoordinates(p, point, c => Added(c, Negated(other[lane++])), withT: true);
                        break;
                    }
                    bool withT = round % 4 < 2;
                    TGroup.Add(p, cached, needT: withT);
                    AssertCoordinates(p, point, c => Added(c, other[lane++]), withT);
                    break;
                default:
                    // 2Z is 2 in an affine cached point; only the layouts of four coordinates have a place for it.
                    other = Fill(affine, TGroup.AffineLength, 3, round / 3 % 3);
                    if (TGroup.AffineLength == TGroup.CachedLength)
                    {
                        FillCoordinate(affine, 3, round / 3 % 3);
                        for (int i = 0; i < TGroup.Lanes * form.Limbs; i++) affine[word(i / form.Limbs, 2, i % form.Limbs)] = i % form.Limbs == 0 ? 2ul : 0;
                        for (int i = 0; i < other.Length; i++) other[i] = [other[i][0], other[i][1], 2, Value(affine, i, 3)];
                    }
                    else
                    {
                        for (int i = 0; i < other.Length; i++) other[i] = [other[i][0], other[i][1], 2, other[i][2]];
                    }
                    TGroup.AddAffine(p, affine);
                    lane = 0;
                    AssertCoordinates(p, point, c => Added(c, other[lane++]), withT: true);
                    break;
            }
        }
    }

    internal override void CachedForms()
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength), cached = ws.Take(TGroup.CachedLength), mask = ws.Take(TGroup.Lanes);
        for (int round = 0; round < 200; round++)
        {
            BigInteger[][] point = Fill(p, TGroup.PointLength, 4, round % 3);
            TGroup.ToCached(cached, p);
            for (int lane = 0; lane < TGroup.Lanes; lane++) mask[lane] = round % 2 == 0 ? 0 : _random.Next(2) == 0 ? ulong.MaxValue : 0;
            TGroup.NegateCachedIf(cached, mask);
            for (int lane = 0; lane < TGroup.Lanes; lane++)
            {
                BigInteger x = point[lane][0], y = point[lane][1], t = point[lane][3];
                if (mask[lane] != 0) (x, t) = (-x, -t);
                Assert.Equal(FieldModel.Mod(y + x), FieldModel.Mod(Value(cached, lane, sides[0])));
                Assert.Equal(FieldModel.Mod(y - x), FieldModel.Mod(Value(cached, lane, sides[1])));
                Assert.Equal(FieldModel.Mod(2 * point[lane][2]), FieldModel.Mod(Value(cached, lane, 2)));
                Assert.Equal(FieldModel.Mod(2 * FieldModel.D * t), FieldModel.Mod(Value(cached, lane, 3)));
            }
        }

        TGroup.SetIdentity(p);
        TGroup.SetIdentityCached(cached);
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            Assert.Equal([0, 1, 1, 0], Enumerable.Range(0, 4).Select(c => Value(p, lane, c)));
            Assert.Equal([1, 1, 2, 0], Enumerable.Range(0, 4).Select(c => Value(cached, lane, c)));
        }
    }

    internal override void LoadStore()
    {
        using var ws = Workspace.Open();
        ulong* p = ws.Take(TGroup.PointLength);
        var points = new EdwardsPoint[TGroup.Lanes];
        for (int round = 0; round < 200; round++)
        {
            BigInteger[][] point = Fill(p, TGroup.PointLength, 4, round % 3);
            fixed (EdwardsPoint* to = points) TGroup.Store(to, p);
            for (int lane = 0; lane < points.Length; lane++)
            {
                Assert.Equal(point[lane].Select(FieldModel.Mod), Coordinates(points[lane]));
                foreach (FieldElement e in (FieldElement[])[points[lane].X, points[lane].Y, points[lane].Z, points[lane].T])
                {
                    const ulong Limit = (1UL << 51) + (1UL << 13);
                    Assert.True(e.L0 < Limit && e.L1 < Limit && e.L2 < Limit && e.L3 < Limit && e.L4 < Limit);
                }
            }
            fixed (EdwardsPoint* from = points) TGroup.Load(p, from);
            for (int lane = 0; lane < points.Length; lane++)
            {
                Assert.Equal(point[lane].Select(FieldModel.Mod), Enumerable.Range(0, 4).Select(c => FieldModel.Mod(Value(p, lane, c))));
            }
        }
    }

    private static BigInteger[] Doubled(BigInteger[] p)
    {
        BigInteger a = p[0] * p[0], b = p[1] * p[1], c = 2 * p[2] * p[2], s = p[0] + p[1];
        BigInteger h = a + b, e = h - (s * s), g = a - b, f = c + g;
        return [FieldModel.Mod(e * f), FieldModel.Mod(g * h), FieldModel.Mod(f * g), FieldModel.Mod(e * h)];
    }

    private BigInteger[] Added(BigInteger[] p, BigInteger[] cached)
    {
        BigInteger a = (p[1] - p[0]) * cached[sides[1]], b = (p[1] + p[0]) * cached[sides[0]], c = p[3] * cached[3], d = p[2] * cached[2];
        BigInteger e = b - a, f = d - c, g = d + c, h = b + a;
        return [FieldModel.Mod(e * f), FieldModel.Mod(g * h), FieldModel.Mod(f * g), FieldModel.Mod(e * h)];
    }

    /// <summary>The negative of a cached point, up to the sign of all coordinates of the sum.</summary>
    private static BigInteger[] Negated(BigInteger[] cached) => [cached[1], cached[0], cached[2], -cached[3]];

    /// <summary>Coordinates of every lane: all limbs at a limit, or (mode 0) anything between.</summary>
    private BigInteger[][] Fill(ulong* a, int length, int coordinates, int mode)
    {
        new Span<ulong>(a, length).Clear();
        for (int c = 0; c < coordinates; c++) FillCoordinate(a, c, mode);
        var values = new BigInteger[TGroup.Lanes][];
        for (int lane = 0; lane < values.Length; lane++)
        {
            values[lane] = [.. Enumerable.Range(0, coordinates).Select(c => Value(a, lane, c))];
        }
        return values;
    }

    private void FillCoordinate(ulong* a, int coordinate, int mode)
    {
        // A sign for each coordinate: sums and differences of any of them reach their limits.
        bool largest = _random.Next(2) == 0;
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            for (int limb = 0; limb < form.Limbs; limb++)
            {
                (long min, long max) = form.Fresh(limb);
                bool stray = mode == 0 || (lane > 0 && _random.Next(6) == 0) || (mode == 2 && _random.Next(8) == 0);
                a[word(lane, coordinate, limb)] = (ulong)(stray ? _random.NextInt64(min, max + 1) : largest ? max : min);
            }
        }
    }

    private BigInteger Value(ulong* a, int lane, int coordinate)
    {
        BigInteger value = 0;
        for (int limb = 0; limb < form.Limbs; limb++) value += (BigInteger)(long)a[word(lane, coordinate, limb)] << form.Weights[limb];
        return value;
    }

    private void AssertCoordinates(ulong* p, BigInteger[][] before, Func<BigInteger[], BigInteger[]> formula, bool withT)
    {
        for (int lane = 0; lane < TGroup.Lanes; lane++)
        {
            BigInteger[] expected = formula(before[lane]);
            for (int c = 0; c < (withT ? 4 : 3); c++) Assert.Equal(expected[c], FieldModel.Mod(Value(p, lane, c)));
        }
    }

    private static BigInteger[] Coordinates(in EdwardsPoint p) =>
        [EdwardsModel.Integer(p.X), EdwardsModel.Integer(p.Y), EdwardsModel.Integer(p.Z), EdwardsModel.Integer(p.T)];
}
