// Points made ready for products, and sums of many, on every backend, against products and sums one at a time.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519.Test.Group;

public sealed class PreparedTests
{
    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory, MemberData(nameof(Levels))]
    public void Table_AsOneAtATime(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(31);
        Scalar[] scalars = [.. Samples.EdgeScalars, .. Samples.RandomScalars(random, 10)];
        foreach (RistrettoPoint point in (RistrettoPoint[])[RistrettoPoint.Identity, RistrettoPoint.Generator, Samples.Point(random), Samples.Point(random)])
        {
            Assert.Equal(scalars.Select(k => backend.Multiply(k, point)), backend.MultiplyByTable(scalars, point));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Powers_OfEveryCount_AsOneAtATime(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(32);
        for (int size = 0; size <= 19; size++)
        {
            RistrettoPoint[] points = Samples.RandomPoints(random, size);
            int first = random.Next(size + 1), count = random.Next(size - first + 1);
            Scalar[] scalars = Samples.RandomScalars(random, count);
            Scalar one = Samples.RandomScalars(random, 1)[0];
            IEnumerable<RistrettoPoint> some = points.Skip(first).Take(count);
            Assert.Equal(some.Select((p, i) => backend.Multiply(scalars[i], p)), backend.MultiplyRaisedEach(scalars, points, first, count));
            Assert.Equal(some.Select(p => backend.Multiply(one, p)), backend.MultiplyRaisedEach([one], points, first, count));
        }
        foreach (Scalar k in Samples.EdgeScalars)
        {
            RistrettoPoint[] points = [Samples.Point(random), RistrettoPoint.Generator];
            Assert.Equal(points.Select(p => backend.Multiply(k, p)), backend.MultiplyRaisedEach([k], points, 0, 2));
        }
    }

    [Theory, MemberData(nameof(Levels))]
    public void Sums_OfEveryCount_AsOneAtATime(SimdLevel level)
    {
        var backend = Backend.For(level);
        var random = new Random(33);
        for (int count = 0; count <= 20; count++)
        {
            RistrettoPoint[] a = Samples.RandomPoints(random, count), b = Samples.RandomPoints(random, count);
            for (int i = 0; i < count; i += 3) b[i] = a[i];
            Assert.Equal(a.Select((p, i) => p + b[i]), backend.AddEach(a, b, subtract: false));
            Assert.Equal(a.Select((p, i) => p - b[i]), backend.AddEach(a, b, subtract: true));
        }
    }

    [Fact]
    public void PublicForms_AsOneAtATime()
    {
        var random = new Random(34);
        RistrettoPoint[] points = Samples.RandomPoints(random, 5), results = new RistrettoPoint[3], sums = new RistrettoPoint[3];
        Scalar[] scalars = Samples.RandomScalars(random, 3);
        using (var table = new RistrettoTable(points[1]))
        using (var powers = new RistrettoPowers(points))
        {
            Assert.Equal(scalars[0] * points[1], table.Multiply(scalars[0]));
            powers.Multiply(scalars, 1, results);
            Assert.Equal(points.Skip(1).Take(3).Select((p, i) => scalars[i] * p), results);
            powers.Multiply(scalars[2], 2, results);
            Assert.Equal(points.Skip(2).Select(p => scalars[2] * p), results);
            Assert.Equal(scalars[1] * points[1], table.Multiply(scalars[1]));
        }
        RistrettoBatch.Add(points.AsSpan(0, 3), points.AsSpan(1, 3), sums);
        Assert.Equal(Enumerable.Range(0, 3).Select(i => points[i] + points[i + 1]), sums);
        RistrettoBatch.Subtract(points.AsSpan(0, 3), points.AsSpan(1, 3), sums);
        Assert.Equal(Enumerable.Range(0, 3).Select(i => points[i] - points[i + 1]), sums);
        Assert.Equal(Simd.Level switch { SimdLevel.Avx512 => 8, SimdLevel.Avx2 => 4, _ => 1 }, RistrettoBatch.Lanes);
    }
}
