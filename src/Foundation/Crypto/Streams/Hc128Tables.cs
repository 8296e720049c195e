// The tables of HC-128 (eSTREAM specification, H. Wu) and their steps, eight at a time.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

/// <summary>P and Q, 512 words each, stand behind each other; a group is eight steps of one of them.</summary>
internal static unsafe class Hc128Tables<TTable>
    where TTable : struct, IMaskedTable
{
    internal const int Words = 1024, Group = 8;

    private const int ExpansionWords = 256;

    internal const int SetupWords = ExpansionWords + Words;

    /// <summary>Expands key and IV, and runs the 1024 steps whose output goes back into the tables.</summary>
    /// <param name="words">Room for <see cref="SetupWords"/> words; the first 8 hold key and IV, four each.</param>
    /// <returns>The tables, inside <paramref name="words"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint* Setup(uint* words)
    {
        // key ‖ key ‖ IV ‖ IV
        for (int i = 0; i < 4; i++)
        {
            words[8 + i] = words[12 + i] = words[4 + i];
            words[4 + i] = words[i];
        }
        for (uint i = 16; i < SetupWords; i++)
        {
            uint x = words[i - 2], y = words[i - 15];
            uint f2 = BitOperations.RotateRight(x, 17) ^ BitOperations.RotateRight(x, 19) ^ x >> 10;
            uint f1 = BitOperations.RotateRight(y, 7) ^ BitOperations.RotateRight(y, 18) ^ y >> 3;
            words[i] = f2 + words[i - 7] + f1 + words[i - 16] + i;
        }

        uint* tables = words + ExpansionWords;
        uint* group = stackalloc uint[Group];
        for (int step = 0; step < Words; step += Group) Advance(tables, step, group, feedback: uint.MaxValue);
        new Span<uint>(group, Group).Clear();
        return tables;
    }

    /// <summary>Eight steps of keystream.</summary>
    /// <param name="tables">P and Q.</param>
    /// <param name="step">The first step modulo 1024, a multiple of 8.</param>
    /// <param name="output">8 words.</param>
    internal static void Generate(uint* tables, int step, uint* output) => Advance(tables, step, output, feedback: 0);

    /// <param name="tables">P and Q.</param>
    /// <param name="step">The first step modulo 1024: below 512 it is P's turn, then Q's.</param>
    /// <param name="output">8 words of h ⊕ the new table words.</param>
    /// <param name="feedback">All ones if the output replaces the table's words (setup), else zero.</param>
    // SAFETY: every index is taken modulo 512 or lies within the group.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Advance(uint* tables, int step, uint* output, uint feedback)
    {
        uint* table = tables + (step & 512), other = tables + (~step & 512);
        int first = step & 511;
        bool isP = step < 512;
        uint* sources = stackalloc uint[Group];
        for (int i = 0; i < Group; i++) sources[i] = table[(first + i - 12) & 511];
        TTable.Sum(other, sources, output);
        for (int i = 0; i < Group; i++)
        {
            int j = first + i;
            uint x = table[(j - 3) & 511], y = table[(j - 10) & 511], z = table[(j + 1) & 511];
            uint g = isP
                ? (BitOperations.RotateRight(x, 10) ^ BitOperations.RotateRight(z, 23)) + BitOperations.RotateRight(y, 8)
                : (BitOperations.RotateLeft(x, 10) ^ BitOperations.RotateLeft(z, 23)) + BitOperations.RotateLeft(y, 8);
            uint next = table[j] + g;
            table[j] = next ^ (output[i] & feedback);
            output[i] ^= next;
        }
        new Span<uint>(sources, Group).Clear();
    }
}
