// Which of the three sets of kernels this process runs: plain 64-bit, AVX2 or AVX-512. Chosen once, at start.
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Curve25519;

/// <summary>A set of kernels. Every level computes the same results; they differ in speed alone.</summary>
public enum SimdLevel
{
    /// <summary>Portable 64-bit integer code.</summary>
    Plain,

    /// <summary>256-bit integer vectors, four lanes.</summary>
    Avx2,

    /// <summary>512-bit integer and double vectors, eight lanes (needs F, DQ, BW and VL).</summary>
    Avx512,
}

/// <summary>The choice of kernels for this process.</summary>
public static class Simd
{
    /// <summary>The environment variable that forces a level: <c>plain</c>, <c>avx2</c> or <c>avx512</c>.</summary>
    public const string Variable = "MC_SIMD";

    /// <summary>The level that this process runs at.</summary>
    /// <exception cref="TypeInitializationException">MC_SIMD holds another word, or a level that this machine lacks.</exception>
    public static SimdLevel Level { get; } = Choose(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The highest level that this machine and runtime support.</summary>
    public static SimdLevel Best =>
        !Avx2.IsSupported || !Bmi2.X64.IsSupported ? SimdLevel.Plain
        : Avx512F.IsSupported && Avx512DQ.VL.IsSupported && Avx512BW.VL.IsSupported && Fma.IsSupported ? SimdLevel.Avx512
        : SimdLevel.Avx2;

    internal static SimdLevel Choose(string? forced)
    {
        if (string.IsNullOrEmpty(forced)) return Best;
        SimdLevel level = forced switch
        {
            "plain" => SimdLevel.Plain,
            "avx2" => SimdLevel.Avx2,
            "avx512" => SimdLevel.Avx512,
            _ => throw new PlatformNotSupportedException($"{Variable}={forced}: expected plain, avx2 or avx512"),
        };
        return level <= Best
            ? level
            : throw new PlatformNotSupportedException($"{Variable}={forced}: this machine supports {Best.ToString().ToLowerInvariant()} at most");
    }
}
