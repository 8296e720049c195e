// One operation in three phases, and a batch phase by phase. Look-up, insertion and overwriting differ in masks alone: every operation
// reads and rewrites one path of each tree, takes the record out and puts one back (or nothing, in the same way).
using System.Runtime.CompilerServices;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class MapEngine<TRecord, TLanes, TV, TTrace>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void One(byte* key, byte* value, ulong write, ulong add, ulong addend, ulong* found)
    {
        Query* query = _queries;
        _data.PrefetchEvictions(0);
        Locate(key, 1);
        _index.Find(query, soon: true);
        _index.Open(query, write | add);
        _data.Prefetch(query->DataLabel);
        _index.Close(query);
        ulong present = _data.Take(query->DataLabel, query->Tag, _block);
        *found = Exchange(key, value, present, write, add, addend);
        _index.PrefetchEvictions(0); // of the next operation
        _index.PrefetchPositionEvictions(0);
        _data.Settle();
        _data.Put(query->NextDataLabel, query->Tag, present | write | add, _block);
    }

    /// <summary>
    /// All buckets are found, then all entries, then all records. Labels are drawn and stored in the order of each phase, so a key that
    /// comes twice finds in each phase what its first coming has left.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void Many(byte* keys, byte* values, int count, ulong write, ulong* found)
    {
        Query* queries = _queries;
        Locate(keys, count);
        for (int i = 0; i < count; i++)
        {
            _ahead.Clear();
            _index.PrefetchPositionEvictions(1);
            _index.Find(queries + i, soon: false);
        }
        for (int i = 0; i < count; i++)
        {
            _ahead.Clear();
            _index.PrefetchEvictions(1);
            if (i + 1 < count) _index.Prefetch(queries + i + 1);
            _index.Open(queries + i, write);
            _index.Close(queries + i);
        }
        for (int i = 0; i < count; i++)
        {
            _ahead.Clear();
            _data.PrefetchEvictions(1);
            if (i + 1 < count) _data.Prefetch(queries[i + 1].DataLabel);
            Query* query = queries + i;
            ulong present = _data.Take(query->DataLabel, query->Tag, _block);
            found[i] = Exchange(keys + (i * TRecord.KeyBytes), values + (i * TRecord.ValueBytes), present, write, 0, 0);
            _data.Settle();
            _data.Put(query->NextDataLabel, query->Tag, present | write, _block);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Locate(byte* keys, int count)
    {
        _function.Evaluate(keys, TRecord.KeyBytes, count, _hashes);
        for (int i = 0; i < count; i++)
        {
            _index.Locate(_hashes[2 * i], _hashes[(2 * i) + 1], out uint bucket, out ulong tag);
            _queries[i].Bucket = bucket;
            _queries[i].Tag = tag;
        }
    }

    /// <summary>What the operation does to the record. On return the value is the stored one if the key was there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private ulong Exchange(byte* key, byte* value, ulong present, ulong write, ulong add, ulong addend)
    {
        ulong* stored = (ulong*)_block;
        ulong difference = 0;
        for (int i = 0; i < TRecord.KeyBytes / sizeof(ulong); i++)
        {
            ulong given = ((ulong*)key)[i];
            difference |= stored[i] ^ given;
            stored[i] = Mask.Select(write | add, given, stored[i]);
        }
        ulong found = present & Mask.IsZero(difference);
        stored += TRecord.KeyBytes / sizeof(ulong);
        for (int i = 0; i < TRecord.ValueBytes / sizeof(ulong); i++)
        {
            ulong old = stored[i];
            ulong given = ((ulong*)value)[i];
            ((ulong*)value)[i] = Mask.Select(found, old, given);
            stored[i] = Mask.Select(write, given, old);
        }
        if (TRecord.ValueBytes == sizeof(ulong)) stored[0] = Mask.Select(add, (*(ulong*)value & found) + addend, stored[0]);
        return found;
    }
}
