// Select, swap, compare, sort and compaction over secret records and decisions.
using MobileCoin.Oblivious;

namespace MobileCoin.MachineTrace.Probe;

internal static class RoutingExercises
{
    private const int Count = 27;
    private const int Record = 88; // no multiple of a vector

    public static readonly KeyValuePair<string, Func<int, Action>>[] All =
    [
        new("select", Select),
        new("sort", Sort),
        new("compact", Compact),
    ];

    private static Action Select(int variant)
    {
        byte[] a = Secret.Bytes(variant, Record, 1), b = Secret.Bytes(variant, Record, 2), result = new byte[Record];
        ulong mask = 0 - (ulong)(variant & 1);
        return () =>
        {
            ConstantTime.Select(mask, a, b, result);
            ConstantTime.SwapIf(~mask, a, b);
            ConstantTime.CopyIf(ConstantTime.Less(a, b), a, b);
            ConstantTime.CopyIf(ConstantTime.Equal(a, b), result, b);
        };
    }

    private static Action Sort(int variant)
    {
        ulong[] keys = Words(variant);
        byte[] records = Secret.Bytes(variant, Count * Record);
        return () => ObliviousSort.Sort(keys, records);
    }

    private static Action Compact(int variant)
    {
        ulong[] keep = Words(variant);
        for (int i = 0; i < Count; i++) keep[i] = 0 - (keep[i] & 1);
        byte[] records = Secret.Bytes(variant, Count * Record);
        return () => ObliviousCompaction.Compact(keep, records);
    }

    private static ulong[] Words(int variant)
    {
        ulong[] words = new ulong[Count];
        for (int i = 0; i < Count; i++) words[i] = BitConverter.ToUInt64(Secret.Bytes(variant, 8, i));
        return words;
    }
}
