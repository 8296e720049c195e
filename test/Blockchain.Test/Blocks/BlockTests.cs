using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain.Test;

public sealed class BlockTests
{
    private static readonly SampleBlocks Sample = new(5);

    [Fact]
    public void NewWithParent_CountsOn()
    {
        BlockData origin = Sample.Origin();
        var root = new TxOutMembershipElement(new Transactions.Range(0, 3), new TxOutMembershipHash(Sample.Bytes(32)));
        var contents = new BlockContents([], Sample.Outputs(4));
        Block block = Block.NewWithParent(BlockVersion.FromUInt32(2), origin.Block, root, contents);
        Assert.Equal((2u, 1UL, 7UL), (block.Version, block.Index, block.CumulativeTxoCount));
        Assert.Equal((origin.Block.Id, root, contents.Hash()), (block.ParentId, block.RootElement, block.ContentsHash));
        Assert.True(block.IsBlockIdValid);
        Assert.Throws<OverflowException>(() => Block.NewWithParent(default, origin.Block with { Index = ulong.MaxValue }, root, contents));
        Assert.Throws<OverflowException>(() => Block.NewWithParent(default, origin.Block with { CumulativeTxoCount = ulong.MaxValue }, root, contents));
    }

    [Fact]
    public void Sorted_OrdersKeyImagesAndOutputs_AndNothingElse()
    {
        var contents = new BlockContents(
            [.. Enumerable.Range(0, 9).Select(_ => new KeyImage(Sample.Bytes(32)))], Sample.Outputs(9),
            [Sample.MintConfigTx(), Sample.MintConfigTx()], [Sample.MintTx(), Sample.MintTx()]);
        BlockContents sorted = contents.Sorted();
        Assert.Equal(contents.KeyImages.ToArray().Order(), sorted.KeyImages.ToArray());
        Assert.Equal(contents.Outputs.ToArray().OrderBy(o => o.PublicKey), sorted.Outputs.ToArray());
        Assert.Equal(contents.ValidatedMintConfigTxs.ToArray(), sorted.ValidatedMintConfigTxs.ToArray());
        Assert.Equal(contents.MintTxs.ToArray(), sorted.MintTxs.ToArray());
        Assert.NotEqual(contents.Hash(), sorted.Hash());
        Assert.Equal(contents, WireMessage.Decode<BlockContents>(contents.Encode()));
    }

    [Theory]
    [InlineData("0a030a0102", "BlockID: expected 32 bytes")]
    [InlineData("1a220a21", "left")]
    [InlineData("3a030a0102", "BlockContentsHash: expected 32 bytes")]
    [InlineData("320512030a0102", "TxOutMembershipElement.hash: expected 32 bytes")]
    public void Headers_WithFieldsOfOtherLengths_AreRefused(string hex, string text) =>
        Assert.Contains(text, Assert.Throws<WireException>(() => WireMessage.Decode<Block>(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    // What the ledger's form has by default, the public form must have.
    [Fact]
    public void AbsentFields_AreDefaultsInTheLedgerAlone()
    {
        var nothing = BlockMessage.Decode<BlockData>([], WireForm.Ledger);
        Assert.Equal(default, nothing.Block.Id);
        Assert.Throws<WireException>(() => BlockMessage.Decode<BlockData>([], WireForm.Public));
        BlockMessage.Decode<BlockMetadata>([], WireForm.Ledger);
        Assert.Throws<WireException>(() => BlockMessage.Decode<BlockMetadata>([], WireForm.Public));
    }
}
