using MobileCoin.Blockchain;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

/// <summary>A ledger in memory, as simple as can be. What is minted is not counted here.</summary>
internal sealed class LedgerModel
{
    private readonly List<BlockData> _blocks = [];
    private readonly List<(TxOut Output, ulong Block)> _outputs = [];
    private readonly Dictionary<KeyImage, ulong> _keyImages = [];
    private readonly MerkleTree _tree = new(new MerkleMemory());

    internal IReadOnlyList<BlockData> Blocks => _blocks;

    internal bool Takes(BlockData data) =>
        data.Contents.KeyImages.ToArray().All(k => !_keyImages.ContainsKey(k))
        && data.Contents.Outputs.ToArray().All(o => _outputs.TrueForAll(known => known.Output.PublicKey != o.PublicKey));

    internal void Append(BlockData data)
    {
        _blocks.Add(data);
        foreach (KeyImage keyImage in data.Contents.KeyImages) _keyImages[keyImage] = data.Block.Index;
        foreach (TxOut output in data.Contents.Outputs)
        {
            _outputs.Add((output, data.Block.Index));
            _tree.Append(output);
        }
    }

    internal void Check(Ledger ledger, Random random)
    {
        Assert.Equal((ulong)_blocks.Count, ledger.NumBlocks);
        Assert.Equal((ulong)_outputs.Count, ledger.NumTxos);
        ulong beyond = (ulong)_blocks.Count + (ulong)random.Next(3);
        Assert.Equal(LedgerError.NotFound, Assert.Throws<LedgerException>(() => ledger.GetBlockData(beyond)).Error);
        Assert.Equal(LedgerError.NotFound, Assert.Throws<LedgerException>(() => ledger.GetBlockSignature(beyond)).Error);
        Assert.Equal(LedgerError.NotFound, Assert.Throws<LedgerException>(() => ledger.GetTxOutByIndex((ulong)_outputs.Count)).Error);
        Assert.Equal(
            LedgerError.TxOutIndexOutOfBounds, Assert.Throws<LedgerException>(() => ledger.GetTxOutProofOfMemberships([(ulong)_outputs.Count])).Error);
        Assert.Equal(_blocks[^1].Block, ledger.GetLatestBlock());
        Assert.Equal(_tree.RootElement, ledger.GetRootTxOutMembershipElement());

        BlockData block = _blocks[random.Next(_blocks.Count)];
        ulong index = block.Block.Index;
        Assert.Equal(block, ledger.GetBlockData(index));
        Assert.Equal(block.Block, ledger.GetBlock(index));
        Assert.Equal(block.Signature, ledger.GetBlockSignature(index));
        Assert.Equal(block.Metadata, ledger.GetBlockMetadata(index));
        Assert.Equal(block.Contents.KeyImages.ToArray(), ledger.GetKeyImagesByBlock(index));

        int[] some = [.. Enumerable.Range(0, 5).Select(_ => random.Next(_outputs.Count))];
        foreach (int i in some)
        {
            (TxOut output, ulong of) = _outputs[i];
            Assert.Equal(output, ledger.GetTxOutByIndex((ulong)i));
            Assert.Equal(of, ledger.GetBlockIndexByTxOutIndex((ulong)i));
            Assert.Equal((ulong)i, ledger.GetTxOutIndexByHash(output.Hash()));
            Assert.Equal((ulong)i, ledger.GetTxOutIndexByPublicKey(output.PublicKey));
            Assert.True(ledger.ContainsTxOutPublicKey(output.PublicKey));
        }
        ulong[] indices = [.. some.Select(i => (ulong)i)];
        Assert.Equal(indices.Select(_tree.Prove), ledger.GetTxOutProofOfMemberships(indices));

        foreach ((KeyImage keyImage, ulong spent) in _keyImages.Take(5)) Assert.Equal(spent, ledger.CheckKeyImage(keyImage));
        byte[] unknown = new byte[32];
        random.NextBytes(unknown);
        Assert.Null(ledger.CheckKeyImage(new KeyImage(unknown)));
        Assert.False(ledger.ContainsTxOutPublicKey(new CompressedRistretto(unknown)));
        Assert.Throws<LedgerException>(() => ledger.GetTxOutIndexByHash(unknown));
        Assert.Throws<LedgerException>(() => ledger.GetTxOutIndexByPublicKey(new CompressedRistretto(unknown)));
    }
}
