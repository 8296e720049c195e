// The laws of the group on every backend, one point at a time and in batches of every count.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Curve25519.Backends;
using MobileCoin.Curve25519.Test.Model;

namespace MobileCoin.Curve25519.Test.Group;

public sealed class GroupTests
{
    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Fact]
    public void Addition_IsACommutativeGroup() => Prop.ForAll(Samples.Points, Samples.Points, Samples.Points, (p, q, r) =>
        (p + q) + r == p + (q + r) && p + q == q + p && p + RistrettoPoint.Identity == p && p - p == RistrettoPoint.Identity
        && p + -q == p - q && -(-p) == p && (p + q).ToBytes().AsSpan().SequenceEqual((q + p).ToBytes())).QuickCheckThrowOnFailure();

    [Fact]
    public void Addition_AsTheModel()
    {
        var random = new Random(1);
        for (int i = 0; i < 100; i++)
        {
            RistrettoPoint p = Samples.Point(random), q = i % 5 == 0 ? p : i % 5 == 1 ? -p : i % 5 == 2 ? default : Samples.Point(random);
            EdwardsModel a = EdwardsModel.FromPoint(p.Point), b = EdwardsModel.FromPoint(q.Point);
            AssertSame(a + b, p + q);
            AssertSame(a + b.Negate(), p - q);
            AssertSame(a.Negate(), -p);
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Multiplication_Distributes(SimdLevel level)
    {
        var backend = Backend.For(level);
        Prop.ForAll(Samples.Scalars, Samples.Scalars, Samples.Points.Generator.Two().ToArbitrary(), (a, b, points) =>
        {
            (RistrettoPoint p, RistrettoPoint q) = points;
            RistrettoPoint[] batch = backend.MultiplyEach([a, a, a + b, b, a * b, a], [p, q, p, p, p, p + q]);
            return backend.Multiply(a, p + q) == backend.Multiply(a, p) + backend.Multiply(a, q)
                && backend.Multiply(a + b, p) == backend.Multiply(a, p) + backend.Multiply(b, p)
                && backend.Multiply(a * b, p) == backend.Multiply(a, backend.Multiply(b, p))
                && backend.Multiply(-a, p) == -backend.Multiply(a, p)
                && backend.MultiplyBase(a + b) == backend.MultiplyBase(a) + backend.MultiplyBase(b)
                && batch[0] + batch[1] == batch[5] && batch[0] + batch[3] == batch[2] && backend.Multiply(b, batch[0]) == batch[4];
        }).QuickCheckThrowOnFailure();
    }

    [Theory, MemberData(nameof(Levels))]
    public void SmallMultiples_AreRepeatedAdditions(SimdLevel level)
    {
        var backend = Backend.For(level);
        RistrettoPoint[] points = [RistrettoPoint.Identity, RistrettoPoint.Generator, .. Samples.RandomPoints(new Random(2), 3)];
        foreach (RistrettoPoint p in points)
        {
            Scalar[] k = [.. Enumerable.Range(0, 21).Select(i => Scalar.FromUInt64((ulong)i))];
            RistrettoPoint[] batch = backend.MultiplyEach(k, [.. Enumerable.Repeat(p, 21)]), sums = new RistrettoPoint[21];
            for (int i = 1; i <= 20; i++) sums[i] = sums[i - 1] + p;
            Assert.Equal(sums, batch);
            for (int i = 0; i <= 20; i++)
            {
                Assert.Equal(sums[i], backend.Multiply(k[i], p));
                Assert.Equal(-sums[i], backend.Multiply(-k[i], p));
            }
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Order_EndsInTheIdentity(SimdLevel level)
    {
        var backend = Backend.For(level);
        Scalar last = -Scalar.One;
        foreach (RistrettoPoint p in (RistrettoPoint[])[RistrettoPoint.Generator, .. Samples.RandomPoints(new Random(3), 6)])
        {
            Assert.Equal(-p, backend.Multiply(last, p));
            Assert.Equal(RistrettoPoint.Identity, backend.Multiply(last, p) + p);
            Assert.Equal(RistrettoPoint.Identity, backend.Multiply(Scalar.Zero, p));
            Assert.Equal(p, backend.Multiply(Scalar.One, p));
        }
        Assert.Equal(-RistrettoPoint.Generator, backend.MultiplyBase(last));
    }

    /// <summary>Products with edge scalars against the model; the exact point of the curve, not only its class.</summary>
    [Theory, MemberData(nameof(Levels))]
    public void EdgeScalars_AsTheModel(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(4);
        Scalar[] k = [.. Samples.EdgeScalars, .. Samples.RandomScalars(random, 5)];
        // With torsion: nothing but the integer below l may multiply the point.
        EdwardsModel a = EdwardsModel.Base + EdwardsModel.Torsion[1];
        RistrettoPoint p = new(a.Scaled(Samples.Integer(random)).ToPoint());
        RistrettoPoint[] batch = backend.MultiplyEach(k, [.. k.Select(_ => p)]), bases = backend.MultiplyBaseEach(k);
        for (int i = 0; i < k.Length; i++)
        {
            BigInteger integer = Samples.Integer(k[i]);
            EdwardsModel product = integer * a, multiple = integer * EdwardsModel.Base;
            AssertSame(product, batch[i]);
            AssertSame(product, backend.Multiply(k[i], p));
            AssertSame(multiple, bases[i]);
            AssertSame(multiple, backend.MultiplyBase(k[i]));
            Scalar b = k[^(i + 1)];
            AssertSame(product + (Samples.Integer(b) * EdwardsModel.Base), backend.DoubleMultiplyBaseVartime(k[i], p, b));
        }
        Assert.All(batch.Concat(bases), q => Assert.True(EdwardsModel.FromPoint(q.Point).IsOnCurve));
    }

    [Theory, MemberData(nameof(Levels))]
    public void Batches_OfEveryCount_AsOneAtATime(SimdLevel level)
    {
        Backend backend = Backend.For(level), plain = TestBackends.Plain;
        var random = new Random(5);
        for (int count = 0; count <= 40; count++)
        {
            Scalar[] a = Samples.RandomScalars(random, count), b = Samples.RandomScalars(random, count);
            RistrettoPoint[] p = Samples.RandomPoints(random, count), q = Samples.RandomPoints(random, count);
            RistrettoPoint[] ap = [.. a.Zip(p, (k, x) => plain.Multiply(k, x))], bq = [.. b.Zip(q, (k, x) => plain.Multiply(k, x))];
            RistrettoPoint[] bg = [.. b.Select(k => plain.MultiplyBase(k))];
            byte[] products = ap.Encodings();
            Assert.Equal(products, backend.MultiplyEach(a, p).Encodings());
            Assert.Equal(bg, backend.MultiplyBaseEach(b));
            Assert.Equal(ap.Zip(bg, (x, y) => x + y), backend.DoubleMultiplyBaseEach(a, p, b));
            Assert.Equal(ap.Zip(bq, (x, y) => x + y), backend.DoubleMultiplyEach(a, p, b, q));
            for (int i = 0; i < Math.Min(count, 4); i++)
            {
                Assert.Equal(ap[i], backend.Multiply(a[i], p[i]));
                Assert.Equal(ap[i] + bg[i], backend.DoubleMultiplyBaseVartime(a[i], p[i], b[i]));
            }

            // In place, and one scalar for all.
            backend.Multiply(a, BackendCalls.Raw(p), BackendCalls.Raw(p));
            Assert.Equal(ap, p);
            if (count == 0) continue;
            var one = new RistrettoPoint[count];
            backend.Multiply([a[0]], BackendCalls.Raw(q), BackendCalls.Raw(one));
            Assert.Equal(q.Select(x => plain.Multiply(a[0], x)), one);
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Agree_IsDecodeMultiplyEncode(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(6);
        foreach (int count in (int[])[.. Enumerable.Range(0, 41), 63, 64, 65, 130])
        {
            Scalar k = count % 9 == 8 ? Samples.EdgeScalars[count % Samples.EdgeScalars.Count] : Samples.RandomScalar(random);
            byte[] encodings = Samples.RandomPoints(random, count).Encodings(), secrets = new byte[32 * count];
            byte[] expected = new byte[32 * count];
            bool[] valid = new bool[count], expectedValid = new bool[count];
            secrets.AsSpan().Fill(0xAA);
            for (int i = 0; i < count; i++)
            {
                Span<byte> encoding = encodings.AsSpan(32 * i, 32);
                if (random.Next(3) == 0) encoding[random.Next(32)] ^= (byte)(1 << random.Next(8));
                expectedValid[i] = RistrettoPoint.TryDecode(encoding, out RistrettoPoint point);
                if (expectedValid[i]) (k * point).Encode(expected.AsSpan(32 * i, 32));
                valid[i] = !expectedValid[i];
            }
            backend.Agree(k, encodings, secrets, valid);
            Assert.Equal(expectedValid, valid);
            Assert.Equal(expected, secrets);
            backend.Agree(k, encodings, encodings, valid);
            Assert.Equal(expected, encodings);
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void SumsOfProducts_OfEveryCount_AreTheSums(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(7);
        foreach (int count in (int[])[.. Enumerable.Range(0, 20), 47, 48, 49, 63, 64, 65, 127, 189, 190, 191, 300, 383, 384, 385, 1100])
        {
            // Points of known logarithm, so that the sum is one multiplication.
            Scalar[] k = Samples.RandomScalars(random, count), logarithms = Samples.RandomScalars(random, count);
            RistrettoPoint[] points = TestBackends.Plain.MultiplyBaseEach(logarithms);
            Scalar sum = Scalar.Zero;
            for (int i = 0; i < count; i++) sum += k[i] * logarithms[i];
            RistrettoPoint expected = RistrettoPoint.MultiplyBase(sum);
            Assert.Equal(expected, backend.Sum(k, points));
            Assert.Equal(expected, backend.SumVartime(k, points));
            if (count is not (17 or 65)) continue;
            RistrettoPoint naive = RistrettoPoint.Identity;
            for (int i = 0; i < count; i++) naive += k[i] * points[i];
            Assert.Equal(naive, backend.Sum(k, points));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void SumsOfProducts_OfEqualsOppositesAndEdges(SimdLevel level)
    {
        var backend = Backend.For(level);
        RistrettoPoint p = Samples.Point(new Random(8));
        foreach (int count in (int[])[16, 200, 1100])
        {
            // Every bucket's neighbour is its opposite or itself, and most scalars are the same.
            RistrettoPoint[] cycle = [p, -p, RistrettoPoint.Identity, p], points = [.. Enumerable.Range(0, count).Select(i => cycle[i % 4])];
            foreach (Scalar k in Samples.EdgeScalars)
            {
                if (count == 1100 && !(k == -Scalar.One || k == Scalar.One)) continue;
                Scalar[] scalars = [.. Enumerable.Repeat(k, count)];
                RistrettoPoint expected = (k * Scalar.FromUInt64((ulong)count / 4)) * p;
                Assert.Equal(expected, backend.Sum(scalars, points));
                Assert.Equal(expected, backend.SumVartime(scalars, points));
            }
        }
    }

    private static void AssertSame(EdwardsModel expected, in RistrettoPoint actual) =>
        Assert.True(expected.IsSame(EdwardsModel.FromPoint(actual.Point)));
}
