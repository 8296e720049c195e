// Sorting without showing the order: Batcher's odd-even merge sort, whose comparisons depend on the number of records alone. Routers and
// batches use it to bring records together by key (fact sheet fog §5.6, §6.3).
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Routing;

namespace MobileCoin.Oblivious;

/// <summary>Sorts records so that an observer of all memory addresses learns only how many there are and how long.</summary>
public static class ObliviousSort
{
    /// <summary>
    /// Sorts keys in ascending order and their records with them, in about n·(log2 n)²/4 compare-and-swaps. Records of equal keys come in
    /// any order: make keys differ (by position in the low bits, say) where that matters.
    /// </summary>
    /// <param name="keys">A key for each record; sorted on return.</param>
    /// <param name="records">As many records of equal length, back to back; in the order of their keys on return. May be empty.</param>
    /// <exception cref="ArgumentException">The records' length is no multiple of the number of keys.</exception>
    public static unsafe void Sort(Span<ulong> keys, Span<byte> records)
    {
        int size = RecordSpan.Size(keys.Length, records, nameof(records));
        fixed (ulong* k = keys)
        fixed (byte* r = records)
        {
            switch (Simd.Level)
            {
                case SimdLevel.Avx512:
                    Network<Avx512Lanes, Vector512<ulong>>.Sort(k, r, keys.Length, size);
                    break;
                case SimdLevel.Avx2:
                    Network<Avx2Lanes, Vector256<ulong>>.Sort(k, r, keys.Length, size);
                    break;
                default:
                    Network<PlainLanes, ulong>.Sort(k, r, keys.Length, size);
                    break;
            }
        }
    }
}
