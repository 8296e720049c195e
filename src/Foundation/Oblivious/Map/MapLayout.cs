// The sizes with which a map starts. Tests make the recursion deep and the index small with few records.
namespace MobileCoin.Oblivious.Map;

internal sealed record MapLayout(long Capacity)
{
    public int LeastIndexBuckets { get; init; } = Parameters.LeastIndexBuckets;

    public int ScannedLabels { get; init; } = Parameters.ScannedLabels;

    public long IndexBuckets => Parameters.IndexBuckets(Capacity, LeastIndexBuckets);

    /// <summary>Trees of the position map over so many index blocks.</summary>
    public int PositionTrees(long blocks)
    {
        int trees = 0;
        for (; blocks > ScannedLabels; blocks = Above(blocks)) trees++;
        return trees;
    }

    /// <summary>Blocks of labels over so many blocks.</summary>
    public static long Above(long blocks) => (blocks + Parameters.LabelsPerBlock - 1) / Parameters.LabelsPerBlock;
}
