// AES-256 without tables, four blocks at a time on eight 64-bit words, one word for each bit of a byte (FIPS 197).
//
// Bit p of every word belongs to the byte at row r, column c of block b, p = 16r + 4c + b. So a row is a 16-bit lane, a column of four
// blocks a nibble: ShiftRows rotates nibbles in lanes, the row below is a rotation of the word by 16, and a round key, equal for the four
// blocks, has nibbles of four equal bits. A round key is kept as two words, which hold every fourth bit of words 0–3 and 4–7.
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace MobileCoin.Crypto;

/// <summary>The kernels for any processor: integer operations alone, no table, no branch on data.</summary>
internal readonly partial struct Bitslice : IGcmKernel
{
    private const ulong EveryFourth = 0x1111_1111_1111_1111;
    private const int BatchSize = 4 * 16;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Expand(ReadOnlySpan<byte> key, ref ExpandedKey expanded)
    {
        Span<uint> words = stackalloc uint[4 * ExpandedKey.RoundKeys];
        for (int i = 0; i < 8; i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(key[(4 * i)..]);
        uint roundConstant = 1;
        for (int i = 8; i < words.Length; i++)
        {
            uint word = words[i - 1];
            if (i % 8 == 0)
            {
                word = SubWord(BitOperations.RotateRight(word, 8)) ^ roundConstant;
                roundConstant <<= 1;
            }
            else if (i % 8 == 4)
            {
                word = SubWord(word);
            }
            words[i] = words[i - 8] ^ word;
        }

        Span<ulong> planes = stackalloc ulong[8];
        for (int round = 0; round < ExpandedKey.RoundKeys; round++)
        {
            Span<uint> k = words.Slice(4 * round, 4);
            planes[..4].Fill(Spread(k[0]) | (Spread(k[2]) << 8));
            planes[4..].Fill(Spread(k[1]) | (Spread(k[3]) << 8));
            Transpose(planes);
            ulong low = 0, high = 0;
            for (int bit = 0; bit < 4; bit++)
            {
                low |= planes[bit] & (EveryFourth << bit);
                high |= planes[4 + bit] & (EveryFourth << bit);
            }
            expanded[round] = Vector128.Create(low, high);
        }

        Vector128<byte> zero = default;
        ref byte hash = ref Unsafe.As<Vector128<byte>, byte>(ref zero);
        Counter(in expanded, default, 0, in hash, ref hash, 16, ulong.MaxValue);
        expanded[ExpandedKey.HashKey] = TimesX(Load(in hash));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(planes));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Counter(
        ref readonly ExpandedKey key, Vector128<uint> nonce, uint counter, ref readonly byte source,
        ref byte destination, nuint length, ulong mask)
    {
        ref byte from = ref Unsafe.AsRef(in source);
        Span<ulong> planes = stackalloc ulong[8];
        Span<byte> stream = stackalloc byte[BatchSize];
        for (nuint done = 0; done < length; done += BatchSize, counter += 4)
        {
            for (int block = 0; block < 4; block++)
            {
                planes[block] = Spread(nonce[0]) | (Spread(nonce[2]) << 8);
                planes[4 + block] = Spread(nonce[1]) | (Spread(BinaryPrimitives.ReverseEndianness(counter + (uint)block)) << 8);
            }
            Transpose(planes);
            Encrypt(in key, planes);
            Transpose(planes);
            for (int block = 0; block < 4; block++)
            {
                ulong even = planes[block] & mask, odd = planes[4 + block] & mask;
                BinaryPrimitives.WriteUInt64LittleEndian(stream[(16 * block)..], Gather(even) | (Gather(odd) << 32));
                BinaryPrimitives.WriteUInt64LittleEndian(stream[((16 * block) + 8)..], Gather(even >> 8) | (Gather(odd >> 8) << 32));
            }
            Xor(ref Unsafe.Add(ref from, done), ref Unsafe.Add(ref destination, done), ref stream[0], length - done);
        }
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(planes));
        CryptographicOperations.ZeroMemory(stream);
    }

    /// <summary>At most one batch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Xor(ref byte source, ref byte destination, ref byte stream, nuint length)
    {
        nuint end = nuint.Min(BatchSize, length), i = 0;
        for (; end - i >= 16; i += 16)
        {
            (Vector128.LoadUnsafe(ref source, i) ^ Vector128.LoadUnsafe(ref stream, i)).StoreUnsafe(ref destination, i);
        }
        for (; i < end; i++) Unsafe.Add(ref destination, i) = (byte)(Unsafe.Add(ref source, i) ^ Unsafe.Add(ref stream, i));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Encrypt(ref readonly ExpandedKey key, Span<ulong> planes)
    {
        ref ulong plane = ref planes[0];
        AddRoundKey(ref plane, key[0]);
        for (int round = 1; round < 14; round++)
        {
            SubBytes(ref plane);
            ShiftRows(ref plane);
            MixColumns(ref plane);
            AddRoundKey(ref plane, key[round]);
        }
        SubBytes(ref plane);
        ShiftRows(ref plane);
        AddRoundKey(ref plane, key[14]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static uint SubWord(uint word)
    {
        Span<ulong> planes = stackalloc ulong[8];
        planes.Clear();
        planes[0] = word;
        Transpose(planes);
        SubBytes(ref planes[0]);
        Transpose(planes);
        return (uint)planes[0];
    }
}
