// Mixed operations on a map and on a dictionary: the short form runs with the tests, the long one is ./fog soak oblivious.
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Map;

namespace MobileCoin.Oblivious.Test.Soak;

/// <summary>One map. Everything in it follows from the seed.</summary>
/// <param name="Level">Which kernels.</param>
/// <param name="Shape">Which records.</param>
/// <param name="From">The map is built with so many records, or empty with room for so many.</param>
/// <param name="To">Puts that it reaches at least: more than <paramref name="From"/> and it grows on the way.</param>
internal sealed record SoakCase(SimdLevel Level, RecordShape Shape, int From, int To)
{
    /// <summary>The sizes of the long form: growing, and large.</summary>
    private static readonly (int From, int To)[] Sizes = [(1 << 10, 1 << 17), (1 << 20, 1 << 20)];

    private const int LongBatchEvery = 500;

    /// <summary>All levels, shapes and sizes of this machine's long form.</summary>
    public static IEnumerable<SoakCase> Long =>
        from level in Backends.All.Reverse()
        from shape in Backends.Shapes
        from size in Sizes
        select new SoakCase(level, shape, size.From, size.To);

    private bool IsBuilt => From == To;

    /// <summary>Makes at least so many operations, compares every answer whole, and in the end what the map holds.</summary>
    /// <returns>How many operations were made.</returns>
    public long Run(long operations, int seed)
    {
        var random = new Random(seed);
        var records = new Dictionary<int, byte[]>();
        using ObliviousMap map = IsBuilt ? Build(seed, records) : Backends.Create(Level, Shape, new MapLayout(From), seed);
        var model = new Model(Shape, map, records);
        int keys = IsBuilt ? 2 * To : To;
        while (model.Operations < operations || map.Puts < To)
        {
            model.Step(random, keys, random.Next(LongBatchEvery) == 0 ? ObliviousMap.BatchLimit : 8);
        }
        model.CompareAll(Math.Min(keys, 1 << 16));
        return model.Operations;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Level.ToString().ToLowerInvariant()} {Shape.Name} {(IsBuilt ? $"{To}" : $"{From} growing to {To}")}";

    private ObliviousMap Build(int seed, Dictionary<int, byte[]> expected)
    {
        int next = 0;
        int Read(Span<byte> records)
        {
            int count = Math.Min(records.Length / Shape.RecordSize, From - next);
            for (int i = 0; i < count; i++, next++)
            {
                Span<byte> record = records.Slice(i * Shape.RecordSize, Shape.RecordSize);
                expected[next] = Backends.Value(Shape, next);
                Backends.Key(Shape, next).CopyTo(record);
                expected[next].CopyTo(record[Shape.KeySize..]);
            }
            return count;
        }
        return Backends.Create(Level, Shape, new MapLayout(From), seed).Loaded(From, Read, null, CancellationToken.None);
    }
}
