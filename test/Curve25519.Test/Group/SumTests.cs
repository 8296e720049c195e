// The sums of aggregated proofs, on every backend, against products one at a time.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519.Test.Group;

public sealed class SumTests
{
    public static TheoryData<SimdLevel> Levels => TestBackends.All;

    [Theory]
    [MemberData(nameof(Levels))]
    public void MultiscalarFixed_OfAnyTerms_IsTheSumOfProducts(SimdLevel level)
    {
        Backend backend = Backend.For(level);
        var random = new Random(21);
        RistrettoPoint[] points = Samples.RandomPoints(random, 19);
        points[3] = RistrettoPoint.Identity;
        var table = new FixedRistretto(points);
        Assert.Equal(19, table.Count);
        foreach (int count in (int[])[0, 1, 2, 19])
        {
            Scalar[] scalars = Samples.RandomScalars(random, count);
            Assert.Equal(Sum(scalars, points), table.MultiscalarBy(backend, scalars));
            int[] indexes = [.. scalars.Select(_ => random.Next(19))];
            RistrettoPoint[] chosen = Array.ConvertAll(indexes, i => points[i]);
            Assert.Equal(Sum(scalars, chosen), table.MultiscalarBy(backend, scalars, indexes));
        }
        foreach (Scalar edge in Samples.EdgeScalars)
        {
            Assert.Equal(TestBackends.Plain.Multiply(edge, points[5]), table.MultiscalarBy(backend, [edge], 5));
        }
    }

    [Fact]
    public void Table_OfThisProcess_IsTheSumOfProducts()
    {
        var random = new Random(22);
        RistrettoPoint[] points = Samples.RandomPoints(random, 3);
        Scalar[] scalars = Samples.RandomScalars(random, 3);
        var table = new FixedRistretto(points);
        Assert.Equal(Sum(scalars, points), table.Multiscalar(scalars));
        Assert.Equal(Sum(scalars, [points[2], points[0], points[2]]), table.Multiscalar(scalars, [2, 0, 2]));
        Assert.Equal(RistrettoPoint.Identity, table.Multiscalar([]));
        Errors.AssertNames("scalars", () => table.Multiscalar(new Scalar[4]));
        Errors.AssertNames("indexes", () => table.Multiscalar(scalars, [0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>("indexes", () => table.Multiscalar(scalars, [0, 1, 3]));
        Assert.Throws<ArgumentOutOfRangeException>("indexes", () => table.Multiscalar(scalars, [0, -1, 2]));
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void SelectedDifference_OfAnyMasks_AddsAndSubtracts(SimdLevel level)
    {
        Backend backend = Backend.For(level);
        var random = new Random(23);
        foreach (int count in (int[])[0, 1, 7, 8, 9, 64])
        {
            RistrettoPoint[] yes = Samples.RandomPoints(random, count), no = Samples.RandomPoints(random, count);
            ulong[] masks = [.. yes.Select(_ => random.Next(2) == 0 ? 0 : ulong.MaxValue)];
            RistrettoPoint expected = RistrettoPoint.Identity;
            for (int i = 0; i < count; i++) expected = masks[i] == 0 ? expected - no[i] : expected + yes[i];
            Assert.Equal(expected, new RistrettoPoint(backend.SelectedDifference(masks, BackendCalls.Raw(yes), BackendCalls.Raw(no))));
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void Multiscalars_OfAnyNumber_AreEachASum(SimdLevel level)
    {
        Backend backend = Backend.For(level);
        var random = new Random(24);
        foreach ((int sums, int each) in ((int, int)[])[(1, 5), (2, 0), (2, 1), (2, 4), (2, 9), (3, 4), (4, 3), (8, 2), (16, 1), (2, 200)])
        {
            RistrettoPoint[] points = Samples.RandomPoints(random, sums * each), results = new RistrettoPoint[sums];
            Scalar[] scalars = Samples.RandomScalars(random, sums * each);
            results.AsSpan().Fill(RistrettoPoint.Generator);
            backend.Multiscalars(scalars, BackendCalls.Raw(points), BackendCalls.Raw(results));
            for (int k = 0; k < sums; k++) Assert.Equal(Sum(scalars[(k * each)..((k + 1) * each)], points[(k * each)..((k + 1) * each)]), results[k]);
        }
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void FoldVartime_OfAnyShape_IsTheWeightedSum(SimdLevel level)
    {
        Backend backend = Backend.For(level);
        var random = new Random(25);
        foreach ((int weights, int count) in ((int, int)[])[(0, 3), (1, 1), (2, 8), (4, 9), (8, 16)])
        {
            Scalar[] scalars = Samples.RandomScalars(random, weights);
            RistrettoPoint[] points = Samples.RandomPoints(random, weights * count), results = new RistrettoPoint[count];
            backend.FoldVartime(scalars, BackendCalls.Raw(points), BackendCalls.Raw(results));
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(Sum(scalars, [.. Enumerable.Range(0, weights).Select(h => points[(h * count) + i])]), results[i]);
            }
        }
    }

    [Fact]
    public void WrongLengths_NameTheParameter()
    {
        Scalar[] scalars = new Scalar[4];
        RistrettoPoint[] points = new RistrettoPoint[4];
        Errors.AssertNames("scalars", () => RistrettoBatch.Multiscalars(new Scalar[3], points, new RistrettoPoint[2]));
        Errors.AssertNames("sums", () => RistrettoBatch.Multiscalars(scalars, points, []));
        Errors.AssertNames("points", () => RistrettoBatch.Multiscalars(scalars, points, new RistrettoPoint[3]));
        Errors.AssertNames("yes", () => RistrettoBatch.SelectedDifference(new ulong[3], points, points));
        Errors.AssertNames("no", () => RistrettoBatch.SelectedDifference(new ulong[4], points, new RistrettoPoint[5]));
        Errors.AssertNames("points", () => RistrettoBatch.FoldVartime(scalars, points, new RistrettoPoint[2]));
    }

    private static RistrettoPoint Sum(Scalar[] scalars, RistrettoPoint[] points)
    {
        RistrettoPoint sum = RistrettoPoint.Identity;
        for (int i = 0; i < scalars.Length; i++) sum += TestBackends.Plain.Multiply(scalars[i], points[i]);
        return sum;
    }
}
