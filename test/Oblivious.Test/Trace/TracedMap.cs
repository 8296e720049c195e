using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Oram;

namespace MobileCoin.Oblivious.Test.Trace;

/// <summary>Makes the engines of production with a recorder in place of nothing, and with a tape of labels.</summary>
internal static class TracedMap
{
    public static ObliviousMap Create<TTrace>(SimdLevel level, RecordShape shape, MapLayout layout, Func<byte[], LabelSource> labels)
        where TTrace : struct, ITrace => shape.ValueSize switch
        {
            240 => Create<ViewRecord, TTrace>(level, shape, layout, labels),
            16 => Create<KeyImageRecord, TTrace>(level, shape, layout, labels),
            _ => Create<CounterRecord, TTrace>(level, shape, layout, labels),
        };

    private static ObliviousMap Create<TRecord, TTrace>(
        SimdLevel level, RecordShape shape, MapLayout layout, Func<byte[], LabelSource> labels)
        where TRecord : struct, IRecord
        where TTrace : struct, ITrace => level switch
        {
            SimdLevel.Avx512 => new MapEngine<TRecord, Avx512Lanes, Vector512<ulong>, TTrace>(shape, layout, Backends.Seed(1), labels),
            SimdLevel.Avx2 => new MapEngine<TRecord, Avx2Lanes, Vector256<ulong>, TTrace>(shape, layout, Backends.Seed(1), labels),
            _ => new MapEngine<TRecord, PlainLanes, ulong, TTrace>(shape, layout, Backends.Seed(1), labels),
        };
}
