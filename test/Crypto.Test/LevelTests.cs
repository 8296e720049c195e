// What makes the runs at several levels worth anything: each runs at the level it was asked for, on no more than its instructions.
using System.Runtime.Intrinsics.X86;
using MobileCoin.Curve25519;

namespace MobileCoin.Crypto.Test;

public sealed class LevelTests
{
    [Fact]
    public void ForcedLevel_IsTheOneThatRuns()
    {
        string? forced = Environment.GetEnvironmentVariable(Simd.Variable);
        if (string.IsNullOrEmpty(forced)) Assert.Equal(Simd.Best, Simd.Level);
        else Assert.Equal(forced, Simd.Level.ToString().ToLowerInvariant());
    }

    [Fact]
    public void Avx2Run_HasAvx512SwitchedOff() =>
        Assert.False(Simd.Level == SimdLevel.Avx2 && Avx512F.IsSupported, "set DOTNET_EnableAVX512=0 with MC_SIMD=avx2, or the JIT uses AVX-512 instructions");
}
