// Bulk build: the index in the clear, then its buckets into their tree; each record straight into the data tree, with the usual evictions
// and without a look-up (notes: oblivious-map.md §2, bulk build).
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe partial class MapEngine<TRecord, TLanes, TV, TTrace>
{
    /// <summary>Records read and hashed at a time.</summary>
    private const int Chunk = 256;

    /// <summary>Records between two reports of progress.</summary>
    private const long Report = 1 << 16;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private protected override void LoadVartime(
        long records, RecordReader reader, IProgress<long>? progress, CancellationToken cancellation)
    {
        using PageBlock load = _index.BeginLoad();
        using PageBlock input = new(Chunk * (long)(Shape.RecordSize + TRecord.KeyBytes), _purpose);
        long reported = 0;
        for (long done = 0; done < records;)
        {
            cancellation.ThrowIfCancellationRequested();
            int asked = (int)Math.Min(Chunk, records - done);
            int count = reader(new Span<byte>(input.Start, asked * Shape.RecordSize));
            if (count == 0) throw new ArgumentException($"the reader ended after {done} of {records} records", nameof(reader));
            if (count < 0 || count > asked)
            {
                throw new ArgumentException($"the reader reports {count} records in a span for {asked}", nameof(reader));
            }
            LoadChunkVartime(load, input.Start, input.Start + (Chunk * Shape.RecordSize), count);
            done += count;
            if (done - reported < Report && done != records) continue;
            reported = done;
            progress?.Report(done);
        }
        _index.Store(load);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadChunkVartime(PageBlock load, byte* records, byte* keys, int count)
    {
        int size = TRecord.KeyBytes + TRecord.ValueBytes;
        var block = new Span<byte>(_block, BlockBytes);
        for (int i = 0; i < count; i++)
        {
            new Span<byte>(records + (i * size), TRecord.KeyBytes).CopyTo(new Span<byte>(keys + (i * TRecord.KeyBytes), TRecord.KeyBytes));
        }
        Locate(keys, count);
        for (int i = 0; i < count; i++)
        {
            ulong tag = _queries[i].Tag;
            uint label = _source.Next();
            uint old = _index.EnterVartime(load, _queries[i].Bucket, tag, label);
            if (old != 0)
            {
                _ = _data.Take(old, tag, _block);
                _data.Settle();
            }
            block.Clear();
            new Span<byte>(records + (i * size), size).CopyTo(block);
            _ahead.Clear();
            _data.PrefetchEvictions(1);
            _data.Insert(label, tag, _block);
        }
    }
}
