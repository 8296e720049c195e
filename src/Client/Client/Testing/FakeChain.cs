// A ledger in memory: outputs with their tree, key images, blocks (fact sheet ledger §3.6, §5.1).
using System.Diagnostics.CodeAnalysis;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>A block.</summary>
internal sealed record FakeBlock(ulong Index, ulong FirstOutput, IReadOnlyList<TxOut> Outputs, IReadOnlyList<KeyImage> KeyImages, ulong Timestamp)
{
    internal ulong TxOutCount => FirstOutput + (ulong)Outputs.Count;
}

/// <summary>Grows block by block. Not for several threads.</summary>
internal sealed class FakeChain
{
    private readonly List<FakeBlock> _blocks = [];
    private readonly List<TxOut> _outputs = [];
    private readonly MerkleTree _tree = new(new MerkleMemory());
    private readonly Dictionary<KeyImage, ulong> _spent = [];
    private readonly Dictionary<CompressedRistretto, ulong> _byPublicKey = [];

    internal ulong Height => (ulong)_blocks.Count;

    internal ulong TxOutCount => (ulong)_outputs.Count;

    internal FakeBlock Append(IEnumerable<TxOut> outputs, IEnumerable<KeyImage> keyImages, ulong timestamp)
    {
        TxOut[] sorted = [.. outputs.OrderBy(o => o.PublicKey)];
        var block = new FakeBlock(Height, TxOutCount, sorted, [.. keyImages.Order()], timestamp);
        for (int i = 0; i < sorted.Length; i++) _byPublicKey.Add(sorted[i].PublicKey, block.FirstOutput + (ulong)i);
        foreach (KeyImage image in block.KeyImages) _spent.Add(image, block.Index);
        _outputs.AddRange(sorted);
        _tree.Append(sorted);
        _blocks.Add(block);
        return block;
    }

    internal bool TryBlock(ulong index, [NotNullWhen(true)] out FakeBlock? block)
    {
        block = index < Height ? _blocks[(int)index] : null;
        return block is not null;
    }

    internal bool TryOutput(ulong index, [NotNullWhen(true)] out TxOut? output, [NotNullWhen(true)] out TxOutMembershipProof? proof)
    {
        bool exists = index < TxOutCount;
        (output, proof) = exists ? (_outputs[(int)index], _tree.Prove(index)) : (null, null);
        return exists;
    }

    /// <summary>The proof of today of what was the last output when a transaction's proof was made.</summary>
    internal TxOutMembershipProof Prove(ulong index) => _tree.Prove(index);

    internal ulong? SpentAt(KeyImage image) => _spent.TryGetValue(image, out ulong block) ? block : null;

    internal ulong? Find(CompressedRistretto publicKey) => _byPublicKey.TryGetValue(publicKey, out ulong index) ? index : null;

    /// <summary>The block that an output is in.</summary>
    internal FakeBlock BlockOf(ulong output)
    {
        int low = 0, high = _blocks.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_blocks[middle].TxOutCount > output) high = middle;
            else low = middle + 1;
        }
        return _blocks[low];
    }

    /// <summary>Outputs in the first blocks.</summary>
    internal ulong TxOutCountAt(ulong blocks) => blocks == 0 ? 0 : _blocks[(int)blocks - 1].TxOutCount;
}
