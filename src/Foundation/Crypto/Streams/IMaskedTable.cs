// Reading HC-128's tables at secret indexes without a secret address: a read scans its whole table under masks (fact sheet crypto §12).
// HC-128 takes the words of a step from twelve steps before, so the reads of eight steps are independent and share one scan.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MobileCoin.Crypto;

/// <summary>The function h of HC-128 on eight words at once.</summary>
internal unsafe interface IMaskedTable
{
    /// <summary>For each of 8 words x: table[byte 0 of x] + table[256 + byte 2 of x].</summary>
    /// <param name="table">512 words.</param>
    /// <param name="words">8 secret words.</param>
    /// <param name="sums">8 words.</param>
    static abstract void Sum(uint* table, uint* words, uint* sums);
}

/// <summary>One entry at a time, compared with all eight indexes in portable 128-bit vectors.</summary>
internal readonly unsafe struct PlainMaskedTable : IMaskedTable
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(uint* table, uint* words, uint* sums)
    {
        Vector128<uint> first = Vector128.Load(words), second = Vector128.Load(words + 4), lowByte = Vector128.Create(0xffu);
        Vector128<uint> low0 = first & lowByte, low1 = second & lowByte;
        Vector128<uint> high0 = (first >>> 16) & lowByte, high1 = (second >>> 16) & lowByte;
        Vector128<uint> sum0 = default, sum1 = default, sum2 = default, sum3 = default, index = default;
        for (int i = 0; i < 256; i++)
        {
            Vector128<uint> low = Vector128.Create(table[i]), high = Vector128.Create(table[256 + i]);
            sum0 |= low & Vector128.Equals(low0, index);
            sum1 |= low & Vector128.Equals(low1, index);
            sum2 |= high & Vector128.Equals(high0, index);
            sum3 |= high & Vector128.Equals(high1, index);
            index += Vector128<uint>.One;
        }
        (sum0 + sum2).Store(sums);
        (sum1 + sum3).Store(sums + 4);
    }
}

/// <summary>Eight entries at a time: a permutation within the register picks, a comparison keeps.</summary>
internal readonly unsafe struct Avx2MaskedTable : IMaskedTable
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(uint* table, uint* words, uint* sums)
    {
        Vector256<uint> word = Vector256.Load(words), lowByte = Vector256.Create(0xffu);
        Vector256<uint> low = word & lowByte, high = (word >>> 16) & lowByte;
        Vector256<uint> lowBlock = low >>> 3, highBlock = high >>> 3;
        Vector256<uint> lowSum = default, highSum = default, block = default;
        for (uint* row = table; row != table + 256; row += 8)
        {
            lowSum |= Avx2.PermuteVar8x32(Vector256.Load(row), low) & Vector256.Equals(lowBlock, block);
            highSum |= Avx2.PermuteVar8x32(Vector256.Load(row + 256), high) & Vector256.Equals(highBlock, block);
            block += Vector256<uint>.One;
        }
        (lowSum + highSum).Store(sums);
    }
}

/// <summary>Thirty-two entries at a time: a permutation within two registers picks for all sixteen reads, a comparison keeps.</summary>
internal readonly unsafe struct Avx512MaskedTable : IMaskedTable
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(uint* table, uint* words, uint* sums)
    {
        Vector256<uint> word = Vector256.Load(words), lowByte = Vector256.Create(0xffu);
        Vector512<uint> index = Vector512.Create(word & lowByte, ((word >>> 16) & lowByte) | Vector256.Create(0x100u));
        Vector512<uint> indexBlock = index >>> 5, sum = default, block = default;
        for (uint* row = table; row != table + 512; row += 32)
        {
            Vector512<uint> picked = Avx512F.PermuteVar16x32x2(Vector512.Load(row), index, Vector512.Load(row + 16));
            sum |= picked & Vector512.Equals(indexBlock, block);
            block += Vector512<uint>.One;
        }
        (sum.GetLower() + sum.GetUpper()).Store(sums);
    }
}
