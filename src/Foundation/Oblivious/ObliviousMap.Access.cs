// The operations. Each is checked here and then made by the engine in one shape of access.
namespace MobileCoin.Oblivious;

public abstract partial class ObliviousMap
{
    /// <summary>Looks a key up.</summary>
    /// <param name="key">A key of the shape's length, of any value.</param>
    /// <param name="value">Receives the value; keeps what it holds if the key is not there (and is rewritten in either case).</param>
    /// <returns>All ones if the key is there, else zero.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    /// <exception cref="ObliviousOverflowException">The map overflowed, now or before.</exception>
    public unsafe ulong Find(ReadOnlySpan<byte> key, Span<byte> value)
    {
        Ready(key.Length, Shape.KeySize);
        CheckLength(value.Length, Shape.ValueSize, nameof(value));
        ulong found;
        fixed (byte* k = key)
        fixed (byte* v = value)
        {
            One(k, v, 0, 0, 0, &found);
        }
        Finish();
        return found;
    }

    /// <summary>Looks up to <see cref="BatchLimit"/> keys up, faster than one by one. A key may come more than once.</summary>
    /// <param name="keys">The keys, back to back.</param>
    /// <param name="values">As many values, back to back; each treated as by <see cref="Find"/>.</param>
    /// <param name="found">Receives a mask for each key.</param>
    /// <exception cref="ArgumentException">A length is wrong, or there are too many keys.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    /// <exception cref="ObliviousOverflowException">The map overflowed, now or before.</exception>
    public unsafe void FindBatch(ReadOnlySpan<byte> keys, Span<byte> values, Span<ulong> found)
    {
        int count = ReadyBatch(keys.Length, values.Length, found.Length);
        fixed (byte* k = keys)
        fixed (byte* v = values)
        fixed (ulong* f = found)
        {
            Many(k, v, count, 0, f);
        }
        Finish();
    }

    /// <summary>Inserts a record or overwrites the one with the same key.</summary>
    /// <param name="key">A key of the shape's length, of any value.</param>
    /// <param name="value">Its value.</param>
    /// <returns>All ones if the key was there before, else zero.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    /// <exception cref="ObliviousMemoryException">The map has to grow and cannot; nothing has changed.</exception>
    /// <exception cref="ObliviousOverflowException">The map overflowed, now or before.</exception>
    public unsafe ulong Upsert(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Ready(key.Length, Shape.KeySize);
        CheckLength(value.Length, Shape.ValueSize, nameof(value));
        Grow(1);
        ulong found;
        Span<byte> copy = stackalloc byte[Shape.ValueSize];
        value.CopyTo(copy);
        fixed (byte* k = key)
        fixed (byte* v = copy)
        {
            One(k, v, Mask.All, 0, 0, &found);
        }
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(copy);
        Finish();
        return found;
    }

    /// <summary>Inserts or overwrites up to <see cref="BatchLimit"/> records in order.</summary>
    /// <param name="keys">The keys, back to back.</param>
    /// <param name="values">
    /// As many values, back to back. On return those whose key was there before hold the value that was overwritten.
    /// </param>
    /// <param name="found">Receives a mask for each key: whether it was there before.</param>
    /// <exception cref="ArgumentException">A length is wrong, or there are too many keys.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    /// <exception cref="ObliviousMemoryException">The map has to grow and cannot; nothing has changed.</exception>
    /// <exception cref="ObliviousOverflowException">The map overflowed, now or before.</exception>
    public unsafe void UpsertBatch(ReadOnlySpan<byte> keys, Span<byte> values, Span<ulong> found)
    {
        int count = ReadyBatch(keys.Length, values.Length, found.Length);
        Grow(count);
        fixed (byte* k = keys)
        fixed (byte* v = values)
        fixed (ulong* f = found)
        {
            Many(k, v, count, Mask.All, f);
        }
        Finish();
    }

    /// <summary>Adds to a counter, making it with 0 before if it is not there. For maps of <see cref="RecordShape.Counter"/>.</summary>
    /// <param name="key">A key of the shape's length, of any value.</param>
    /// <param name="addend">What to add; the sum wraps.</param>
    /// <param name="found">All ones if the counter was there before, else zero.</param>
    /// <returns>The counter before the addition.</returns>
    /// <exception cref="ArgumentException">The key's length is wrong.</exception>
    /// <exception cref="InvalidOperationException">The map does not hold counters.</exception>
    /// <exception cref="ObjectDisposedException">The map is disposed.</exception>
    /// <exception cref="ObliviousMemoryException">The map has to grow and cannot; nothing has changed.</exception>
    /// <exception cref="ObliviousOverflowException">The map overflowed, now or before.</exception>
    public unsafe ulong AccessAndInsert(ReadOnlySpan<byte> key, ulong addend, out ulong found)
    {
        Ready(key.Length, Shape.KeySize);
        if (Shape != RecordShape.Counter) throw new InvalidOperationException($"this map holds {Shape}, not {RecordShape.Counter}");
        Grow(1);
        ulong before = 0;
        ulong there;
        fixed (byte* k = key)
        {
            One(k, (byte*)&before, 0, Mask.All, addend, &there);
        }
        found = there;
        Finish();
        return before;
    }

    /// <summary>One access: the value is replaced by the stored one if the key is there; write and add are masks.</summary>
    private protected abstract unsafe void One(byte* key, byte* value, ulong write, ulong add, ulong addend, ulong* found);

    private protected abstract unsafe void Many(byte* keys, byte* values, int count, ulong write, ulong* found);

    /// <summary>Makes room for so many more puts.</summary>
    private protected abstract void Grow(int puts);

    private void Ready(int keyLength, int expected)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_overflowed) throw new ObliviousOverflowException();
        CheckLength(keyLength, expected, "key");
    }

    private int ReadyBatch(int keys, int values, int found)
    {
        int count = found;
        if (count > BatchLimit) throw new ArgumentException($"a batch of {count} keys; the limit is {BatchLimit}", nameof(found));
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_overflowed) throw new ObliviousOverflowException();
        CheckLength(keys, (long)count * Shape.KeySize, nameof(keys));
        CheckLength(values, (long)count * Shape.ValueSize, nameof(values));
        return count;
    }

    /// <summary>An overflow is public, so this branch may be taken on it.</summary>
    private void Finish()
    {
        if (Overflow == 0) return;
        _overflowed = true;
        throw new ObliviousOverflowException();
    }
}
