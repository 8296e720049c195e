// The arithmetic of a field backend against BigInteger: products, squares, sums, choices and verdicts.
using System.Numerics;
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Field;

internal sealed unsafe partial class FieldLaws<TField>(FieldForm form) : FieldLaws
    where TField : struct, ILaneField
{
    private readonly FieldOperands<TField> _operands = new(form, 25519);

    private Random Random => _operands.Random;

    /// <summary>
    /// First operand up to four terms, second up to three, max(added, subtracted) multiplied at most six; the doubling formula's
    /// (3, 1) times (2, 1) among them.
    /// </summary>
    internal override void Multiply()
    {
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), b = ws.Take(TField.Length), r = ws.Take(TField.Length);
        foreach ((int p1, int m1) in Sizes(4))
        {
            foreach ((int p2, int m2) in Sizes(3))
            {
                if (Math.Max(p1, m1) * Math.Max(p2, m2) > 6) continue;
                for (int round = 0; round < 12; round++)
                {
                    BigInteger[] x = _operands.Sum(a, p1, m1, (Limbs)(round % 3)), y = _operands.Sum(b, p2, m2, (Limbs)((round / 3) % 3));
                    ulong* to = (round % 4) switch { 0 => a, 1 => b, _ => r };
                    TField.Multiply(to, a, b);
                    AssertFresh(to, i => x[i] * y[i], $"({p1},{m1}) * ({p2},{m2}), round {round}");
                }
            }
        }
        for (int round = 0; round < 30; round++)
        {
            BigInteger[] x = _operands.Sum(a, 1 + (round % 2), 0, (Limbs)(round % 3));
            TField.Multiply(round < 15 ? a : r, a, a);
            AssertFresh(round < 15 ? a : r, i => x[i] * x[i], "operand used twice");
        }
    }

    internal override void Square()
    {
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), r = ws.Take(TField.Length);
        foreach ((int p, int m) in Sizes(2))
        {
            for (int round = 0; round < 120; round++)
            {
                BigInteger[] x = _operands.Sum(a, p, m, (Limbs)(round % 3));
                int times = (round / 3 % 10) switch { 0 => 2, 1 => 3, 2 => 5, 3 => 10, 4 => 50, _ => 1 };
                ulong* to = round % 2 == 0 ? a : r;
                TField.SquareTimes(to, a, times);
                AssertFresh(to, i => Power(x[i], times), $"({p},{m})^2^{times}");
            }
        }
    }

    internal override void SquarePair()
    {
        using var ws = Workspace.Open();
        int n = TField.Length;
        ulong* a = ws.Take(2 * n), r = ws.Take(2 * n);
        foreach ((int p, int m) in Sizes(2))
        {
            for (int round = 0; round < 36; round++)
            {
                BigInteger[] x = _operands.Sum(a, p, m, (Limbs)(round % 3)), y = _operands.Sum(a + n, p, m, (Limbs)(round / 3 % 3));
                int times = 1 + (round % 4);
                ulong* to = round % 2 == 0 ? a : r;
                TField.SquareTimesPair(to, a, times);
                AssertFresh(to, i => Power(x[i], times), $"first of a pair^2^{times}");
                AssertFresh(to + n, i => Power(y[i], times), $"second of a pair^2^{times}");
            }
        }
    }

    internal override void SumsAndCarry()
    {
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), b = ws.Take(TField.Length), r = ws.Take(TField.Length);
        foreach ((int p, int m) in Sizes(4))
        {
            for (int round = 0; round < 60; round++)
            {
                BigInteger[] x = _operands.Sum(a, p, m, (Limbs)(round % 3));
                AssertValue(a, x, $"sum ({p},{m})");
                ulong* to = round % 2 == 0 ? a : r;
                TField.Carry(to, a);
                AssertFresh(to, i => x[i], $"carry ({p},{m})");
            }
        }
        for (int round = 0; round < 300; round++)
        {
            BigInteger[] x = _operands.Fresh(a, (Limbs)(round % 3)), y = _operands.Fresh(b, (Limbs)(round / 3 % 3));
            ulong* to = (round % 4) switch { 0 => a, 1 => b, _ => r };
            bool add = round % 8 < 4;
            if (add) TField.Add(to, a, b);
            else TField.Subtract(to, a, b);
            AssertValue(to, [.. x.Zip(y, (s, t) => add ? s + t : s - t)], "two terms in place");
        }
    }

    internal override void Choices()
    {
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), b = ws.Take(TField.Length), r = ws.Take(TField.Length), mask = ws.Take(TField.Lanes);
        foreach ((int p, int m) in Sizes(4))
        {
            for (int round = 0; round < 60; round++)
            {
                BigInteger[] x = _operands.Sum(a, p, m, (Limbs)(round % 3)), y = _operands.Sum(b, m, p, (Limbs)(round % 3));
                bool[] set = RandomMask(mask);
                switch (round % 5)
                {
                    case 0 or 1:
                        ulong* to = round % 2 == 0 ? a : r;
                        TField.NegateIf(to, a, mask);
                        AssertValue(to, [.. x.Select((v, i) => set[i] ? -v : v)], "negate");
                        break;
                    case 2 or 3:
                        to = (round % 3) switch { 0 => a, 1 => b, _ => r };
                        TField.Select(to, a, b, mask);
                        AssertValue(to, [.. x.Select((v, i) => set[i] ? y[i] : v)], "select");
                        break;
                    default:
                        TField.SwapIf(a, b, mask);
                        AssertValue(a, [.. x.Select((v, i) => set[i] ? y[i] : v)], "swap");
                        AssertValue(b, [.. x.Select((v, i) => set[i] ? v : y[i])], "swap");
                        break;
                }
            }
        }
    }

    internal override void Verdicts()
    {
        using var ws = Workspace.Open();
        ulong* a = ws.Take(TField.Length), b = ws.Take(TField.Length), mask = ws.Take(TField.Lanes);
        byte* bytes = (byte*)ws.Take(4 * TField.Lanes);
        for (int round = 0; round < 1500; round++)
        {
            // Sums that end near multiples of p: x + (kp - x + small), carried or not, minus another such pair.
            BigInteger[] x;
            if (round % 3 == 0)
            {
                x = _operands.Sum(a, round % 5, 4 - (round % 5), (Limbs)(round / 3 % 3));
            }
            else
            {
                x = _operands.Sum(a, 1, 2 * (round % 2), (Limbs)(round % 9 / 3));
                for (int lane = 0; lane < x.Length; lane++)
                {
                    int small = Random.Next(3) == 0 ? 0 : Random.Next(-80, 81);
                    BigInteger rest = FieldModel.Mod(small - x[lane]);
                    // The top bit is ignored, and below 19 there is a second form.
                    if (rest < 19 && Random.Next(2) == 0) rest += FieldModel.P;
                    FieldModel.ToBytes(rest + (Random.Next(2) * (BigInteger.One << 255))).CopyTo(new Span<byte>(bytes + (32 * lane), 32));
                    x[lane] += rest;
                }
                TField.FromEncodings(b, bytes);
                TField.Add(a, a, b);
            }
            TField.IsZero(mask, a);
            for (int i = 0; i < x.Length; i++) Assert.Equal(FieldModel.Mod(x[i]).IsZero ? ulong.MaxValue : 0, mask[i]);
            TField.IsNegative(mask, a);
            for (int i = 0; i < x.Length; i++) Assert.Equal(FieldModel.IsNegative(x[i]) ? ulong.MaxValue : 0, mask[i]);
            AssertValue(a, x, "near a multiple of p");
        }
    }

    /// <summary>(added, subtracted) with one to so many terms.</summary>
    private static IEnumerable<(int Added, int Subtracted)> Sizes(int terms) =>
        from added in Enumerable.Range(0, terms + 1)
        from subtracted in Enumerable.Range(0, terms + 1 - added)
        where added + subtracted > 0
        select (added, subtracted);

    /// <summary>a^(2^times).</summary>
    private static BigInteger Power(BigInteger a, int times) => BigInteger.ModPow(FieldModel.Mod(a), BigInteger.One << times, FieldModel.P);

    private bool[] RandomMask(ulong* mask)
    {
        bool[] set = new bool[TField.Lanes];
        for (int i = 0; i < set.Length; i++)
        {
            set[i] = Random.Next(2) == 0;
            mask[i] = set[i] ? ulong.MaxValue : 0;
        }
        return set;
    }

    /// <summary>That limbs are within the limits of a fresh value, and stand for the expected one.</summary>
    private void AssertFresh(ulong* a, Func<int, BigInteger> expected, string what)
    {
        var values = new BigInteger[TField.Lanes];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = expected(i);
            Assert.True(form.IsFresh(a, i), $"{what}: lane {i} is not fresh");
        }
        AssertValue(a, values, what);
    }

    private void AssertValue(ulong* a, BigInteger[] expected, string what)
    {
        byte* bytes = stackalloc byte[32 * TField.Lanes];
        TField.ToEncodings(bytes, a);
        for (int i = 0; i < expected.Length; i++)
        {
            BigInteger value = FieldModel.Mod(expected[i]);
            Assert.True(FieldModel.Mod(form.Value(a, i)) == value, $"{what}: lane {i} holds another value");
            BigInteger encoded = FieldModel.FromBytes(new ReadOnlySpan<byte>(bytes + (32 * i), 32));
            Assert.True(encoded == value, $"{what}: lane {i} is encoded otherwise");
        }
    }
}
