using MobileCoin.Curve25519;

namespace MobileCoin.Oblivious.Test.Soak;

// At the level of this run: ./fog test makes one for each.
public sealed class SoakTests
{
    public static TheoryData<int> Shapes() => [.. Enumerable.Range(0, Backends.Shapes.Length)];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MixedOperations_WhileGrowing(int shapeIndex) =>
        new SoakCase(Simd.Level, Backends.Shapes[shapeIndex], 1 << 10, 1 << 14).Run(40_000, seed: 1);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void MixedOperations_OnABuiltMap(int shapeIndex) =>
        new SoakCase(Simd.Level, Backends.Shapes[shapeIndex], 1 << 14, 1 << 14).Run(20_000, seed: 2);

    [Fact]
    public void MixedOperations_WhileGrowingFrom2To10Up2To17() =>
        new SoakCase(Simd.Level, RecordShape.KeyImage, 1 << 10, 1 << 17).Run(100_000, seed: 3);

    [Fact]
    public void MixedOperations_At2To20() => new SoakCase(Simd.Level, RecordShape.ViewRecord, 1 << 20, 1 << 20).Run(50_000, seed: 4);
}
