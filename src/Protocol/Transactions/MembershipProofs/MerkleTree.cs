// The tree of outputs: growing, its root, proofs of its leaves (fact sheet ledger §5.1, §5.5 "Merkle update").
using System.Numerics;
using System.Runtime.InteropServices;
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>What cannot be asked of a tree.</summary>
public enum MerkleTreeError
{
    /// <summary>An empty tree has no root.</summary>
    NoOutputs,

    /// <summary>There is no output at the index.</summary>
    TxOutIndexOutOfBounds,
}

/// <summary>A question that a tree has no answer to.</summary>
public sealed class MerkleTreeException : Exception
{
    internal MerkleTreeException(MerkleTreeError error, ulong index, string message)
        : base(message) => (Error, Index) = (error, index);

    /// <summary>What is wrong.</summary>
    public MerkleTreeError Error { get; }

    /// <summary>The index that is out of bounds.</summary>
    public ulong Index { get; }
}

/// <summary>
/// The logic of the tree over any storage of its hashes. Leaves are padded to a power of two; a subtree without outputs hashes to
/// <see cref="MerkleHash.Nil"/> and is not stored. The ledger is public: nothing here is constant time.
/// </summary>
public sealed class MerkleTree
{
    private readonly IMerkleStore _store;

    /// <summary>A tree whose hashes are in a store.</summary>
    /// <param name="store">Where the hashes are.</param>
    /// <param name="count">How many outputs the store has hashes of.</param>
    public MerkleTree(IMerkleStore store, ulong count = 0)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        Count = count;
    }

    /// <summary>Outputs in the tree.</summary>
    public ulong Count { get; private set; }

    /// <summary>The root: all outputs, padded, with their hash.</summary>
    /// <exception cref="MerkleTreeException">The tree is empty.</exception>
    public TxOutMembershipElement RootElement
    {
        get
        {
            if (Count == 0) throw new MerkleTreeException(MerkleTreeError.NoOutputs, 0, "an empty tree has no root");
            var range = new Range(0, BitOperations.RoundUpToPowerOf2(Count) - 1);
            return new TxOutMembershipElement(range, _store.Get(range));
        }
    }

    /// <summary>Adds an output.</summary>
    public void Append(TxOut output) => AppendLeaves([MerkleHash.Leaf(output)]);

    /// <summary>Adds outputs in order: hashes every node above them once, in lanes.</summary>
    public void Append(IReadOnlyCollection<TxOut> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        byte[] digests = new byte[outputs.Count * Digest.Size];
        int at = 0;
        TxOut.HashMany([.. outputs]);
        foreach (TxOut output in outputs) output.CopyHash(digests.AsSpan(at++ * Digest.Size, Digest.Size));
        if (digests.Length == 0) return;
        AppendLeaves(HashEach(MerkleHash.LeafTag, digests, Digest.Size));
    }

    /// <summary>Adds outputs by the hashes of their leaves, in order.</summary>
    public void AppendLeaves(ReadOnlySpan<TxOutMembershipHash> leaves)
    {
        if (leaves.IsEmpty) return;
        ulong first = Count, count = Count + (ulong)leaves.Length;
        int height = BitOperations.Log2(BitOperations.RoundUpToPowerOf2(count));
        TxOutMembershipHash[] nodes = leaves.ToArray();
        Store(0, first, nodes);
        for (int level = 1; level <= height; level++)
        {
            ulong from = first >> level, last = (count - 1) >> level;
            byte[] pairs = new byte[checked((int)(last - from + 1) * 2 * TxOutMembershipHash.Size)];
            for (ulong child = from * 2; child <= (last * 2) + 1; child++)
            {
                ulong below = first >> (level - 1);
                TxOutMembershipHash hash = child >= below && child - below < (ulong)nodes.Length ? nodes[child - below]
                    : child << (level - 1) >= count ? MerkleHash.Nil
                    : _store.Get(RangeOf(level - 1, child));
                hash.CopyTo(pairs.AsSpan((int)(child - (from * 2)) * TxOutMembershipHash.Size));
            }
            nodes = HashEach(MerkleHash.NodeTag, pairs, 2 * TxOutMembershipHash.Size);
            Store(level, from, nodes);
        }
        Count = count;
    }

    /// <summary>The proof that the output at an index is in the tree.</summary>
    /// <exception cref="MerkleTreeException">There is no such output.</exception>
    public TxOutMembershipProof Prove(ulong index)
    {
        if (index >= Count)
        {
            throw new MerkleTreeException(MerkleTreeError.TxOutIndexOutOfBounds, index, $"no output at {index}: the tree has {Count}");
        }
        int height = BitOperations.Log2(BitOperations.RoundUpToPowerOf2(Count));
        var elements = new TxOutMembershipElement[height + 1];
        elements[0] = Element(0, index);
        for (int level = 0; level < height; level++) elements[level + 1] = Element(level, (index >> level) ^ 1);
        return new TxOutMembershipProof(index, Count - 1, elements);
    }

    private static Range RangeOf(int level, ulong node) => new(node << level, ((node + 1) << level) - 1);

    private static TxOutMembershipHash[] HashEach(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> messages, int messageSize)
    {
        byte[] hashes = new byte[messages.Length / messageSize * TxOutMembershipHash.Size];
        Blake2b.HashEach(tag, messages, messageSize, hashes, TxOutMembershipHash.Size);
        return MemoryMarshal.Cast<byte, TxOutMembershipHash>(hashes).ToArray();
    }

    private TxOutMembershipElement Element(int level, ulong node)
    {
        Range range = RangeOf(level, node);
        return new TxOutMembershipElement(range, range.From >= Count ? MerkleHash.Nil : _store.Get(range));
    }

    private void Store(int level, ulong node, TxOutMembershipHash[] hashes)
    {
        for (int i = 0; i < hashes.Length; i++) _store.Set(RangeOf(level, node + (ulong)i), hashes[i]);
    }
}
