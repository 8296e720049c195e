// Decoding, encoding and the map of every backend, in batches of any size and one at a time, against the model of RFC 9496.
using System.Numerics;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Ristretto;

public sealed class EncodingTests
{
    private static readonly Lazy<(byte[] Strings, bool[] Valid, EdwardsModel[] Points)> Decoded = new(() =>
    {
        var strings = new List<byte[]>();
        for (int i = 0; i <= 300; i++) strings.Add(FieldModel.ToBytes(i));
        for (int i = -300; i <= 300; i++) strings.Add(FieldModel.ToBytes(FieldModel.P + i));
        foreach (int power in (int[])[51, 102, 153, 204, 254, 255])
        {
            for (int i = -8; i < 8; i++) strings.Add(FieldModel.ToBytes((BigInteger.One << power) + i));
        }
        for (int i = 1; i <= 24; i++) strings.Add(FieldModel.ToBytes((BigInteger.One << 256) - i));
        // A valid encoding with its top bit set, or negated, or plus p where that fits, is none.
        for (int i = 0; i < 16; i++)
        {
            byte[] encoding = RistrettoPoint.MultiplyBase(Scalar.FromUInt64((ulong)i)).ToBytes(), high = [.. encoding];
            high[31] |= 0x80;
            strings.Add(encoding);
            strings.Add(high);
            strings.Add(FieldModel.ToBytes(FieldModel.Mod(-FieldModel.FromBytes(encoding))));
        }
        var random = new Random(9496);
        for (int i = 0; i < 2000; i++)
        {
            // Even and below 2^255, so that most get past the first two checks.
            byte[] bytes = Samples.Bytes(random, 32);
            if (i % 8 != 0)
            {
                bytes[0] &= 0xFE;
                bytes[31] &= 0x7F;
            }
            strings.Add(bytes);
        }
        var model = strings.ConvertAll(s => RistrettoModel.Decode(s));
        return ([.. strings.SelectMany(s => s)], [.. model.Select(m => m.Decoding == Decoding.Valid)], [.. model.Select(m => m.Point)]);
    });

    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory, MemberData(nameof(Levels))]
    public void Decode_OfRandomAndStructuredStrings_AsTheModel(SimdLevel level)
    {
        (byte[] strings, bool[] valid, EdwardsModel[] expected) = Decoded.Value;
        (RistrettoPoint[] points, bool[] verdicts) = Backend.For(level).DecodeEach(strings);
        Assert.Equal(valid, verdicts);
        for (int i = 0; i < points.Length; i++) Assert.True(EdwardsModel.FromPoint(points[i].Point).IsSame(expected[i]), $"string {i}");

        // What was decoded encodes to the same string again; the rest to zeros.
        byte[] encodings = Backend.For(level).EncodeEach(points);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(valid[i] ? strings.AsSpan(32 * i, 32) : new byte[32], encodings.AsSpan(32 * i, 32));
        }
        Assert.InRange(valid.Count(v => v), 300, 1500);
    }

    [Fact]
    public void TryDecode_OfRandomAndStructuredStrings_AsTheModel()
    {
        (byte[] strings, bool[] valid, EdwardsModel[] expected) = Decoded.Value;
        for (int i = 0; i < valid.Length; i++)
        {
            ReadOnlySpan<byte> s = strings.AsSpan(32 * i, 32);
            Assert.Equal(valid[i], RistrettoPoint.TryDecode(s, out RistrettoPoint point));
            Assert.True(EdwardsModel.FromPoint(point.Point).IsSame(expected[i]), $"string {i}");
            Assert.Equal(valid[i], new CompressedRistretto(s).TryDecompress(out RistrettoPoint decompressed));
            Assert.Equal(point, decompressed);
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void FromUniform_OfRandomAndStructuredStrings_AsTheModel(SimdLevel level)
    {
        var random = new Random(4);
        BigInteger[] few =
        [
            0, 1, 2, 18, FieldModel.P - 1, FieldModel.P, FieldModel.P + 1,
            (BigInteger.One << 255) - 1, BigInteger.One << 255, (BigInteger.One << 256) - 1,
            FieldModel.SqrtM1, FieldModel.InvSqrtAMinusD, .. SpecialRoots(),
        ];
        byte[][] strings =
        [
            .. from a in few from b in few select (byte[])[.. FieldModel.ToBytes(a), .. FieldModel.ToBytes(b)],
            .. Enumerable.Range(0, 200).Select(_ => Samples.Bytes(random, 64)),
        ];
        byte[] all = [.. strings.SelectMany(s => s)];
        RistrettoPoint[] points = Backend.For(level).MapEach(all);
        byte[] encodings = Backend.For(level).EncodeEach(points);
        for (int i = 0; i < points.Length; i++)
        {
            EdwardsModel expected = RistrettoModel.FromUniformBytes(strings[i]);
            Assert.True(EdwardsModel.FromPoint(points[i].Point).IsOnCurve, $"string {i}");
            Assert.Equal(RistrettoModel.Encode(expected), encodings.AsSpan(32 * i, 32).ToArray());
            if (i % 10 == 0) Assert.Equal(points[i], RistrettoPoint.FromUniformBytes(strings[i]));
        }
    }

    /// <summary>Every representation: any Z, and the point moved by any of the four points that ristretto255 does not see.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void Encode_OfEveryRepresentation_IsTheSame(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(5);
        EdwardsModel[] elements =
        [
            EdwardsModel.Identity, EdwardsModel.Base, EdwardsModel.Base + EdwardsModel.Base, (EdwardsModel.Order - 1) * EdwardsModel.Base,
            .. Enumerable.Range(0, 6).Select(_ => RistrettoModel.FromUniformBytes(Samples.Bytes(random, 64))),
        ];
        foreach (EdwardsModel element in elements)
        {
            BigInteger[] scales = [1, FieldModel.P - 1, FieldModel.SqrtM1, Samples.Integer(random)];
            RistrettoPoint[] forms =
                [.. from z in scales from torsion in Enumerable.Range(0, 4) select Samples.Represented(element, torsion, z)];
            byte[] once = RistrettoModel.Encode(element), twice = RistrettoModel.Encode(element + element);
            Assert.Equal(Enumerable.Repeat(once, forms.Length).SelectMany(b => b), backend.EncodeEach(forms));
            Assert.Equal(Enumerable.Repeat(twice, forms.Length).SelectMany(b => b), backend.DoubleAndEncodeEach(forms));
            RistrettoPoint[] products = backend.MultiplyEach([.. forms.Select(_ => Scalar.One)], forms);
            Assert.Equal(Enumerable.Repeat(once, forms.Length).SelectMany(b => b), backend.EncodeEach(products));
            foreach (RistrettoPoint form in forms)
            {
                Assert.Equal(once, form.ToBytes());
                Assert.Equal(once, form.Compress().ToBytes());
                Assert.True(form == forms[0]);
                Assert.Equal(forms[0].GetHashCode(), form.GetHashCode());
                Assert.False(form == forms[0] + RistrettoPoint.Generator);
                Assert.True(form - forms[0] == RistrettoPoint.Identity);
            }
        }
    }

    /// <summary>Batches that share one inversion, and every place in them where a product of coordinates is zero.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void DoubleAndEncode_IsEncodeOfTheSum(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(6);
        foreach (int count in (int[])[.. Enumerable.Range(0, 41), 255, 256, 257, 600])
        {
            RistrettoPoint[] points = Samples.RandomPoints(random, count);
            // Points of order 1, 2, 4 and 8: x or y is zero, or both squares add up to zero.
            for (int i = 0; i < count; i++)
            {
                if (random.Next(6) == 0) points[i] = new(EdwardsModel.Torsion[random.Next(8)].Scaled(Samples.Integer(random)).ToPoint());
            }
            RistrettoPoint[] twice = [.. points.Select(p => p + p)];
            Assert.Equal(twice.Encodings(), backend.DoubleAndEncodeEach(points));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Batches_OfEveryCount_AsOneAtATime(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(7);
        for (int count = 0; count <= 40; count++)
        {
            RistrettoPoint[] points = Samples.RandomPoints(random, count);
            byte[] encodings = points.Encodings(), strings = Samples.Bytes(random, 64 * count);
            Assert.Equal(encodings, backend.EncodeEach(points));
            bool[] expected = new bool[count];
            for (int i = 0; i < count; i++)
            {
                expected[i] = random.Next(4) != 0;
                if (!expected[i]) encodings[(32 * i) + 31] ^= 0x80;
            }
            (RistrettoPoint[] decoded, bool[] valid) = backend.DecodeEach(encodings);
            Assert.Equal(expected, valid);
            for (int i = 0; i < count; i++) Assert.Equal(expected[i] ? points[i] : RistrettoPoint.Identity, decoded[i]);
            RistrettoPoint[] mapped = backend.MapEach(strings);
            for (int i = 0; i < count; i++) Assert.Equal(RistrettoPoint.FromUniformBytes(strings.AsSpan(64 * i, 64)), mapped[i]);
        }
    }

    /// <summary>Arguments for which a denominator or a factor of the map is zero: i t^2 = -1, -d, -1/d, 1.</summary>
    private static IEnumerable<BigInteger> SpecialRoots()
    {
        BigInteger[] r = [FieldModel.P - 1, FieldModel.Mod(-FieldModel.D), FieldModel.Mod(-FieldModel.Invert(FieldModel.D)), 1];
        foreach (BigInteger value in r)
        {
            (bool wasSquare, BigInteger t) = FieldModel.SqrtRatioM1(value, FieldModel.SqrtM1);
            if (wasSquare) yield return t;
        }
    }
}
