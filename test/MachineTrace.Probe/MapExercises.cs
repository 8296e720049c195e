// The oblivious map. What it shows by design are labels, each once and drawn at random; so the tape of each variant is chosen such that its
// operations show the labels that those of variant 0 show, while all labels that stay hidden differ (notes: oblivious-map.md §6, tape swap).
// Then all addresses must be equal.
using MobileCoin.Curve25519;
using MobileCoin.Oblivious;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Map;
using MobileCoin.Oblivious.Oram;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.MachineTrace.Probe;

internal static class MapExercises
{
    /// <summary>Keys 0 to 9 are in the map before; others are not.</summary>
    private const int Records = 10;

    private const int Absent = 100;

    /// <summary>Each with a workload for variants 0, 1 and the warm-up.</summary>
    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("map-find-hits", Exercise(RecordShape.ViewRecord, Find(7), Find(2), Find(4))),
        new("map-find-hit-miss", Exercise(RecordShape.ViewRecord, Find(7), Find(Absent), Find(4))),
        new("map-insert-overwrite", Exercise(RecordShape.ViewRecord, Upsert(Absent), Upsert(3), Upsert(4))),
        new("map-key-image", Exercise(RecordShape.KeyImage, Find(1), Find(Absent + 1), Find(5))),
        new("map-key-image-write", Exercise(RecordShape.KeyImage, Upsert(Absent), Upsert(8), Upsert(5))),
        new("map-counter", Exercise(RecordShape.Counter, Access(6, 1), Access(Absent, ulong.MaxValue), Access(1, 3))),
        new("map-batch", Exercise(RecordShape.KeyImage, FindBatch(1, 2, 3), FindBatch(7, 7, Absent), FindBatch(9, 1, 1))),
        new("map-batch-write", Exercise(RecordShape.KeyImage, UpsertBatch(Absent, Absent, 1), UpsertBatch(1, 2, 3), UpsertBatch(1, 8, 9))),
    ];

    /// <summary>Small trees and one of the position map. Enough capacity, so that operations do not grow it, but for the index's waves.</summary>
    private static MapLayout Layout => new(1 << 5) { LeastIndexBuckets = 32, ScannedLabels = 16 };

    internal delegate Action Workload(ObliviousMap map, RecordShape shape, int variant);

    internal static Func<int, Action> Exercise(RecordShape shape, params Workload[] workloads) => variant =>
    {
        uint[] shown = Shown(shape, workloads[0], 0);
        var draw = new Dictionary<uint, int>(Tape.Length);
        for (int i = 0; i < Tape.Length; i++) draw.Add(Tape.Default(i), i);
        uint[] labels = new uint[Tape.Length];
        for (int i = 0; i < Tape.Length; i++) labels[i] = Tape.Default(i + (variant * Tape.Length));
        uint[] own = Shown(shape, workloads[variant], variant);
        for (int i = 0; i < own.Length; i++) labels[draw[own[i]]] = shown[i];

        ObliviousMap map = Create<NoTrace>(shape, labels);
        Fill(map, shape);
        return workloads[variant](map, shape, variant);
    };

    /// <summary>The labels that are shown, from the first record on, if the tape gives the default ones.</summary>
    private static uint[] Shown(RecordShape shape, Workload workload, int variant)
    {
        uint[] labels = new uint[Tape.Length];
        for (int i = 0; i < Tape.Length; i++) labels[i] = Tape.Default(i);
        Shows.Labels.Clear();
        ObliviousMap map = Create<Shows>(shape, labels); // never disposed: tracing the wiping of it all would take longer than the exercise
        Fill(map, shape);
        workload(map, shape, variant)();
        return [.. Shows.Labels];
    }

    private static void Fill(ObliviousMap map, RecordShape shape)
    {
        for (int i = 0; i < Records; i++) map.Upsert(Key(shape, i), Secret.Public(shape.ValueSize, i));
    }

    private static ObliviousMap Create<TTrace>(RecordShape shape, uint[] labels)
        where TTrace : struct, ITrace => shape.ValueSize switch
        {
            240 => Create<ViewRecord, TTrace>(shape, labels),
            16 => Create<KeyImageRecord, TTrace>(shape, labels),
            _ => Create<CounterRecord, TTrace>(shape, labels),
        };

    private static ObliviousMap Create<TRecord, TTrace>(RecordShape shape, uint[] labels)
        where TRecord : struct, IRecord
        where TTrace : struct, ITrace
    {
        byte[] seed = Secret.Public(ObliviousMap.SeedSize);
        return Simd.Level switch
        {
            SimdLevel.Avx512 => new MapEngine<TRecord, Avx512Lanes, Vector512<ulong>, TTrace>(shape, Layout, seed, _ => new Tape(labels)),
            SimdLevel.Avx2 => new MapEngine<TRecord, Avx2Lanes, Vector256<ulong>, TTrace>(shape, Layout, seed, _ => new Tape(labels)),
            _ => new MapEngine<TRecord, PlainLanes, ulong, TTrace>(shape, Layout, seed, _ => new Tape(labels)),
        };
    }

    internal static byte[] Key(RecordShape shape, int number)
    {
        byte[] key = new byte[shape.KeySize];
        Unsafe.WriteUnaligned(ref key[0], number);
        return key;
    }

    private static Workload Find(int number) => (map, shape, variant) =>
    {
        byte[] key = Key(shape, number), value = new byte[shape.ValueSize];
        return () => map.Find(key, value);
    };

    private static Workload Upsert(int number) => (map, shape, variant) =>
    {
        byte[] key = Key(shape, number), value = Secret.Bytes(variant, shape.ValueSize);
        return () => map.Upsert(key, value);
    };

    private static Workload Access(int number, ulong addend) => (map, shape, variant) =>
    {
        // In the block of the variant, so that it lies at the same place in all of them.
        (byte[] key, ulong own) = (Key(shape, number), addend);
        return () => map.AccessAndInsert(key, own, out _);
    };

    private static Workload FindBatch(params int[] numbers) => (map, shape, variant) =>
    {
        byte[] keys = Keys(shape, numbers), values = new byte[numbers.Length * shape.ValueSize];
        ulong[] found = new ulong[numbers.Length];
        return () => map.FindBatch(keys, values, found);
    };

    private static Workload UpsertBatch(params int[] numbers) => (map, shape, variant) =>
    {
        byte[] keys = Keys(shape, numbers), values = Secret.Bytes(variant, numbers.Length * shape.ValueSize);
        ulong[] found = new ulong[numbers.Length];
        return () => map.UpsertBatch(keys, values, found);
    };

    private static byte[] Keys(RecordShape shape, int[] numbers)
    {
        byte[] keys = new byte[numbers.Length * shape.KeySize];
        for (int i = 0; i < numbers.Length; i++) Key(shape, numbers[i]).CopyTo(keys, i * shape.KeySize);
        return keys;
    }

    /// <summary>Remembers the labels of look-ups.</summary>
    private readonly struct Shows : ITrace
    {
        public static readonly List<uint> Labels = new(1024);

        public static bool Enabled => false;

        public static void Touch(int structure, int level, uint node, int line, bool write)
        {
        }

        public static void Reveal(int structure, uint label, bool eviction)
        {
            if (!eviction) Labels.Add(label);
        }
    }

    /// <summary>Labels as given; no exercise draws more.</summary>
    private sealed unsafe class Tape(uint[] labels) : LabelSource
    {
        public const int Length = Buffered;

        private bool _drawn;

        /// <summary>Differs for every draw: a bijection of 31 bits, well mixed.</summary>
        public static uint Default(int draw)
        {
            const uint Bits = 0x7fff_ffff;
            uint x = ((uint)draw + 1) & Bits;
            x = ((x ^ (x >> 15)) * 0x2c1b_3c6d) & Bits;
            x = ((x ^ (x >> 12)) * 0x297a_2d39) & Bits;
            return ((x ^ (x >> 15)) << 1) | 1;
        }

        protected override void Fill(uint* destination)
        {
            if (_drawn) throw new InvalidOperationException("the tape is too short for the exercise");
            _drawn = true;
            labels.CopyTo(new Span<uint>(destination, Buffered));
        }
    }
}
