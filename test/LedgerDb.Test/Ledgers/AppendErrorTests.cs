using MobileCoin.Blockchain;
using MobileCoin.Transactions;

namespace MobileCoin.LedgerDb.Test;

public sealed class AppendErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SampleChain _chain = new(1);
    private readonly Ledger _ledger;

    public AppendErrorTests()
    {
        Ledger.Create(_folder.Path);
        _ledger = Ledger.Open(_folder.Path, new LedgerOptions { Durability = LedgerDurability.NoSync });
    }

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Dispose();
    }

    /// <summary>A block that breaks every rule, then every rule but the first, and so on: the errors come in upstream's order.</summary>
    [Fact]
    public void Append_OfABlockThatBreaksSeveralRules_NamesTheFirst()
    {
        byte[] configNonce = _chain.Bytes(64), mintNonce = _chain.Bytes(64);
        BlockData origin = _chain.Origin(3);
        _ledger.AppendBlock(origin);
        KeyImage spent = _chain.KeyImage();
        BlockData first = _chain.After(origin.Block, 2, new BlockContents(
            [spent], _chain.Outputs(1), [_chain.MintConfigTx(1, 1000, configNonce, (SampleChain.Minter, 500))]));
        _ledger.AppendBlock(first);
        BlockData last = _chain.After(first.Block, 2, new BlockContents([], _chain.Outputs(1), [], [_chain.MintTx(1, 10, mintNonce)]));
        _ledger.AppendBlock(last);

        LedgerError[] order =
        [
            LedgerError.InvalidBlockVersion, LedgerError.InvalidBlockIndex, LedgerError.InvalidParentBlockID, LedgerError.NoOutputs,
            LedgerError.TooFewOutputs, LedgerError.NoKeyImages, LedgerError.InvalidBlockContents, LedgerError.MissingMaskedAmount,
            LedgerError.KeyImageAlreadySpent, LedgerError.DuplicateOutputPublicKey, LedgerError.InvalidBlockID, LedgerError.DuplicateMintTx,
            LedgerError.DuplicateMintConfigTx, LedgerError.BlockMetadataRequired,
        ];
        for (int kept = 0; kept < order.Length; kept++)
        {
            bool Keeps(LedgerError rule) => Array.IndexOf(order, rule) < kept;
            TxOut output = _chain.Output(Keeps(LedgerError.DuplicateOutputPublicKey) ? null : last.Contents.Outputs[0].PublicKey, Keeps(LedgerError.MissingMaskedAmount));
            MintTx mint = _chain.MintTx(1, 10, Keeps(LedgerError.DuplicateMintTx) ? null : mintNonce);
            ValidatedMintConfigTx config = _chain.MintConfigTx(1, 1000, Keeps(LedgerError.DuplicateMintConfigTx) ? null : configNonce);
            KeyImage keyImage = Keeps(LedgerError.KeyImageAlreadySpent) ? _chain.KeyImage() : spent;
            BlockContents contents = !Keeps(LedgerError.NoOutputs) ? new BlockContents([], [], [], [mint, mint])
                : !Keeps(LedgerError.TooFewOutputs) ? new BlockContents([], [output], [], [mint, mint])
                : !Keeps(LedgerError.NoKeyImages) ? new BlockContents([], [output])
                : new BlockContents([keyImage], [output], [config], [mint]);
            var block = new Block(
                default, Keeps(LedgerError.InvalidBlockVersion) ? 3U : kept % 2 == 0 ? 1U : 5U, Keeps(LedgerError.InvalidParentBlockID) ? last.Block.Id : default,
                Keeps(LedgerError.InvalidBlockIndex) ? 3U : 4U, 0, default, Keeps(LedgerError.InvalidBlockContents) ? contents.Hash() : default);
            if (Keeps(LedgerError.InvalidBlockID)) block = block with { Id = block.ComputeId() };
            Refuses(order[kept], new BlockData(block, contents));
            if (kept == order.Length - 1) _ledger.AppendBlock(new BlockData(block, contents, Metadata: _chain.Metadata(block)));
        }
        Assert.Equal(4UL, _ledger.NumBlocks);
    }

    [Fact]
    public void Append_OfAnOriginBlock_ChecksItsPlace()
    {
        BlockData origin = _chain.Origin(2);
        Block block = origin.Block;
        Refuses(LedgerError.InvalidBlockVersion, origin with { Block = block with { Version = 1, Index = 1, ParentId = block.Id } });
        Refuses(LedgerError.InvalidBlockIndex, origin with { Block = block with { Index = 1, ParentId = block.Id } });
        Refuses(LedgerError.InvalidParentBlockID, origin with { Block = block with { ParentId = block.Id } });
        Refuses(LedgerError.NoOutputs, _chain.Origin(0));
        Refuses(LedgerError.InvalidBlockContents, origin with { Contents = new BlockContents([], _chain.Outputs(2)) });
        Refuses(LedgerError.InvalidBlockID, origin with { Block = block with { Id = default } });
        _ledger.AppendBlock(origin);
    }

    [Fact]
    public void Append_OfAVersionThatIsTooHigh_IsRefused()
    {
        BlockData origin = _chain.Origin(2);
        _ledger.AppendBlock(origin);
        BlockData next = _chain.After(origin.Block);
        Refuses(LedgerError.InvalidBlockVersion, next with { Block = next.Block with { Version = 5 } });
        _ledger.AppendBlock(_chain.After(origin.Block, version: 4));
    }

    [Fact]
    public void Append_OfABlockThatHoldsAnOutputTwice_LeavesTheLedgerAsItWas()
    {
        BlockData origin = _chain.Origin(2);
        _ledger.AppendBlock(origin);
        TxOut output = _chain.Output();
        KeyImage keyImage = _chain.KeyImage();
        Refuses(LedgerError.Lmdb, _chain.After(origin.Block, 3, new BlockContents([keyImage], [output, output])));
        Refuses(LedgerError.Lmdb, _chain.After(origin.Block, 3, new BlockContents([keyImage], [output, _chain.Output(output.PublicKey)])));
        Assert.False(_ledger.ContainsKeyImage(keyImage));
        Assert.False(_ledger.ContainsTxOutPublicKey(output.PublicKey));
        Assert.Equal(2UL, _ledger.NumTxos);
        Assert.Throws<LedgerException>(() => _ledger.GetTxOutIndexByHash(output.Hash()));
    }

    [Fact]
    public void Append_OfABlockThatHoldsAKeyImageTwice_IsTaken()
    {
        BlockData origin = _chain.Origin(2);
        _ledger.AppendBlock(origin);
        KeyImage keyImage = _chain.KeyImage();
        _ledger.AppendBlock(_chain.After(origin.Block, 3, new BlockContents([keyImage, keyImage], _chain.Outputs(1))));
        Assert.Equal([keyImage, keyImage], _ledger.GetKeyImagesByBlock(1));
        Assert.Equal(1UL, _ledger.CheckKeyImage(keyImage));
    }

    [Fact]
    public void Append_OfBlocksWithASingleKindOfMinting_NeedsNoKeyImages()
    {
        BlockData origin = _chain.Origin(2);
        _ledger.AppendBlock(origin);
        BlockData config = _chain.After(origin.Block, 3, new BlockContents([], [], [_chain.MintConfigTx(1, 100, null, (SampleChain.Minter, 100))]));
        _ledger.AppendBlock(config);
        _ledger.AppendBlock(_chain.After(config.Block, 3, new BlockContents([], _chain.Outputs(1), [], [_chain.MintTx(1, 100)])));
        Assert.Equal(3UL, _ledger.NumBlocks);
    }

    [Fact]
    public void AppendBlocks_OfWhichOneDoesNotFit_KeepsThoseBefore()
    {
        BlockData origin = _chain.Origin(2), first = _chain.After(origin.Block), second = _chain.After(first.Block), third = _chain.After(second.Block);
        _ledger.AppendBlocks([]);
        LedgerException e = Assert.Throws<LedgerException>(() => _ledger.AppendBlocks([origin, first, third]));
        Assert.Equal(LedgerError.InvalidBlockIndex, e.Error);
        Assert.Equal(2UL, _ledger.NumBlocks);
        TxOut output = _chain.Output();
        BlockData doubled = _chain.After(second.Block, 3, new BlockContents([_chain.KeyImage()], [output, output]));
        Assert.Equal(LedgerError.Lmdb, Assert.Throws<LedgerException>(() => _ledger.AppendBlocks([second, doubled])).Error);
        Assert.Equal(3UL, _ledger.NumBlocks);
        _ledger.AppendBlocks([third, _chain.After(third.Block)]);
        Assert.Equal(5UL, _ledger.NumBlocks);
        Assert.Equal(third, _ledger.GetBlockData(3));
        Refuses(LedgerError.InvalidBlockIndex, third);
    }

    [Fact]
    public void AppendBlocks_OfOneThatSpendsWhatAnotherSpent_IsRefused()
    {
        BlockData origin = _chain.Origin(2), first = _chain.After(origin.Block);
        BlockData second = _chain.After(first.Block, 3, new BlockContents(first.Contents.KeyImages, _chain.Outputs(1)));
        LedgerException e = Assert.Throws<LedgerException>(() => _ledger.AppendBlocks([origin, first, second]));
        Assert.Equal(LedgerError.KeyImageAlreadySpent, e.Error);
        Assert.Equal(2UL, _ledger.NumBlocks);
    }

    private void Refuses(LedgerError error, BlockData block)
    {
        ulong blocks = _ledger.NumBlocks;
        LedgerException e = Assert.Throws<LedgerException>(() => _ledger.AppendBlock(block));
        Assert.Equal(error, e.Error);
        Assert.Equal(blocks, _ledger.NumBlocks);
    }
}
