// The backends that this machine has, each made by its type argument, so that one run covers them all.
using System.Runtime.CompilerServices;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Map;

namespace MobileCoin.Oblivious.Test;

internal static class Backends
{
    public static readonly RecordShape[] Shapes = [RecordShape.ViewRecord, RecordShape.KeyImage, RecordShape.Counter];

    public static IEnumerable<SimdLevel> All => Enum.GetValues<SimdLevel>().Where(level => level <= Simd.Best);

    /// <summary>Rows of level, shape index.</summary>
    public static TheoryData<SimdLevel, int> LevelsAndShapes()
    {
        var data = new TheoryData<SimdLevel, int>();
        foreach (SimdLevel level in All)
        {
            for (int shape = 0; shape < Shapes.Length; shape++) data.Add(level, shape);
        }
        return data;
    }

    public static TheoryData<SimdLevel> Levels() => new(All);

    /// <summary>A small index and a short scan, so that waves of splits and all depths of the recursion are met with few records.</summary>
    public static MapLayout Small(long capacity) => new(capacity) { LeastIndexBuckets = 16, ScannedLabels = 16 };

    public static ObliviousMap Create(SimdLevel level, RecordShape shape, MapLayout layout, int seed = 1) =>
        MapBackends.Create(shape, layout, level, Seed(seed));

    public static byte[] Seed(int seed)
    {
        byte[] bytes = new byte[ObliviousMap.SeedSize];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The first bytes say which record it is, so that a failure is readable.</summary>
    public static byte[] Key(RecordShape shape, int number)
    {
        byte[] key = new byte[shape.KeySize];
        Unsafe.WriteUnaligned(ref key[0], number);
        return key;
    }

    public static byte[] Value(RecordShape shape, int number)
    {
        byte[] value = new byte[shape.ValueSize];
        new Random(number).NextBytes(value);
        return value;
    }
}
