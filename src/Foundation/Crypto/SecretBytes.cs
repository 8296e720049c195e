// Where a long-lived secret lies: in memory that the collector does not move, so that wiping it leaves no copy behind.
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>A pinned array of secret bytes, zeroed on disposal.</summary>
/// <param name="length">Bytes.</param>
public sealed class SecretBytes(int length) : IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(length, pinned: true);
    private bool _disposed;

    /// <summary>The bytes, all zero at first.</summary>
    /// <exception cref="ObjectDisposedException">They have been wiped.</exception>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
