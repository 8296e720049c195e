namespace MobileCoin.Curve25519.Test;

public sealed class SimdTests
{
    [Fact]
    public void Choose_UnknownWord_NamesVariableAndWords()
    {
        var e = Assert.Throws<PlatformNotSupportedException>(() => Simd.Choose("sse9"));
        Assert.Contains("MC_SIMD=sse9", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Choose_NothingForced_TakesTheBest(string? forced) => Assert.Equal(Simd.Best, Simd.Choose(forced));
}
