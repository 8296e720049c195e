namespace MobileCoin.Curve25519.Test.Group;

/// <summary>Every set of point kernels against the formulas over BigInteger.</summary>
public sealed class PointKernelTests
{
    public static TheoryData<string> All => PointKernelLaws.All;

    [Theory, MemberData(nameof(All))]
    public void DoubleAndAdd_AtTheLimitsOfLimbs(string kernels) => PointKernelLaws.Of(kernels).Formulas();

    [Theory, MemberData(nameof(All))]
    public void CachedForms_AtTheLimitsOfLimbs(string kernels) => PointKernelLaws.Of(kernels).CachedForms();

    [Theory, MemberData(nameof(All))]
    public void LoadAndStore_AtTheLimitsOfLimbs(string kernels) => PointKernelLaws.Of(kernels).LoadStore();
}
