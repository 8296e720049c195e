// The maps that the oblivious benchmarks run on. One is alive at a time, and stays for the next benchmark that wants the same.
using System.Buffers.Binary;
using MobileCoin.Oblivious;

namespace MobileCoin.Perf;

internal static class MapFixture
{
    private static ObliviousMap? _map;
    private static (RecordShape Shape, long Records) _made;

    /// <summary>A map built of records 0 to <paramref name="records"/> - 1.</summary>
    internal static ObliviousMap Built(RecordShape shape, long records)
    {
        if (_map is not null && _made == (shape, records)) return _map;
        Free();
        Build(shape, records);
        return _map!;
    }

    /// <summary>Builds a map and keeps it.</summary>
    internal static void Build(RecordShape shape, long records)
    {
        long next = 0;
        int Read(Span<byte> span)
        {
            int count = (int)Math.Min(span.Length / shape.RecordSize, records - next);
            for (int i = 0; i < count; i++, next++)
            {
                Span<byte> record = span.Slice(i * shape.RecordSize, shape.RecordSize);
                WriteKey(record[..shape.KeySize], next);
                BinaryPrimitives.WriteInt64LittleEndian(record[shape.KeySize..], next);
            }
            return count;
        }

        byte[] seed = new byte[ObliviousMap.SeedSize];
        WriteKey(seed, -1);
        _map = ObliviousMap.Build(shape, records, Read, seed);
        _made = (shape, records);
    }

    internal static void Free()
    {
        _map?.Dispose();
        _map = null;
    }

    /// <summary>To be called when a benchmark changes the map.</summary>
    internal static void Spend() => _made = default;

    /// <summary>A key without pattern for each number, the same in every run.</summary>
    internal static void WriteKey(Span<byte> key, long number)
    {
        ulong state = (ulong)number * 0x2545_F491_4F6C_DD1D;
        for (int i = 0; i < key.Length; i += sizeof(ulong)) BinaryPrimitives.WriteUInt64LittleEndian(key[i..], Mix(state += 0x9E37_79B9_7F4A_7C15));
    }

    /// <summary>The finaliser of SplitMix64: a bijection whose values look random.</summary>
    internal static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58_476D_1CE4_E5B9;
        x = (x ^ (x >> 27)) * 0x94D0_49BB_1331_11EB;
        return x ^ (x >> 31);
    }
}
