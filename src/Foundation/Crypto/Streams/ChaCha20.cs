// The ChaCha20 keystream from a seed (fact sheet crypto §2.1, end): 20 rounds, key = seed, counter and nonce zero.
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>
/// The keystream of ChaCha20: seeded fixtures, and streams derived from a secret seed. It encrypts nothing, and no key or nonce of the
/// network comes from it. Constant time.
/// </summary>
public sealed class ChaCha20 : Keystream
{
    private const int Words = 16, CounterLow = 12, CounterHigh = 13;

    // Pinned: the collector must not leave copies of secrets behind.
    private readonly uint[] _input = GC.AllocateArray<uint>(Words, pinned: true);
    private readonly uint[] _block = GC.AllocateArray<uint>(Words, pinned: true);
    private int _next = Words;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">32 bytes.</param>
    /// <exception cref="ArgumentException">Another length.</exception>
    public ChaCha20(ReadOnlySpan<byte> seed)
    {
        Error.ThrowIfNotLength(seed.Length, SeedSize, nameof(seed));
        ((ReadOnlySpan<uint>)[0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]).CopyTo(_input);
        for (int i = 0; i < 8; i++) _input[4 + i] = BinaryPrimitives.ReadUInt32LittleEndian(seed[(4 * i)..]);
    }

    private protected override uint Next()
    {
        if (_next == Words) NextBlock();
        return _block[_next++];
    }

    private protected override void Wipe()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_input.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(_block.AsSpan()));
    }

    private void NextBlock()
    {
        _input.CopyTo(_block, 0);
        Span<uint> x = _block;
        for (int i = 0; i < 10; i++)
        {
            QuarterRound(ref x[0], ref x[4], ref x[8], ref x[12]);
            QuarterRound(ref x[1], ref x[5], ref x[9], ref x[13]);
            QuarterRound(ref x[2], ref x[6], ref x[10], ref x[14]);
            QuarterRound(ref x[3], ref x[7], ref x[11], ref x[15]);
            QuarterRound(ref x[0], ref x[5], ref x[10], ref x[15]);
            QuarterRound(ref x[1], ref x[6], ref x[11], ref x[12]);
            QuarterRound(ref x[2], ref x[7], ref x[8], ref x[13]);
            QuarterRound(ref x[3], ref x[4], ref x[9], ref x[14]);
        }
        for (int i = 0; i < Words; i++) x[i] += _input[i];
        if (++_input[CounterLow] == 0) _input[CounterHigh]++;
        _next = 0;
    }

    private static void QuarterRound(ref uint a, ref uint b, ref uint c, ref uint d)
    {
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 16);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 12);
        a += b;
        d = BitOperations.RotateLeft(d ^ a, 8);
        c += d;
        b = BitOperations.RotateLeft(b ^ c, 7);
    }
}
