// The hashes of the tree of outputs (fact sheet ledger §5.1, crypto §1.13).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>How leaves, nodes and empty subtrees of the tree of outputs hash.</summary>
public static class MerkleHash
{
    /// <summary>The hash of a subtree without outputs, whatever its size.</summary>
    public static TxOutMembershipHash Nil { get; } = Hash("mc_tx_out_merkle_nil"u8, default);

    internal static ReadOnlySpan<byte> LeafTag => "mc_tx_out_merkle_leaf"u8;

    internal static ReadOnlySpan<byte> NodeTag => "mc_tx_out_merkle_node"u8;

    /// <summary>The hash of the leaf that holds an output.</summary>
    public static TxOutMembershipHash Leaf(TxOut output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Hash(LeafTag, output.Hash());
    }

    /// <summary>The hash of a node above two subtrees.</summary>
    public static TxOutMembershipHash Node(TxOutMembershipHash left, TxOutMembershipHash right)
    {
        Span<byte> children = stackalloc byte[2 * TxOutMembershipHash.Size];
        left.CopyTo(children);
        right.CopyTo(children[TxOutMembershipHash.Size..]);
        return Hash(NodeTag, children);
    }

    private static TxOutMembershipHash Hash(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> message)
    {
        Span<byte> hash = stackalloc byte[TxOutMembershipHash.Size];
        Blake2b.Hash(tag, message, hash);
        return new TxOutMembershipHash(hash);
    }
}
