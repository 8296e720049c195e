// Where the tree of outputs keeps its hashes (fact sheet ledger §5.5: tx_out_store:merkle_hash_by_range).
namespace MobileCoin.Transactions;

/// <summary>A map from ranges to hashes. Only ranges that hold an output are stored.</summary>
public interface IMerkleStore
{
    /// <summary>The hash of a range that was stored.</summary>
    /// <exception cref="KeyNotFoundException">It was not.</exception>
    TxOutMembershipHash Get(Range range);

    /// <summary>Stores the hash of a range, or replaces it.</summary>
    void Set(Range range, TxOutMembershipHash hash);
}

/// <summary>The hashes of a tree in memory: a list for each level.</summary>
public sealed class MerkleMemory : IMerkleStore
{
    private readonly List<List<TxOutMembershipHash>> _levels = [];

    /// <inheritdoc/>
    public TxOutMembershipHash Get(Range range)
    {
        (int level, ulong node) = Place(range);
        if (level >= _levels.Count || node >= (ulong)_levels[level].Count) throw new KeyNotFoundException($"no hash of {range}");
        return _levels[level][(int)node];
    }

    /// <inheritdoc/>
    public void Set(Range range, TxOutMembershipHash hash)
    {
        (int level, ulong node) = Place(range);
        while (_levels.Count <= level) _levels.Add([]);
        List<TxOutMembershipHash> hashes = _levels[level];
        if (node < (ulong)hashes.Count) hashes[(int)node] = hash;
        else if (node == (ulong)hashes.Count) hashes.Add(hash);
        else throw new ArgumentException($"a tree grows by one node after another: {range} is too far", nameof(range));
    }

    private static (int Level, ulong Node) Place(Range range)
    {
        int level = System.Numerics.BitOperations.Log2(range.To - range.From + 1);
        return (level, range.From >> level);
    }
}
