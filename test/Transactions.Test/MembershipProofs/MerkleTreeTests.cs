using System.Numerics;

namespace MobileCoin.Transactions.Test;

public sealed class MerkleTreeTests
{
    [Fact]
    public void Tree_OfAnySize_HasTheModelsRootAndProofs()
    {
        var random = new Random(1);
        TxOut[] outputs = SampleOutputs.Draw(random, 70);
        TxOutMembershipHash[] leaves = [.. outputs.Select(MerkleHash.Leaf)];
        var tree = new MerkleTree(new MerkleMemory());
        for (int count = 1; count <= outputs.Length; count++)
        {
            tree.Append(outputs[count - 1]);
            int size = (int)BitOperations.RoundUpToPowerOf2((uint)count);
            TxOutMembershipElement root = tree.RootElement;
            Assert.Equal(new Range(0, (ulong)size - 1), root.Range);
            Assert.Equal(ProofModel.Root(leaves.AsSpan(0, count), size), root.Hash);
            for (int i = 0; i < count; i++)
            {
                TxOutMembershipProof proof = tree.Prove((ulong)i);
                Assert.Equal("Ok(true)", proof.Validate(outputs[i], root.Hash).ToString());
                Assert.Equal(root, proof.ImpliedRoot());
                Assert.Equal(((ulong)i, (ulong)count - 1), (proof.Index, proof.HighestIndex));
            }
        }
    }

    [Fact]
    public void Append_InPieces_StoresWhatOneByOneStores()
    {
        var random = new Random(2);
        TxOut[] outputs = SampleOutputs.Draw(random, 200);
        var single = new Recorder();
        var one = new MerkleTree(single);
        foreach (TxOut output in outputs) one.Append(output);
        for (int round = 0; round < 10; round++)
        {
            var stored = new Recorder();
            var tree = new MerkleTree(stored);
            for (int at = 0; at < outputs.Length;)
            {
                int piece = Math.Min(random.Next(0, 40), outputs.Length - at);
                tree.Append(outputs[at..(at + piece)]);
                at += piece;
            }
            Assert.Equal(one.RootElement, tree.RootElement);
            Assert.Equal(single.Hashes.OrderBy(h => h.Key), stored.Hashes.OrderBy(h => h.Key));
        }
    }

    // The ranges of a store may come from an earlier session.
    [Fact]
    public void Tree_OverAFilledStore_GoesOn()
    {
        TxOut[] outputs = SampleOutputs.Draw(new Random(3), 21);
        var store = new MerkleMemory();
        new MerkleTree(store).Append(outputs[..13]);
        var tree = new MerkleTree(store, 13);
        tree.Append(outputs[13..]);
        var whole = new MerkleTree(new MerkleMemory());
        whole.Append(outputs);
        Assert.Equal(whole.RootElement, tree.RootElement);
        Assert.Equal(whole.Prove(7), tree.Prove(7));
    }

    [Fact]
    public void Questions_WithoutAnswer_AreRefused()
    {
        var tree = new MerkleTree(new MerkleMemory());
        tree.Append([]);
        Assert.Equal(MerkleTreeError.NoOutputs, Assert.Throws<MerkleTreeException>(() => tree.RootElement).Error);
        tree.Append(SampleOutputs.Draw(new Random(4), 3));
        var e = Assert.Throws<MerkleTreeException>(() => tree.Prove(3));
        Assert.Equal((MerkleTreeError.TxOutIndexOutOfBounds, 3UL), (e.Error, e.Index));
        Assert.Throws<KeyNotFoundException>(() => new MerkleMemory().Get(new Range(0, 0)));
        Assert.Throws<ArgumentException>(() => new MerkleMemory().Set(new Range(2, 2), default));
    }

    // Fact sheet ledger §5.1: the five outputs of A.1 by their leaves.
    [Fact]
    public void Root_OfTheSheetsLeaves_IsTheSheets()
    {
        string[] leaves =
        [
            "e75e098eefc54c524f20e2be8b901dca097fa6ce7b3385cbb78cdaaa91b90e7a",
            "3b640b78ef102eaf077984a845ef3a32055fa3dfd908ddc1a6b95a65b6392888",
            "984683366d0a19be1638543e101d56b70b6cdf43c8fedfd3eb32986a3b02f818",
            "57020a1890b047029bfef8dd353227a2cb6d3e8e9db92d5aeb160f686e07fb09",
            "caa049813490b9e794fdceb47db0ada2e3d00ad5e35c5dc56dfd707d06efe858",
        ];
        var tree = new MerkleTree(new MerkleMemory());
        tree.AppendLeaves([.. leaves.Select(l => new TxOutMembershipHash(Convert.FromHexString(l)))]);
        Assert.Equal(new Range(0, 7), tree.RootElement.Range);
        Assert.Equal("8082ef9d4f46bf8a929ccbe6de6e1f4123322e8d7ffd8034fe0cc8009ea09b91", tree.RootElement.Hash.ToString());
        Assert.Equal("ffdaaf4305e365c4c30ca1e5fbf4f5e62b081441ee94eb2d0980470b5e705968", MerkleHash.Nil.ToString());
    }

    private sealed class Recorder : IMerkleStore
    {
        internal Dictionary<Range, TxOutMembershipHash> Hashes { get; } = [];

        public TxOutMembershipHash Get(Range range) => Hashes[range];

        public void Set(Range range, TxOutMembershipHash hash) => Hashes[range] = hash;
    }
}
