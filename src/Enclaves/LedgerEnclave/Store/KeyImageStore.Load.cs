// Key images come: all at once at a start, then block by block while queries are answered (fact sheet fog §6.4).
using System.Buffers.Binary;
using System.Security.Cryptography;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;

namespace MobileCoin.LedgerEnclave;

internal sealed partial class KeyImageStore
{
    /// <summary>Adds key images, all or, if memory runs out between batches, some.</summary>
    internal void Add(IReadOnlyList<KeyImageData> keyImages)
    {
        for (int start = 0; start < keyImages.Count; start += ObliviousMap.BatchLimit)
        {
            int count = Math.Min(ObliviousMap.BatchLimit, keyImages.Count - start);
            byte[] keys = new byte[count * KeySize], values = new byte[count * ValueSize];
            for (int i = 0; i < count; i++)
            {
                Write(keyImages[start + i], keys.AsSpan(i * KeySize, KeySize), values.AsSpan(i * ValueSize, ValueSize));
            }
            lock (_gate)
            {
                if (_loading) throw new InvalidOperationException("all key images are being loaded");
                Put(keys, values, count);
                _count += count;
            }
        }
    }

    /// <summary>Builds the map of all key images and puts it in the place of the empty one.</summary>
    internal long Load(long most, IEnumerable<KeyImageData> keyImages, IProgress<long>? progress, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_loading || _count != 0) throw new InvalidOperationException("there are key images already, or they are being loaded");
            _loading = true;
        }
        try
        {
            using var source = new Source(keyImages);
            if (!source.Any) return 0;
            ObliviousMap built = Build(most, source, progress, cancellation);
            if (!source.Ended)
            {
                built.Dispose();
                throw new EnclaveException(EnclaveErrorKind.MapOverflow, $"more than {most} key images came");
            }
            lock (_gate)
            {
                _map.Dispose();
                _map = built;
                _count = source.Taken;
            }
            return source.Taken;
        }
        finally
        {
            lock (_gate) _loading = false;
        }
    }

    private void Put(byte[] keys, byte[] values, int count)
    {
        try
        {
            _map.UpsertBatch(keys, values, new ulong[count]);
        }
        catch (Exception e) when (e is ObliviousMemoryException or ObliviousOverflowException)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
    }

    private ObliviousMap Build(long most, Source source, IProgress<long>? progress, CancellationToken cancellation)
    {
        Span<byte> seed = stackalloc byte[ObliviousMap.SeedSize];
        random(seed);
        try
        {
            return ObliviousMap.Build(RecordShape.KeyImage, most, source.Read, seed, progress, cancellation);
        }
        catch (Exception e) when (e is ObliviousMemoryException or ObliviousOverflowException)
        {
            throw new EnclaveException(EnclaveErrorKind.MapOverflow, e.Message, e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    private static void Write(in KeyImageData data, Span<byte> key, Span<byte> value)
    {
        data.KeyImage.CopyTo(key);
        BinaryPrimitives.WriteUInt64LittleEndian(value, data.BlockIndex);
        BinaryPrimitives.WriteUInt64LittleEndian(value[8..], data.Timestamp);
    }

    /// <summary>Gives a build its key images, and the last one again until as many have come as were announced.</summary>
    private sealed class Source : IDisposable
    {
        private readonly IEnumerator<KeyImageData> _source;
        private KeyImageData _last;

        internal Source(IEnumerable<KeyImageData> source)
        {
            _source = source.GetEnumerator();
            Ended = !_source.MoveNext();
            Any = !Ended;
        }

        internal bool Any { get; }

        internal bool Ended { get; private set; }

        internal long Taken { get; private set; }

        internal int Read(Span<byte> room)
        {
            int size = RecordShape.KeyImage.RecordSize, read = 0;
            for (; !room.IsEmpty; room = room[size..], read++)
            {
                if (!Ended)
                {
                    _last = _source.Current;
                    Taken++;
                    Ended = !_source.MoveNext();
                }
                Write(_last, room[..KeySize], room[KeySize..size]);
            }
            return read;
        }

        public void Dispose() => _source.Dispose();
    }
}
