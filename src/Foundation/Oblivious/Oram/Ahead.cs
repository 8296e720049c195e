// Lines that will be needed soon, asked for bucket by bucket while other work goes on. A burst of prefetches fills the queues of the core
// and holds up everything behind it; spread over the loops of the operation before, they cost next to nothing. All of these are public: the
// paths of evictions, and paths whose label is shown in this very operation.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MobileCoin.Oblivious.Memory;

namespace MobileCoin.Oblivious.Oram;

/// <summary>A stack of buckets: what was asked for last is needed first.</summary>
internal sealed unsafe class Ahead : IDisposable
{
    /// <summary>Bytes of memory held.</summary>
    public const long Bytes = Capacity * sizeof(ulong);

    private const int Capacity = 1024;

    /// <summary>Buckets are 64-byte aligned, so their number of lines fits below their address.</summary>
    private const ulong LinesMask = Parameters.Line - 1;

    private readonly PageBlock _memory = new(Bytes, "the prefetch list");

    public Ahead() => Clear();

    /// <summary>Where the next bucket is taken off. Kernels hold it in a register and give it back.</summary>
    public ulong* Top { get; set; }

    public ulong* Bottom => (ulong*)_memory.Start;

    public void Clear() => Top = Bottom;

    /// <summary>Adds the buckets of a path, from a level down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Push(ulong* levels, int first, int depth, uint label, int lines)
    {
        ulong* top = Top;
        if (top + depth > Bottom + Capacity) top = Bottom; // late already: start afresh
        for (int i = first; i <= depth; i++)
        {
            *top++ = (levels[i] + ((ulong)(label >> (32 - i)) * (ulong)(lines * Parameters.Line))) | (uint)lines;
        }
        Top = top;
    }

    /// <summary>Asks for one bucket, if there is one. Into the second-level cache: the first is too small for what is in flight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Step(ulong* top, ulong* bottom)
    {
        if (!Sse.IsSupported || top == bottom) return top;
        ulong entry = *--top;
        byte* bucket = (byte*)(entry & ~LinesMask);
        Sse.Prefetch1(bucket);
        Sse.Prefetch1(bucket + Parameters.Line);
        Sse.Prefetch1(bucket + (2 * Parameters.Line));
        if ((entry & LinesMask) == 3) return top;
        Sse.Prefetch1(bucket + (3 * Parameters.Line));
        Sse.Prefetch1(bucket + (4 * Parameters.Line));
        Sse.Prefetch1(bucket + (5 * Parameters.Line));
        Sse.Prefetch1(bucket + (6 * Parameters.Line));
        Sse.Prefetch1(bucket + (7 * Parameters.Line));
        Sse.Prefetch1(bucket + (8 * Parameters.Line));
        return top;
    }

    public void Dispose() => _memory.Dispose();
}
