// Where a backend keeps its limbs and how large they may be, for the tests that reach under the interface.
using System.Numerics;
using MobileCoin.Curve25519.Field;

namespace MobileCoin.Curve25519.Test.Field;

/// <summary>Signed limbs of 51 bits, as the 64-bit word at <paramref name="Word"/>(lane, limb), and the limits of a fresh value's limbs.</summary>
internal sealed record FieldForm(Func<int, int, int> Word, Func<int, (long Min, long Max)> Fresh)
{
    internal const int Limbs = 5;

    private const long Full = 1L << 51;

    /// <summary>Limbs that never go below zero.</summary>
    internal static FieldForm Plain { get; } = new((_, limb) => limb, _ => (0, Full + (1L << 13) - 1));

    /// <summary>Signed limbs in so many lanes: one carry leaves a little above 51 bits and a little below zero.</summary>
    internal static FieldForm Signed(int lanes) => new(
        (lane, limb) => (lanes * limb) + lane,
        limb => limb == 0 ? (-(1L << 16), Full + (1L << 16)) : (-(1L << 13), Full + (1L << 13)));

    /// <summary>Two vectors end to end.</summary>
    internal FieldForm Paired(int lanes, int length) =>
        new((lane, limb) => lane < lanes ? Word(lane, limb) : length + Word(lane - lanes, limb), Fresh);

    internal unsafe BigInteger Value(ulong* a, int lane)
    {
        BigInteger value = 0;
        for (int limb = Limbs - 1; limb >= 0; limb--) value = (value << 51) + (long)a[Word(lane, limb)];
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
        ["avx512"] = (SimdLevel.Avx512, () => new FieldLaws<Avx512Field>(FieldForm.Signed(8))),
        ["paired avx512"] = (SimdLevel.Avx512, () => new FieldLaws<Paired<Avx512Field>>(FieldForm.Signed(8).Paired(8, 40))),
    };

    internal static TheoryData<string> All => [.. Backends.Where(b => b.Value.Level <= Simd.Best).Select(b => b.Key)];

    internal static TheoryData<string> Unpaired => [.. Backends.Where(b => b.Value.Level <= Simd.Best && !b.Key.StartsWith("paired ", StringComparison.Ordinal)).Select(b => b.Key)];

    internal static FieldLaws Of(string name) => Backends[name].Make();

    internal abstract void Multiply();

    internal abstract void Square();

    internal abstract void SumsAndCarry();

    internal abstract void Choices();

    internal abstract void Verdicts();

    internal abstract void Forms();

    internal abstract void Powers();

    internal abstract void Tables();

    internal abstract void Digits();
}
