// Bringing the wanted records to the front without showing which they were: the order-preserving off-line compaction of Sasy, Johnson and
// Goldberg (ORCompact, CCS 2022), n·log2 n masked swaps whose places depend on the number of records alone.
using System.Runtime.Intrinsics;
using MobileCoin.Curve25519;
using MobileCoin.Oblivious.Lanes;
using MobileCoin.Oblivious.Routing;

namespace MobileCoin.Oblivious;

/// <summary>Compacts records so that an observer of all memory addresses learns only how many there are and how long.</summary>
public static class ObliviousCompaction
{
    /// <summary>Moves the records whose mask is set to the front, in their order; the others follow in any order.</summary>
    /// <param name="keep">A mask for each record, all ones or zero. On return all ones for the records in front, then zeros.</param>
    /// <param name="records">As many records of equal length, back to back.</param>
    /// <returns>How many are kept. A secret unless the caller says otherwise.</returns>
    /// <exception cref="ArgumentException">The records' length is no multiple of the number of masks.</exception>
    public static unsafe ulong Compact(Span<ulong> keep, Span<byte> records)
    {
        int size = RecordSpan.Size(keep.Length, records, nameof(records));
        fixed (ulong* k = keep)
        fixed (byte* r = records)
        {
            return Simd.Level switch
            {
                SimdLevel.Avx512 => Network<Avx512Lanes, Vector512<ulong>>.Compact(k, r, keep.Length, size),
                SimdLevel.Avx2 => Network<Avx2Lanes, Vector256<ulong>>.Compact(k, r, keep.Length, size),
                _ => Network<PlainLanes, ulong>.Compact(k, r, keep.Length, size),
            };
        }
    }
}
