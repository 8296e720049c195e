// Where a backend keeps its limbs and how large they may be, for the tests that reach under the interface.
using System.Numerics;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Test.Field;

/// <summary>The signed limbs of an element vector.</summary>
/// <param name="Weights">What each limb counts, as a power of two.</param>
/// <param name="Word">The 64-bit word that holds (lane, limb).</param>
/// <param name="Fresh">The limits of a fresh value's limb.</param>
internal sealed record FieldForm(int[] Weights, Func<int, int, int> Word, Func<int, (long Min, long Max)> Fresh)
{
    private const long Full = 1L << 51;

    private static readonly int[] Five = [0, 51, 102, 153, 204], Ten = [0, 26, 51, 77, 102, 128, 153, 179, 204, 230];

    internal int Limbs => Weights.Length;

    /// <summary>Limbs of 51 bits that never go below zero.</summary>
    internal static FieldForm Plain { get; } = new(Five, (_, limb) => limb, _ => (0, Full + (1L << 13) - 1));

    /// <summary>Limbs of 51 bits in so many lanes: one carry leaves a little above 51 bits and a little below zero.</summary>
    internal static FieldForm Signed(int lanes) => new(
        Five,
        (lane, limb) => (lanes * limb) + lane,
        limb => limb == 0 ? (-(1L << 16), Full + (1L << 16)) : (-(1L << 13), Full + (1L << 13)));

    /// <summary>Limbs of 26 and 25 bits in turn, balanced around zero; two of the odd ones take a carry at the end.</summary>
    internal static FieldForm Balanced(int lanes) => new(
        Ten,
        (lane, limb) => (lanes * limb) + lane,
        limb => limb % 2 == 0 ? (-(1L << 25), 1L << 25) : (-(1L << 24) - (1L << 16), (1L << 24) + (1L << 16)));

    /// <summary>Two vectors end to end.</summary>
    internal FieldForm Paired(int lanes, int length) =>
        this with { Word = (lane, limb) => lane < lanes ? Word(lane, limb) : length + Word(lane - lanes, limb) };

    internal unsafe BigInteger Value(ulong* a, int lane)
    {
        BigInteger value = 0;
        for (int limb = 0; limb < Limbs; limb++) value += (BigInteger)(long)a[Word(lane, limb)] << Weights[limb];
        return value;
    }

    internal unsafe bool IsFresh(ulong* a, int lane)
    {
        bool fresh = true;
        for (int limb = 0; limb < Limbs; limb++)
        {
            long value = (long)a[Word(lane, limb)];
            (long min, long max) = Fresh(limb);
            fresh &= value >= min && value <= max;
        }
        return fresh;
    }
}

/// <summary>The laws of one field backend; the name is what the test lists show.</summary>
internal abstract class FieldLaws
{
    private static readonly Dictionary<string, (SimdLevel Level, Func<FieldLaws> Make)> Backends = new(StringComparer.Ordinal)
    {
        ["plain"] = (SimdLevel.Plain, () => new FieldLaws<PlainField>(FieldForm.Plain)),
        ["paired plain"] = (SimdLevel.Plain, () => new FieldLaws<Paired<PlainField>>(FieldForm.Plain.Paired(1, 8))),
        ["avx2"] = (SimdLevel.Avx2, () => new FieldLaws<Avx2Field>(FieldForm.Balanced(4))),
        ["paired avx2"] = (SimdLevel.Avx2, () => new FieldLaws<Paired<Avx2Field>>(FieldForm.Balanced(4).Paired(4, 40))),
        ["avx512"] = (SimdLevel.Avx512, () => new FieldLaws<Avx512Field>(FieldForm.Signed(8))),
        ["paired avx512"] = (SimdLevel.Avx512, () => new FieldLaws<Paired<Avx512Field>>(FieldForm.Signed(8).Paired(8, 40))),
    };

    internal static TheoryData<string> All => [.. Names];

    internal static TheoryData<string> Unpaired => [.. Names.Where(name => !name.StartsWith("paired ", StringComparison.Ordinal))];

    private static IEnumerable<string> Names => Backends.Where(b => b.Value.Level <= Simd.Best).Select(b => b.Key);

    internal static FieldLaws Of(string name) => Backends[name].Make();

    internal abstract void Multiply();

    internal abstract void Square();

    internal abstract void SquarePair();

    internal abstract void SumsAndCarry();

    internal abstract void Choices();

    internal abstract void Verdicts();

    internal abstract void Forms();

    internal abstract void Powers();

    internal abstract void Tables();

    internal abstract void Digits();
}
