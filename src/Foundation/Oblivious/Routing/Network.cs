// Sorting and compaction networks over keys and records: a public sequence of swaps under secret masks.
using System.Numerics;
using System.Runtime.CompilerServices;
using MobileCoin.Oblivious.Lanes;

namespace MobileCoin.Oblivious.Routing;

internal static unsafe class Network<TLanes, TV>
    where TLanes : struct, ILanes<TV>
    where TV : unmanaged
{
    /// <summary>Batcher's odd-even merge sort for any n (Knuth, volume 3, algorithm 5.2.2M).</summary>
    public static void Sort(ulong* keys, byte* records, int n, int size)
    {
        if (n < 2) return;
        int top = 1 << BitOperations.Log2((uint)n - 1);
        for (int p = top; p > 0; p >>= 1)
        {
            int q = top;
            int r = 0;
            int d = p;
            while (true)
            {
                for (int i = 0; i < n - d; i++)
                {
                    if ((i & p) == r) Order(keys, records, i, i + d, size);
                }
                if (q == p) break;
                d = q - p;
                q >>= 1;
                r = p;
            }
        }
    }

    /// <summary>Compacts any n: the last power of two of them circularly behind the rest, then both together.</summary>
    /// <returns>How many are kept.</returns>
    public static ulong Compact(ulong* keep, byte* records, int n, int size)
    {
        ulong kept = Front(keep, records, n, size);
        for (int i = 0; i < n; i++) keep[i] = Mask.Less((ulong)i, kept);
        return kept;
    }

    private static ulong Front(ulong* keep, byte* records, int n, int size)
    {
        if (n == 0) return 0;
        int power = 1 << BitOperations.Log2((uint)n);
        int rest = n - power;
        ulong before = Front(keep, records, rest, size);
        ulong behind = Count(keep + rest, power);
        byte* last = records + ((nint)rest * size);
        // Those of the power-of-two part are turned so that they continue, modulo its length, where those of the rest end.
        Rotate(keep + rest, last, power, ((ulong)(power - rest) + before) & (ulong)(power - 1), size);
        for (int i = 0; i < rest; i++) Swap(~Mask.Less((ulong)i, before), records, i, i + power, size);
        return before + behind;
    }

    /// <summary>Compacts n records, a power of two, circularly from place [offset], a secret below n. Leaves the masks alone.</summary>
    private static void Rotate(ulong* keep, byte* records, int n, ulong offset, int size)
    {
        if (n == 1) return;
        if (n == 2)
        {
            ulong wrong = (~keep[0] & keep[1]) ^ (0 - offset);
            Swap(wrong, records, 0, 1, size);
            return;
        }
        int half = n / 2;
        ulong low = (ulong)(half - 1);
        ulong left = Count(keep, half);
        Rotate(keep, records, half, offset & low, size);
        Rotate(keep + half, records + ((nint)half * size), half, (offset + left) & low, size);
        // The records of the left half end where those of the right begin; from there on, and from where both wrap, halves change places.
        ulong wraps = ~Mask.Less((offset & low) + left, (ulong)half) ^ ~Mask.Less(offset, (ulong)half);
        ulong turn = (offset + left) & low;
        for (int i = 0; i < half; i++) Swap(wraps ^ ~Mask.Less((ulong)i, turn), records, i, i + half, size);
    }

    private static ulong Count(ulong* masks, int n)
    {
        ulong count = 0;
        for (int i = 0; i < n; i++) count += masks[i] & 1;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Order(ulong* keys, byte* records, int i, int j, int size)
    {
        ulong wrong = Mask.Less(keys[j], keys[i]);
        ulong difference = (keys[i] ^ keys[j]) & wrong;
        keys[i] ^= difference;
        keys[j] ^= difference;
        Swap(wrong, records, i, j, size);
    }

    private static void Swap(ulong mask, byte* records, int i, int j, int size) =>
        SpanKernels<TLanes, TV>.Swap(mask, records + ((nint)i * size), records + ((nint)j * size), size);
}
