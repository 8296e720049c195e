// Records come: all at once at a start, then block by block while queries are answered (fact sheet fog §5.5, §5.8).
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;
using MobileCoin.Transactions;

namespace MobileCoin.ViewEnclave;

internal sealed partial class ETxOutStore
{
    /// <summary>Adds records, all or, if memory runs out between batches, some.</summary>
    internal void Add(IReadOnlyList<ETxOutRecord> records)
    {
        for (int i = 0; i < records.Count; i++) Check(records[i], i);
        for (int start = 0; start < records.Count; start += ObliviousMap.BatchLimit)
        {
            int count = Math.Min(ObliviousMap.BatchLimit, records.Count - start);
            byte[] keys = new byte[count * KeySize], values = new byte[count * ValueSize];
            for (int i = 0; i < count; i++)
            {
                Write(records[start + i], keys.AsSpan(i * KeySize, KeySize), values.AsSpan(i * ValueSize, ValueSize));
            }
            byte size = values[(count - 1) * ValueSize];
            lock (_gate)
            {
                if (_loading) throw new InvalidOperationException("all records are being loaded");
                Guard(() => _map.UpsertBatch(keys, values, new ulong[count]));
                _lastSizeByte = size;
                _count += count;
            }
        }
    }

    /// <summary>Builds the map of all records and puts it in the place of the empty one.</summary>
    internal long Load(long most, IEnumerable<ETxOutRecord> records, IProgress<long>? progress, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_loading || _count != 0) throw new InvalidOperationException("there are records already, or they are being loaded");
            _loading = true;
        }
        try
        {
            using var source = new Source(records);
            ObliviousMap built = Build(most, source, progress, cancellation);
            if (source.HasMore())
            {
                built.Dispose();
                throw new EnclaveException(EnclaveErrorKind.MapOverflow, $"more than {most} records came");
            }
            lock (_gate)
            {
                _map.Dispose();
                _map = built;
                _lastSizeByte = source.LastSizeByte;
                _count = source.Taken;
            }
            return source.Taken;
        }
        finally
        {
            lock (_gate) _loading = false;
        }
    }

    // Labels may run into an overflow with a probability that no one meets; another seed would be another chance, and so would a restart.
    private ObliviousMap Build(long most, Source source, IProgress<long>? progress, CancellationToken cancellation)
    {
        Span<byte> seed = stackalloc byte[ObliviousMap.SeedSize];
        _random(seed);
        try
        {
            return ObliviousMap.Build(RecordShape.ViewRecord, most, source.Read, seed, progress, cancellation);
        }
        catch (Exception e) when (e is ObliviousMemoryException or ObliviousOverflowException)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static void Guard(Action put)
    {
        try
        {
            put();
        }
        catch (Exception e) when (e is ObliviousMemoryException or ObliviousOverflowException)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
    }

    private static void Check(ETxOutRecord record, long index)
    {
        ReadOnlySpan<byte> key = record.SearchKey.Span;
        if (key.Length != KeySize)
        {
            throw new EnclaveException(EnclaveErrorKind.KeyWrongSize, $"record {index}: expected a key of {KeySize} bytes, got {key.Length}");
        }
        if (key.SequenceEqual(ZeroKey)) throw new EnclaveException(EnclaveErrorKind.KeyRejected, $"record {index}: the key is all zero");
        if (record.Payload.Length is 0 or > MaxPayload)
        {
            throw new EnclaveException(
                EnclaveErrorKind.ValueTooLarge, $"record {index}: expected 1 to {MaxPayload} bytes, got {record.Payload.Length}");
        }
    }

    private static void Write(ETxOutRecord record, Span<byte> key, Span<byte> value)
    {
        record.SearchKey.Span.CopyTo(key);
        value[0] = (byte)(MaxPayload - record.Payload.Length);
        record.Payload.Span.CopyTo(value[1..]);
        value[(1 + record.Payload.Length)..].Clear();
    }

    /// <summary>Gives a build its records, and after them as many with the zero key, which is never found, as were announced.</summary>
    private sealed class Source(IEnumerable<ETxOutRecord> records) : IDisposable
    {
        private readonly IEnumerator<ETxOutRecord> _records = records.GetEnumerator();
        private bool _ended;

        internal long Taken { get; private set; }

        internal byte LastSizeByte { get; private set; }

        internal bool HasMore() => !_ended && _records.MoveNext();

        internal int Read(Span<byte> room)
        {
            int size = RecordShape.ViewRecord.RecordSize, read = 0;
            for (; !room.IsEmpty; room = room[size..], read++) Next(room[..size]);
            return read;
        }

        public void Dispose() => _records.Dispose();

        private void Next(Span<byte> record)
        {
            _ended = _ended || !_records.MoveNext();
            if (_ended)
            {
                record.Clear();
                return;
            }
            Check(_records.Current, Taken);
            Write(_records.Current, record[..KeySize], record[KeySize..]);
            LastSizeByte = record[KeySize];
            Taken++;
        }
    }
}
