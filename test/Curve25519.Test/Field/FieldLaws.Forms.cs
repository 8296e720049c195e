// Loads, stores, powers, table scans and digits of a field backend.
using System.Numerics;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Field;

internal sealed unsafe partial class FieldLaws<TField>
{
    internal override void Forms()
    {
        const int Stride = 20;
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), b = ws.Take(TField.Length), limbs = ws.Take(TField.Lanes * Stride);
        for (int round = 0; round < 300; round++)
        {
            int negated = round % 2;
            BigInteger[] x = _operands.Sum(a, 1 - negated, negated, (Limbs)(round % 3));
            ulong flip = (ulong)(round / 2 % 2);
            new Span<ulong>(limbs, TField.Lanes * Stride).Fill(0xABCD);
            TField.Store(limbs, Stride, flip, a);
            for (int i = 0; i < x.Length; i++)
            {
                ulong* l = limbs + (i * Stride);
                BigInteger value = 0;
                for (int limb = 4; limb >= 0; limb--)
                {
                    ulong word = l[limb] ^ (limb == 0 ? flip : 0);
                    Assert.True(word < (1UL << 51) + (1UL << 13), $"limb {limb} of lane {i} is too large to be loaded");
                    value = (value << 51) + word;
                }
                Assert.Equal(FieldModel.Mod(x[i]), FieldModel.Mod(value));
                for (int other = 5; other < Stride; other++) Assert.Equal(0xABCDul, l[other]);
            }
            TField.Load(b, limbs, Stride, flip);
            AssertFresh(b, i => x[i], "stored and loaded");
        }
        foreach (FieldElement element in (FieldElement[])[default, FieldElement.One, FieldConstants.D, FieldConstants.SqrtM1])
        {
            TField.Broadcast(a, element);
            AssertFresh(a, _ => EdwardsModel.Integer(element), "broadcast");
        }
    }

    internal override void Powers()
    {
        using var ws = Workspace.Open();
        ulong* u = ws.Take(TField.Length), v = ws.Take(TField.Length), r = ws.Take(TField.Length), mask = ws.Take(TField.Lanes);
        for (int round = 0; round < 12; round++)
        {
            BigInteger[] x = _operands.Fresh(u, (Limbs)(round % 3));
            TField.SquareTimes(v, u, 1);
            LanePowers<TField>.Invert(round % 2 == 0 ? r : u, u);
            AssertFresh(round % 2 == 0 ? r : u, i => FieldModel.Invert(x[i]), "inverse");

            BigInteger[] a = _operands.Sum(u, 1, round % 2, (Limbs)(round % 3)), b = _operands.Fresh(v, (Limbs)(round % 3));
            LanePowers<TField>.SqrtRatio(r, mask, u, v);
            AssertRoots(r, mask, a, b);
        }

        // RFC 9496 appendix A.4 and the other zeros; every lane another pair.
        BigInteger[] few = [0, 1, 2, 4, FieldModel.P - 1, FieldModel.SqrtM1, FieldModel.D];
        for (int start = 0; start < few.Length * few.Length; start += TField.Lanes)
        {
            var a = new BigInteger[TField.Lanes];
            var b = new BigInteger[TField.Lanes];
            byte* bytes = (byte*)ws.Take(8 * TField.Lanes);
            for (int i = 0; i < a.Length; i++)
            {
                a[i] = few[(start + i) % few.Length];
                b[i] = few[(start + i) / few.Length % few.Length];
                FieldModel.ToBytes(a[i]).CopyTo(new Span<byte>(bytes + (32 * i), 32));
                FieldModel.ToBytes(b[i]).CopyTo(new Span<byte>(bytes + (32 * (TField.Lanes + i)), 32));
            }
            TField.FromEncodings(u, bytes);
            TField.FromEncodings(v, bytes + (32 * TField.Lanes));
            LanePowers<TField>.SqrtRatio(r, mask, u, v);
            AssertRoots(r, mask, a, b);
        }
    }

    private void AssertRoots(ulong* r, ulong* mask, BigInteger[] u, BigInteger[] v)
    {
        var roots = new BigInteger[u.Length];
        for (int i = 0; i < u.Length; i++)
        {
            (bool wasSquare, roots[i]) = FieldModel.SqrtRatioM1(FieldModel.Mod(u[i]), FieldModel.Mod(v[i]));
            Assert.Equal(wasSquare ? ulong.MaxValue : 0, mask[i]);
        }
        AssertValue(r, roots, "root of a ratio");
    }

    internal override void Tables()
    {
        const int Entries = 9, Vectors = 4;
        using var ws = Workspace.Open();
        int n = TField.Length, length = Vectors * n;
        ulong* table = ws.Take(Entries * length), r = ws.Take(length), index = ws.Take(TField.Lanes);
        for (int round = 0; round < 40; round++)
        {
            var values = new BigInteger[Entries * Vectors][];
            for (int i = 0; i < values.Length; i++) values[i] = _operands.Sum(table + (i * n), 1 + (i % 2), 0, (Limbs)(round % 3));
            for (int lane = 0; lane < TField.Lanes; lane++) index[lane] = (ulong)Random.Next(Entries);
            TField.Scan(r, table, Entries, length, index);
            for (int vector = 0; vector < Vectors; vector++)
            {
                var expected = new BigInteger[TField.Lanes];
                for (int i = 0; i < expected.Length; i++) expected[i] = values[((int)index[i] * Vectors) + vector][i];
                AssertValue(r + (vector * n), expected, "scan");
            }
        }

        const int Rows = 15, Width = 16;
        ulong* shared = ws.Take(Rows * Width), three = ws.Take(3 * n);
        for (int i = 0; i < Rows * Width; i++) shared[i] = (ulong)Random.NextInt64(1L << 51);
        for (int round = 0; round < 40; round++)
        {
            for (int lane = 0; lane < TField.Lanes; lane++) index[lane] = (ulong)((round + (5 * lane)) % (Width + 1));
            TField.ScanShared(three, shared, index);
            for (int element = 0; element < 3; element++)
            {
                var expected = new BigInteger[TField.Lanes];
                for (int i = 0; i < expected.Length; i++)
                {
                    // Entry 0 is the neutral element (1, 1, 0), entry e the table's column e - 1.
                    if (index[i] == 0) expected[i] = element < 2 ? 1 : 0;
                    for (int limb = 4; limb >= 0 && index[i] != 0; limb--)
                    {
                        expected[i] = (expected[i] << 51) + shared[(Width * ((5 * element) + limb)) + (int)index[i] - 1];
                    }
                }
                AssertValue(three + (element * n), expected, "shared scan");
            }
        }
    }

    internal override void Digits()
    {
        int lanes = TField.Lanes;
        using var ws = Workspace.Open();
        ulong* words = ws.Take((4 * lanes) + 8), magnitude = ws.Take(lanes), sign = ws.Take(lanes);
        for (int round = 0; round < 4; round++)
        {
            var scalars = new BigInteger[lanes];
            for (int lane = 0; lane < lanes; lane++)
            {
                for (int word = 3; word >= 0; word--)
                {
                    ulong w = Random.Next(4) switch { 0 => 0, 1 => ulong.MaxValue, _ => BitConverter.ToUInt64(Samples.Bytes(Random, 8)) };
                    words[(word * lanes) + lane] = w;
                    scalars[lane] = (scalars[lane] << 64) + w;
                }
            }
            foreach ((int width, int count) in ((int, int)[])[(1, 256), (4, 64), (5, 51)])
            {
                for (int digit = 0; digit < count; digit++)
                {
                    TField.Digit(magnitude, sign, words, width * digit, width);
                    for (int lane = 0; lane < lanes; lane++)
                    {
                        int window = (int)((scalars[lane] >> (width * digit)) & ((1 << width) - 1)), expected = window - (1 << (width - 1));
                        Assert.Equal((ulong)Math.Abs(expected), magnitude[lane]);
                        Assert.Equal(expected < 0 ? ulong.MaxValue : 0, sign[lane]);
                    }
                }
            }
        }
    }
}
