using MobileCoin.Attestation;
using MobileCoin.Crypto;
using MobileCoin.Curve25519;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain.Test;

public sealed class ArchiveBlocksTests
{
    private static readonly SampleBlocks Sample = new(1);
    private static readonly BlockData Origin = Sample.Origin();
    private static readonly BlockData Good = Sample.Next(Origin);

    [Fact]
    public void Files_KeepTheirBlocks()
    {
        BlockData third = Sample.Next(Good, new VerificationReport(Sample.Bytes(7), [Sample.Bytes(3)], "body"));
        Assert.Equal(Origin, ArchiveBlocks.Decode(ArchiveBlocks.Encode(Origin)));
        Assert.Equal(Good, ArchiveBlocks.Decode(ArchiveBlocks.Encode(Good)));
        Assert.Equal([Origin, Good, third], ArchiveBlocks.DecodeMerged(ArchiveBlocks.EncodeMerged([Origin, Good, third])));
        Assert.Empty(ArchiveBlocks.DecodeMerged([]));
        Assert.Equal(third, BlockMessage.Decode<BlockData>(third.Encode(WireForm.Ledger), WireForm.Ledger));
        Assert.Equal(third, WireMessage.Decode<BlockData>(third.Encode()));
    }

    [Fact]
    public void BlocksOfAMergedFile_MustFollowEachOther()
    {
        BlockData third = Sample.Next(Good);
        Assert.Equal(ArchiveError.InvalidContents, MergedError(Origin, third));
        Assert.Equal(ArchiveError.InvalidContents, MergedError(Good, Origin));
        Assert.Equal(ArchiveError.InvalidContents, MergedError(Good, Good));
        Assert.Equal(ArchiveError.InvalidSignature, MergedError(Origin, Good with { Signature = Sample.Next(Good).Signature }));

        static ArchiveError MergedError(params BlockData[] blocks) =>
            Assert.Throws<ArchiveException>(() => ArchiveBlocks.DecodeMerged(ArchiveBlocks.EncodeMerged(blocks))).Error;
    }

    // Each field of a block changed by itself, the signature made anew where it would hide the error.
    [Fact]
    public void Headers_WithAnyFieldChanged_AreRefused()
    {
        Block b = Good.Block;
        Block[] changed =
        [
            b with { Id = new BlockID(Sample.Bytes(32)) },
            b with { Version = b.Version ^ 1 },
            b with { ParentId = default },
            b with { Index = 9 },
            b with { CumulativeTxoCount = 9 },
            b with { RootElement = b.RootElement with { Range = new Transactions.Range(0, 1) } },
            b with { RootElement = b.RootElement with { Hash = default } },
        ];
        using Ed25519Private key = Sample.Key();
        foreach (Block block in changed)
        {
            Assert.False(block.IsBlockIdValid);
            Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Block = block }));
            Assert.Equal(ArchiveError.InvalidContents, Error(Good with { Block = block, Signature = BlockSignature.Sign(block, key, 1) }));
            Assert.Equal(ArchiveError.InvalidContents, Error(Good with { Block = block, Signature = null }));
        }
        Block otherContents = b with { ContentsHash = default };
        otherContents = otherContents with { Id = otherContents.ComputeId() };
        Assert.Equal(ArchiveError.InvalidContents, Error(Good with { Block = otherContents, Signature = null }));
    }

    [Fact]
    public void Contents_WithAnyListChanged_AreRefused()
    {
        BlockContents c = Good.Contents;
        BlockContents[] changed =
        [
            new(c.KeyImages[1..], c.Outputs, c.ValidatedMintConfigTxs, c.MintTxs),
            new([c.KeyImages[1], c.KeyImages[0]], c.Outputs, c.ValidatedMintConfigTxs, c.MintTxs),
            new(c.KeyImages, c.Outputs[1..], c.ValidatedMintConfigTxs, c.MintTxs),
            new(c.KeyImages, [c.Outputs[1], c.Outputs[0]], c.ValidatedMintConfigTxs, c.MintTxs),
            new(c.KeyImages, c.Outputs, [], c.MintTxs),
            new(c.KeyImages, c.Outputs, c.ValidatedMintConfigTxs, []),
        ];
        foreach (BlockContents contents in changed) Assert.Equal(ArchiveError.InvalidContents, Error(Good with { Contents = contents }));
    }

    [Fact]
    public void Signatures_OfTheBlock_AreChecked()
    {
        BlockSignature s = Good.Signature!;
        Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Signature = s with { Signature = default } }));
        Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Signature = s with { Signer = Sample.Node().PublicKey } }));
        Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Signature = s with { Signer = default } }));
        BlockData later = Good with { Signature = s with { SignedAt = 5 } }; // the host's word
        Assert.Equal(later, ArchiveBlocks.Decode(ArchiveBlocks.Encode(later)));
    }

    [Fact]
    public void Metadata_IsChecked()
    {
        BlockMetadata m = Good.Metadata!;
        using Ed25519Private key = Sample.Key();
        Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Metadata = m with { Signature = default } }));
        Assert.Equal(ArchiveError.InvalidSignature, Error(Good with { Metadata = m with { NodeKey = Sample.Node().PublicKey } }));
        Assert.Equal(ArchiveError.InvalidSignature, Unsigned(m.Contents with { BlockId = default }));
        Assert.Equal(ArchiveError.InvalidSignature, Unsigned(m.Contents with { AttestationEvidence = Sample.Evidence() }));
        Assert.Equal(ArchiveError.InvalidSignature, Unsigned(m.Contents with { QuorumSet = QuorumSet.Empty }));
        Assert.Equal(ArchiveError.InvalidSignature, Unsigned(m.Contents with { ResponderId = new ResponderId("node2.test:443") }));
        Assert.Equal(ArchiveError.ObjectMissing, Resigned(m.Contents with { AttestationEvidence = null }));
        Assert.Equal(ArchiveError.InvalidQuorumSet, Resigned(m.Contents with { QuorumSet = new QuorumSet(1) }));
        Assert.Equal(ArchiveError.InvalidQuorumSet, Resigned(m.Contents with { QuorumSet = new QuorumSet(0, QuorumSetMember.Empty) }));
        Assert.Equal(ArchiveError.InvalidResponderId, Resigned(m.Contents with { ResponderId = new ResponderId("node") }));

        ArchiveError Unsigned(BlockMetadataContents contents) => Error(Good with { Metadata = m with { Contents = contents } });
        ArchiveError Resigned(BlockMetadataContents contents) => Error(Good with { Metadata = BlockMetadata.Sign(contents, key) });
    }

    [Fact]
    public void OutputsWithKeysThatDoNotDecode_AreRefused()
    {
        TxOut o = Good.Contents.Outputs[0];
        var noPoint = new CompressedRistretto(Enumerable.Repeat((byte)0xff, 32).ToArray());
        foreach (TxOut bad in new TxOut[]
        {
            new(o.MaskedAmount, noPoint, o.PublicKey, o.FogHint, o.Memo),
            new(o.MaskedAmount, o.TargetKey, noPoint, o.FogHint, o.Memo),
        })
        {
            var contents = new BlockContents([], [Good.Contents.Outputs[1], bad]);
            Block block = Block.NewWithParent(BlockVersion.Max, Origin.Block, default, contents);
            Assert.Equal(ArchiveError.InvalidKey, Error(new BlockData(block, contents)));
        }
    }

    [Fact]
    public void FileWithoutABlock_IsRefused()
    {
        Assert.Equal(ArchiveError.ObjectMissing, Assert.Throws<ArchiveException>(() => ArchiveBlocks.Decode([])).Error);
        byte[] version2 = [0x12, 0x00];
        Assert.Equal(ArchiveError.ObjectMissing, Assert.Throws<ArchiveException>(() => ArchiveBlocks.Decode(version2)).Error);
        byte[] empty = [0x0a, 0x00];
        Assert.Throws<WireException>(() => ArchiveBlocks.Decode(empty));
        Assert.Equal(ArchiveError.ObjectMissing, Assert.Throws<ArchiveException>(() => ArchiveBlocks.DecodeMerged(empty)).Error);
    }

    [Fact]
    public void Bytes_CutOffAnywhere_AreRefused()
    {
        byte[] file = ArchiveBlocks.Encode(Good), merged = ArchiveBlocks.EncodeMerged([Origin, Good]);
        for (int length = 0; length < file.Length; length++)
        {
            Exception e = Assert.ThrowsAny<Exception>(() => ArchiveBlocks.Decode(file.AsSpan(0, length)));
            Assert.True(e is WireException or ArchiveException, e.ToString());
        }
        int whole = 0;
        for (int length = 0; length < merged.Length; length++)
        {
            try
            {
                ArchiveBlocks.DecodeMerged(merged.AsSpan(0, length));
                whole++; // cut between blocks
            }
            catch (WireException)
            {
            }
        }
        Assert.Equal(2, whole);
    }

    // Whatever byte is changed: the block is refused, or it is one that is not covered by anything.
    [Fact]
    public void Bytes_ChangedAnywhere_DoNotPassUnseen()
    {
        byte[] file = ArchiveBlocks.Encode(Good);
        var random = new Random(3);
        for (int round = 0; round < 3000; round++)
        {
            byte[] changed = (byte[])file.Clone();
            changed[random.Next(file.Length)] ^= (byte)random.Next(1, 256);
            BlockData read;
            try
            {
                read = ArchiveBlocks.Decode(changed);
            }
            catch (Exception e) when (e is WireException or ArchiveException)
            {
                continue;
            }
            Assert.Equal(Good.Block, read.Block);
            Assert.Equal(Good.Contents, read.Contents);
        }
    }

    private static ArchiveError Error(BlockData data) =>
        Assert.Throws<ArchiveException>(() => ArchiveBlocks.Decode(ArchiveBlocks.Encode(data))).Error;
}
