using MobileCoin.Curve25519;

namespace MobileCoin.Oblivious.Test.Soak;

public sealed class SoakTests
{
    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void MixedOperations_WhileGrowing(SimdLevel level, int shapeIndex) =>
        new SoakCase(level, Backends.Shapes[shapeIndex], 1 << 10, 1 << 13).Run(20_000, seed: 1);

    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void MixedOperations_OnABuiltMap(SimdLevel level, int shapeIndex) =>
        new SoakCase(level, Backends.Shapes[shapeIndex], 1 << 14, 1 << 14).Run(10_000, seed: 2);

    [Fact]
    public void MixedOperations_WhileGrowingFrom2To10Up2To17() =>
        new SoakCase(Simd.Level, RecordShape.KeyImage, 1 << 10, 1 << 17).Run(100_000, seed: 3);

    [Fact]
    public void MixedOperations_At2To20() => new SoakCase(Simd.Level, RecordShape.ViewRecord, 1 << 20, 1 << 20).Run(50_000, seed: 4);
}
