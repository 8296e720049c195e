// A kernel as they should be: the same instructions whatever the secret. It keeps the audit honest about clean code.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MobileCoin.ConstantTime.Probe;

internal static class MaskedSelect
{
    private const int Words = 8;

    internal static void Exercise()
    {
        Span<ulong> table = stackalloc ulong[4 * Words];
        Span<ulong> entry = stackalloc ulong[Words];
        Lookup(table, 2, entry);
    }

    /// <summary>Copies entry <paramref name="index"/> (secret) of a table of four, reading all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Lookup(ReadOnlySpan<ulong> table, ulong index, Span<ulong> entry)
    {
        ref ulong from = ref MemoryMarshal.GetReference(table);
        ref ulong to = ref MemoryMarshal.GetReference(entry);
        for (nuint word = 0; word < Words; word++)
        {
            ulong value = 0;
            for (nuint i = 0; i < 4; i++)
            {
                ulong difference = i ^ index;
                ulong mask = ((difference | (0UL - difference)) >> 63) - 1UL;
                value |= Unsafe.Add(ref from, i * Words + word) & mask;
            }
            Unsafe.Add(ref to, word) = value;
        }
    }
}
