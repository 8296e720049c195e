using System.Buffers;

namespace MobileCoin.Grpc;

/// <summary>Bytes in a rented array that grows. Disposing gives it back.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 512;
    private byte[] _bytes = [];
    private int _length;

    internal int Length => _length;

    internal ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    internal Span<byte> WrittenSpan => _bytes.AsSpan(0, _length);

    public void Advance(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _length)) throw new ArgumentOutOfRangeException(nameof(count), count, $"at most {_bytes.Length - _length} bytes are there");
        _length += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    public void Dispose()
    {
        byte[] bytes = _bytes;
        (_bytes, _length) = ([], 0);
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    internal void Clear() => _length = 0;

    private void Reserve(int sizeHint)
    {
        int wanted = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= wanted) return;
        int size = (int)Math.Min(Array.MaxLength, Math.Max(Math.Max((long)_length + wanted, _bytes.Length * 2L), Smallest));
        if (size - _length < wanted) throw new InvalidOperationException($"a message of more than {Array.MaxLength} bytes");
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
