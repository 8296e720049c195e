// What the stream ciphers have in common as random generators (fact sheet crypto §2.1, end).
using System.Buffers.Binary;

namespace MobileCoin.Crypto;

/// <summary>
/// A deterministic random generator: the keystream of a cipher whose key is the seed. Words are drawn in order;
/// a fill takes whole words and drops the rest of its last one. Not for use by several threads.
/// </summary>
public abstract class Keystream : IDisposable
{
    /// <summary>Bytes in a seed: 32.</summary>
    public const int SeedSize = 32;

    private bool _disposed;

    private protected Keystream()
    {
    }

    /// <summary>The next keystream word.</summary>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public uint NextUInt32()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return Next();
    }

    /// <summary>The next two keystream words, the low one first.</summary>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public ulong NextUInt64() => NextUInt32() | (ulong)NextUInt32() << 32;

    /// <summary>Fills a buffer with keystream, each word in little-endian order.</summary>
    /// <exception cref="ObjectDisposedException">The stream is disposed.</exception>
    public void Fill(Span<byte> output)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (; output.Length >= sizeof(uint); output = output[sizeof(uint)..]) BinaryPrimitives.WriteUInt32LittleEndian(output, Next());
        if (output.IsEmpty) return;
        Span<byte> word = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(word, Next());
        word[..output.Length].CopyTo(output);
    }

    /// <summary>Overwrites the key and the keystream.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        Wipe();
        GC.SuppressFinalize(this);
    }

    private protected abstract uint Next();

    private protected abstract void Wipe();
}
