// What the host learns of a well-formed transaction, and the order in which blocks take them (fact sheet consensus §3.5).
using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.ConsensusEnclave;

/// <summary>What a well-formed transaction is ordered and compared by; highest priority first, then the fields ascending.</summary>
/// <param name="Priority">The fee in units of the 128th part of the least fee of its token.</param>
/// <param name="TxHash">Its hash.</param>
/// <param name="TombstoneBlock">The first block that may not hold it.</param>
/// <param name="KeyImages">Its key images.</param>
/// <param name="HighestIndices">As in <see cref="TxContext"/>.</param>
/// <param name="OutputPublicKeys">The public keys of its outputs.</param>
public sealed record WellFormedTxContext(
    ulong Priority,
    TxHash TxHash,
    ulong TombstoneBlock,
    IReadOnlyList<KeyImage> KeyImages,
    IReadOnlyList<ulong> HighestIndices,
    IReadOnlyList<CompressedRistretto> OutputPublicKeys) : IComparable<WellFormedTxContext>
{
    /// <inheritdoc/>
    public int CompareTo(WellFormedTxContext? other)
    {
        if (other is null) return 1;
        int order = other.Priority.CompareTo(Priority);
        if (order == 0) order = TxHash.CompareTo(other.TxHash);
        if (order == 0) order = TombstoneBlock.CompareTo(other.TombstoneBlock);
        if (order == 0) order = Compare(KeyImages, other.KeyImages);
        if (order == 0) order = Compare(HighestIndices, other.HighestIndices);
        return order == 0 ? Compare(OutputPublicKeys, other.OutputPublicKeys) : order;
    }

    private static int Compare<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
        where T : IComparable<T>
    {
        for (int i = 0; i < Math.Min(a.Count, b.Count); i++)
        {
            int order = a[i].CompareTo(b[i]);
            if (order != 0) return order;
        }
        return a.Count.CompareTo(b.Count);
    }
}
