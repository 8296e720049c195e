// A dictionary beside the map: every operation is made on both, and whole values are compared.
using System.Buffers.Binary;

namespace MobileCoin.Oblivious.Test;

internal sealed class Model(RecordShape shape, ObliviousMap map, Dictionary<int, byte[]>? records = null)
{
    private readonly Dictionary<int, byte[]> _records = records ?? [];
    private int _values = 1 << 20;

    /// <summary>One operation, or one batch, of a random kind.</summary>
    public void Step(Random random, int keys)
    {
        // Half of the keys are near each other, so that hits and overwrites are as common as misses.
        int Key() => random.Next(random.Next(2) == 0 ? keys : Math.Min(keys, (2 * _records.Count) + 1));
        switch (random.Next(shape == RecordShape.Counter ? 6 : 5))
        {
            case 0 or 1:
                Find(Key());
                break;
            case 2:
                Upsert(Key());
                break;
            case 3:
                FindBatch([.. Enumerable.Range(0, random.Next(9)).Select(_ => Key())]);
                break;
            case 4:
                UpsertBatch([.. Enumerable.Range(0, random.Next(9)).Select(_ => Key())]);
                break;
            default:
                Add(Key(), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
                break;
        }
    }

    public void Find(int key)
    {
        byte[] value = Unset();
        ulong found = map.Find(Backends.Key(shape, key), value);
        Expect(key, found, value);
    }

    public void Upsert(int key)
    {
        byte[] value = Backends.Value(shape, _values++);
        Assert.Equal(Mask(key), map.Upsert(Backends.Key(shape, key), value));
        _records[key] = value;
    }

    public void FindBatch(int[] keys)
    {
        byte[] values = [.. keys.SelectMany(_ => Unset())];
        ulong[] found = new ulong[keys.Length];
        map.FindBatch([.. keys.SelectMany(key => Backends.Key(shape, key))], values, found);
        for (int i = 0; i < keys.Length; i++) Expect(keys[i], found[i], values.AsSpan(i * shape.ValueSize, shape.ValueSize));
    }

    public void UpsertBatch(int[] keys)
    {
        byte[][] values = [.. keys.Select(_ => Backends.Value(shape, _values++))];
        ulong[] found = new ulong[keys.Length];
        byte[] flat = [.. values.SelectMany(value => value)];
        map.UpsertBatch([.. keys.SelectMany(key => Backends.Key(shape, key))], flat, found);
        for (int i = 0; i < keys.Length; i++)
        {
            Assert.Equal(Mask(keys[i]), found[i]);
            byte[] before = _records.GetValueOrDefault(keys[i], values[i]);
            Assert.True(flat.AsSpan(i * shape.ValueSize, shape.ValueSize).SequenceEqual(before), $"what key {keys[i]} held before");
            _records[keys[i]] = values[i];
        }
    }

    public void Add(int key, ulong addend)
    {
        ulong before = _records.TryGetValue(key, out byte[]? value) ? BinaryPrimitives.ReadUInt64LittleEndian(value) : 0;
        Assert.Equal(before, map.AccessAndInsert(Backends.Key(shape, key), addend, out ulong found));
        Assert.Equal(Mask(key), found);
        byte[] after = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(after, before + addend);
        _records[key] = after;
    }

    /// <summary>Looks up all keys below this number, half of them in batches.</summary>
    public void CompareAll(int keys)
    {
        for (int key = 0; key < keys / 2; key++) Find(key);
        for (int key = keys / 2; key < keys; key += 500) FindBatch([.. Enumerable.Range(key, Math.Min(500, keys - key))]);
    }

    private byte[] Unset() => [.. Enumerable.Repeat((byte)0xa5, shape.ValueSize)];

    private ulong Mask(int key) => _records.ContainsKey(key) ? ConstantTime.Yes : ConstantTime.No;

    private void Expect(int key, ulong found, ReadOnlySpan<byte> value)
    {
        Assert.True(Mask(key) == found, $"key {key}: mask {found:x}, expected {Mask(key):x}");
        Assert.True(value.SequenceEqual(_records.GetValueOrDefault(key, Unset())), $"key {key}: another value");
    }
}
