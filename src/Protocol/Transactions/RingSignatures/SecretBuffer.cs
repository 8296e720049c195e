// Scratch memory for secrets: out of the shared pool, wiped before it goes back.
using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Transactions;

/// <summary>A number of items of unspecified content, zeroed on disposal.</summary>
internal readonly ref struct SecretBuffer<T>(int length)
    where T : unmanaged
{
    private readonly T[] _array = ArrayPool<T>.Shared.Rent(length);

    internal Span<T> Span => _array.AsSpan(0, length);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(Span));
        ArrayPool<T>.Shared.Return(_array);
    }
}
