// HMAC over BLAKE2b: the generic construction with a 128-byte block, never BLAKE2's keyed mode (fact sheet crypto §0.1; RFC 2104).
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>HMAC over BLAKE2b with 32 or 64 bytes. A value on the stack; a copy goes on from the same state by itself.</summary>
public struct HmacBlake2b
{
    private const byte InnerPad = 0x36, OuterPad = 0x5c;

    private readonly int _macSize;
    private Blake2b _inner;
    private Blake2b _outer;

    /// <summary>Starts a MAC under a key.</summary>
    /// <param name="macSize">The size of the hash and of the MAC: 32 or 64 bytes.</param>
    /// <param name="key">Any length; one above 128 bytes is hashed first.</param>
    /// <exception cref="ArgumentException">Another size.</exception>
    public HmacBlake2b(int macSize, ReadOnlySpan<byte> key)
    {
        if (macSize is not (32 or 64)) throw new ArgumentException($"expected 32 or 64 bytes, got {macSize}", nameof(macSize));
        _macSize = macSize;
        _inner = new Blake2b(macSize);
        _outer = new Blake2b(macSize);
        Span<byte> pad = stackalloc byte[Blake2b.BlockSize];
        pad.Clear();
        if (key.Length > Blake2b.BlockSize) Blake2b.Hash(key, pad[..macSize]);
        else key.CopyTo(pad);
        foreach (ref byte b in pad) b ^= InnerPad;
        _inner.Update(pad);
        foreach (ref byte b in pad) b ^= InnerPad ^ OuterPad;
        _outer.Update(pad);
        CryptographicOperations.ZeroMemory(pad);
    }

    /// <summary>Authenticates more of the message.</summary>
    /// <exception cref="InvalidOperationException">The MAC is finished, or was never started.</exception>
    public void Update(ReadOnlySpan<byte> data) => _inner.Update(data);

    /// <summary>Writes the MAC, and wipes the state: this value is finished.</summary>
    /// <param name="mac">As many bytes as the MAC's size.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    /// <exception cref="InvalidOperationException">The MAC is finished, or was never started.</exception>
    public void Finish(Span<byte> mac)
    {
        Error.ThrowIfNotLength(mac.Length, _macSize, nameof(mac));
        _inner.Finish(mac);
        _outer.Update(mac);
        _outer.Finish(mac);
    }

    /// <summary>Overwrites the state: this value is finished.</summary>
    public void Wipe()
    {
        _inner.Wipe();
        _outer.Wipe();
    }

    /// <summary>The MAC of a message; its size (32 or 64 bytes) is that of the buffer.</summary>
    /// <exception cref="ArgumentException">The buffer has another length.</exception>
    public static void Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        HmacBlake2b hmac = new(mac.Length, key);
        hmac.Update(message);
        hmac.Finish(mac);
    }

    /// <summary>The states after the padded key, 8 words each: what a batch under one key starts from.</summary>
    internal void CopyStatesTo(Span<ulong> inner, Span<ulong> outer)
    {
        _inner.CopyStateTo(inner);
        _outer.CopyStateTo(outer);
    }
}
