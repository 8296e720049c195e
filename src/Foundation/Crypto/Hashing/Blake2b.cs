// BLAKE2b, incremental and in one call (RFC 7693; fact sheet crypto §0.1: B2b512 and B2b256 are different functions, not a truncation).
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// BLAKE2b with a digest of 1 to 64 bytes and an optional key. A value on the stack that allocates nothing;
/// a copy of it goes on from the same state by itself. Time depends on lengths alone.
/// </summary>
public unsafe partial struct Blake2b
{
    /// <summary>Bytes in a block: 128.</summary>
    public const int BlockSize = 128;

    /// <summary>The longest digest in bytes: 64.</summary>
    public const int MaxDigestSize = 64;

    /// <summary>The longest key in bytes: 64.</summary>
    public const int MaxKeySize = 64;

    private Words8 _state;
    private Words16 _block;
    private ulong _compressed;
    private int _filled;
    private readonly int _digestSize;

    /// <summary>Starts an unkeyed hash.</summary>
    /// <param name="digestSize">1 to 64 bytes.</param>
    /// <exception cref="ArgumentException">Another digest size.</exception>
    public Blake2b(int digestSize)
        : this(digestSize, default)
    {
    }

    /// <summary>Starts a hash in BLAKE2's own keyed mode (MobileCoin's MACs are HMACs instead).</summary>
    /// <param name="digestSize">1 to 64 bytes.</param>
    /// <param name="key">0 to 64 bytes; empty is the unkeyed hash.</param>
    /// <exception cref="ArgumentException">Another digest size or key length.</exception>
    public Blake2b(int digestSize, ReadOnlySpan<byte> key)
    {
        Error.ThrowIfNotBetween(digestSize, 1, MaxDigestSize, nameof(digestSize));
        Error.ThrowIfNotBetween(key.Length, 0, MaxKeySize, nameof(key));
        _digestSize = digestSize;
        Span<ulong> state = _state;
        Blake2bConstants.Iv.CopyTo(state);
        state[0] ^= Blake2bConstants.Parameters(digestSize, key.Length);
        if (key.IsEmpty) return;
        key.CopyTo(MemoryMarshal.AsBytes((Span<ulong>)_block));
        _filled = BlockSize;
    }

    /// <summary>Hashes more of the message.</summary>
    /// <exception cref="InvalidOperationException">The hash is finished, or was never started.</exception>
    public void Update(ReadOnlySpan<byte> data)
    {
        RequireStarted();
        Span<byte> block = MemoryMarshal.AsBytes((Span<ulong>)_block);
        int room = BlockSize - _filled;
        if (data.Length > room)
        {
            // A full block waits in the buffer until more comes: the last block is compressed differently.
            data[..room].CopyTo(block[_filled..]);
            Compress(block, last: 0);
            _filled = 0;
            for (data = data[room..]; data.Length > BlockSize; data = data[BlockSize..]) Compress(data, last: 0);
        }
        data.CopyTo(block[_filled..]);
        _filled += data.Length;
    }

    /// <summary>Writes the digest, and wipes the state: this value is finished.</summary>
    /// <param name="digest">As many bytes as the digest size.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    /// <exception cref="InvalidOperationException">The hash is finished, or was never started.</exception>
    public void Finish(Span<byte> digest)
    {
        RequireStarted();
        Error.ThrowIfNotLength(digest.Length, _digestSize, nameof(digest));
        Span<byte> block = MemoryMarshal.AsBytes((Span<ulong>)_block);
        block[_filled..].Clear();
        _compressed -= (ulong)(BlockSize - _filled);
        Compress(block, last: ulong.MaxValue);
        MemoryMarshal.AsBytes((Span<ulong>)_state)[.._digestSize].CopyTo(digest);
        Wipe();
    }

    /// <summary>Overwrites the state: this value is finished.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<Blake2b>(ref this)));

    /// <summary>The digest of a message; its length (1 to 64 bytes) is that of the buffer.</summary>
    /// <exception cref="ArgumentException">The digest buffer has another length.</exception>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest) => Hash(default, message, digest);

    /// <summary>The digest of a prefix and a message, as if they stood together.</summary>
    /// <exception cref="ArgumentException">The digest buffer has not 1 to 64 bytes.</exception>
    public static void Hash(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Error.ThrowIfNotBetween(digest.Length, 1, MaxDigestSize, nameof(digest));
        Blake2b hash = new(digest.Length);
        hash.Update(prefix);
        hash.Update(message);
        hash.Finish(digest);
    }

    /// <summary>The digest of a message in BLAKE2's own keyed mode.</summary>
    /// <param name="key">0 to 64 bytes.</param>
    /// <param name="message">Any length.</param>
    /// <param name="digest">1 to 64 bytes.</param>
    /// <exception cref="ArgumentException">The key or the digest has another length.</exception>
    public static void HashKeyed(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Error.ThrowIfNotBetween(digest.Length, 1, MaxDigestSize, nameof(digest));
        Blake2b hash = new(digest.Length, key);
        hash.Update(message);
        hash.Finish(digest);
    }

    /// <summary>The state words, for a chain of states that starts after a constant block (HMAC's pads).</summary>
    internal void CopyStateTo(Span<ulong> words)
    {
        if (_filled == BlockSize) Compress(MemoryMarshal.AsBytes((Span<ulong>)_block), last: 0);
        _filled = 0;
        ((Span<ulong>)_state).CopyTo(words);
    }

    // SAFETY: block holds 128 bytes. Words are read as the machine stores them: little-endian wherever this code runs.
    private void Compress(ReadOnlySpan<byte> block, ulong last)
    {
        _compressed += BlockSize;
        fixed (ulong* state = (Span<ulong>)_state)
        fixed (byte* words = block)
        {
            Blake2bCompression<PlainLane, ulong>.Compress(state, (ulong*)words, _compressed, last);
        }
    }

    private readonly void RequireStarted()
    {
        if (_digestSize == 0) throw new InvalidOperationException("the hash is finished or was never started");
    }

    [InlineArray(8)]
    private struct Words8
    {
        private ulong _first;
    }

    [InlineArray(16)]
    private struct Words16
    {
        private ulong _first;
    }
}
