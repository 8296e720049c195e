// From a shape and a level to the engine compiled for both.
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious.Map;

internal static class MapBackends
{
    public static ObliviousMap Create(RecordShape shape, MapLayout layout, SimdLevel level, ReadOnlySpan<byte> seed) =>
        shape.ValueSize switch
        {
            240 => Create<ViewRecord>(shape, layout, level, seed),
            16 => Create<KeyImageRecord>(shape, layout, level, seed),
            _ => Create<CounterRecord>(shape, layout, level, seed),
        };

    public static long MemoryFor(RecordShape shape, MapLayout layout) => shape.ValueSize switch
    {
        240 => MapEngine<ViewRecord, PlainLanes, ulong, NoTrace>.BytesFor(layout),
        16 => MapEngine<KeyImageRecord, PlainLanes, ulong, NoTrace>.BytesFor(layout),
        _ => MapEngine<CounterRecord, PlainLanes, ulong, NoTrace>.BytesFor(layout),
    };

    public static long MemoryToBuild(RecordShape shape, MapLayout layout) =>
        MemoryFor(shape, layout) + HashIndex<PlainLanes, ulong, NoTrace>.LoadBytes(layout);

    private static ObliviousMap Create<TRecord>(RecordShape shape, MapLayout layout, SimdLevel level, ReadOnlySpan<byte> seed)
        where TRecord : struct, IRecord => level switch
        {
            SimdLevel.Avx512 => new MapEngine<TRecord, Avx512Lanes, Vector512<ulong>, NoTrace>(shape, layout, seed),
            SimdLevel.Avx2 => new MapEngine<TRecord, Avx2Lanes, Vector256<ulong>, NoTrace>(shape, layout, seed),
            _ => new MapEngine<TRecord, PlainLanes, ulong, NoTrace>(shape, layout, seed),
        };
}
