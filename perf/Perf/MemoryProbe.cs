// The machine's memory, as the reference of the oblivious figures: they are bound by it from about 2^18 records on.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MobileCoin.Perf;

internal static unsafe class MemoryProbe
{
    private const int PageBytes = 4096;
    private const int PagesPerCall = 64;
    private const nuint BufferBytes = 256 << 20; // well beyond the last-level cache

    /// <summary>Reading 4 KiB, in sequence, out of memory that no cache holds.</summary>
    internal static Reference Reference { get; } = new("reading 4 KiB of main memory in sequence", PagesPerCall, Pages);

    private static Action Pages()
    {
        byte* buffer = (byte*)NativeMemory.AlignedAlloc(BufferBytes, PageBytes);
        for (nuint i = 0; i < BufferBytes; i += sizeof(ulong)) *(ulong*)(buffer + i) = i;
        nuint at = 0;
        Vector256<ulong> sum = default;
        return () =>
        {
            sum = Read(buffer + at, PagesPerCall * PageBytes, sum);
            at = (at + (PagesPerCall * PageBytes)) % BufferBytes;
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector256<ulong> Read(byte* p, int bytes, Vector256<ulong> sum)
    {
        Vector256<ulong> a = sum, b = default;
        for (int i = 0; i < bytes; i += 128)
        {
            a ^= Vector256.Load((ulong*)(p + i)) ^ Vector256.Load((ulong*)(p + i + 32));
            b ^= Vector256.Load((ulong*)(p + i + 64)) ^ Vector256.Load((ulong*)(p + i + 96));
        }
        return a ^ b;
    }
}
