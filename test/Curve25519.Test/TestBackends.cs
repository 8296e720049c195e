using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519.Test;

/// <summary>Every backend that this machine can run, whichever of them the process chose.</summary>
internal static class TestBackends
{
    internal static IReadOnlyList<SimdLevel> Levels { get; } = [.. Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Best)];

    internal static TheoryData<SimdLevel> All { get; } = new(Levels);

    internal static Backend Plain { get; } = Backend.For(SimdLevel.Plain);
}
