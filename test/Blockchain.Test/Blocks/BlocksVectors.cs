// Family blocks: a chain with ids, contents, signatures, metadata in both forms and archive files; prefixes of mint transactions.
using MobileCoin.Crypto;
using MobileCoin.Testing;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain.Test;

public sealed class BlocksVectors
{
    // Blocks of the same file, by index: a case may build on those before it.
    private static readonly Lazy<Dictionary<ulong, BlockData>> Chain = new(() =>
        VectorFile.Cases("blocks").Where(c => string.Equals(c.Op, "block", StringComparison.Ordinal))
            .Select(c => BlockMessage.Decode<BlockData>(c.Hex("block_data_prost"), WireForm.Ledger)).ToDictionary(d => d.Block.Index));

    [Theory]
    [Vectors("blocks")]
    public void Case_MatchesUpstream(VectorCase c)
    {
        switch (c.Op)
        {
            case "block":
                Block block = CheckHeader(c);
                CheckSignature(c, block);
                CheckMetadata(c);
                CheckData(c, block);
                CheckChain(c, block);
                break;
            case "mint_config_tx_prefix":
                var config = WireMessage.Decode<MintConfigTxPrefix>(c.Hex("proto"));
                Assert.Equal(c.Hex("proto"), config.Encode());
                Assert.Equal(c.Hex("hash"), config.Hash());
                Assert.True(Ed25519Public.Parse(c.Hex("signer_public")).Verify(config.Hash(), Ed25519Signature.Parse(c.Hex("signature"))));
                break;
            case "mint_tx_prefix":
                CheckMintTxPrefix(c);
                break;
            case "archive_blocks":
                CheckMerged(c);
                break;
            case "invalid_block_id":
                Assert.Equal(c.Flag("is_block_id_valid"), WireMessage.Decode<Block>(c.Hex("block_proto")).IsBlockIdValid);
                break;
            case "wrong_block_signature":
                var signature = WireMessage.Decode<BlockSignature>(c.Hex("signature_proto"));
                Assert.Equal(c.Flag("valid"), signature.Verify(WireMessage.Decode<Block>(c.Hex("block_proto"))));
                break;
            default:
                Assert.Fail($"no such op: {c.Op}");
                break;
        }
    }

    private static Block CheckHeader(VectorCase c)
    {
        var block = WireMessage.Decode<Block>(c.Hex("block_proto"));
        Assert.Equal(c.Hex("block_proto"), block.Encode());
        Assert.Equal(c.Hex("block_id"), block.Id.ToBytes());
        Assert.Equal(c.Hex("parent_id"), block.ParentId.ToBytes());
        Assert.Equal((uint)c.UInt64("block_version"), block.Version);
        Assert.Equal((c.UInt64("index"), c.UInt64("cumulative_txo_count")), (block.Index, block.CumulativeTxoCount));
        Assert.Equal(c.Hex("root_element_proto"), block.RootElement.Encode());
        Assert.Equal(c.Flag("is_block_id_valid"), block.IsBlockIdValid);

        var contents = WireMessage.Decode<BlockContents>(c.Hex("contents_proto"));
        Assert.Equal(c.Hex("contents_proto"), contents.Encode());
        Assert.Equal(c.Hex("contents_hash"), contents.Hash().ToBytes());
        Assert.Equal(block.ContentsHash, contents.Hash());
        return block;
    }

    private static void CheckSignature(VectorCase c, Block block)
    {
        byte[] digest = new byte[Digest.Size];
        Digest.Compute("block-sig"u8, block, digest);
        Assert.Equal(c.Hex("block_sig_digest"), digest);
        using Ed25519Private key = Ed25519Private.Parse(c.Hex("signer_private"));
        BlockSignature signature = BlockSignature.Sign(block, key, c.UInt64("signed_at"));
        Assert.Equal(c.Hex("signature"), signature.Signature.ToBytes());
        Assert.Equal(c.Hex("signature_proto"), signature.Encode());
        Assert.Equal(signature, WireMessage.Decode<BlockSignature>(c.Hex("signature_proto")));
        Assert.True(signature.Verify(block));
        Assert.False(signature.Verify(block with { Index = block.Index + 1 }));
    }

    private static void CheckMetadata(VectorCase c)
    {
        var metadata = BlockMessage.Decode<BlockMetadata>(c.Hex("metadata_prost"), WireForm.Ledger);
        Assert.Equal(metadata, BlockMessage.Decode<BlockMetadata>(c.Hex("metadata_wire_proto"), WireForm.Public));
        Assert.Equal(c.Hex("metadata_prost"), metadata.Encode(WireForm.Ledger));
        Assert.Equal(c.Hex("metadata_wire_proto"), metadata.Encode(WireForm.Public));

        byte[] digest = new byte[Digest.Size];
        Digest.Compute("block_metadata"u8, metadata.Contents, digest);
        Assert.Equal(c.Hex("metadata_contents_digest"), digest);
        using Ed25519Private key = Ed25519Private.Parse(c.Hex("metadata_node_private"));
        Assert.Equal(metadata, BlockMetadata.Sign(metadata.Contents, key));
        Assert.Equal(c.Hex("metadata_signature"), metadata.Signature.ToBytes());
        Assert.True(metadata.Verify());

        QuorumSet quorumSet = metadata.Contents.QuorumSet;
        Digest.Compute("qs"u8, quorumSet, digest);
        Assert.Equal(c.Hex("quorum_set_digest"), digest);
        Assert.Equal(c.Hex("quorum_set_prost"), quorumSet.Encode(WireForm.Ledger));
        Assert.Equal(c.Hex("quorum_set_wire_proto"), quorumSet.Encode(WireForm.Public));
        Assert.Equal(quorumSet, BlockMessage.Decode<QuorumSet>(c.Hex("quorum_set_wire_proto"), WireForm.Public));
        Assert.True(quorumSet.IsValid);
    }

    private static void CheckData(VectorCase c, Block block)
    {
        var data = BlockMessage.Decode<BlockData>(c.Hex("block_data_prost"), WireForm.Ledger);
        Assert.Equal(block, data.Block);
        Assert.Equal(c.Hex("block_data_prost"), data.Encode(WireForm.Ledger));
        Assert.Equal(data, ArchiveBlocks.Decode(c.Hex("archive_block_proto")));
        CheckArchiveBytes(c.Hex("archive_block_proto"), ArchiveBlocks.Encode(data), [data]);
        Assert.Equal(data, ArchiveBlocks.Decode(ArchiveBlocks.Encode(data)));
    }

    // Archives are compared decoded; as bytes where all writers agree on the order of fields, and always by length.
    private static void CheckArchiveBytes(byte[] expected, byte[] actual, IEnumerable<BlockData> blocks)
    {
        Assert.Equal(expected.Length, actual.Length);
        bool ordered = blocks.All(b => b.Contents.ValidatedMintConfigTxs.IsEmpty
            && b.Contents.Outputs.ToArray().All(o => o.MaskedAmount?.Version == MaskedAmountVersion.V1));
        if (ordered) Assert.Equal(expected, actual);
    }

    private static void CheckChain(VectorCase c, Block block)
    {
        BlockContents contents = Chain.Value[block.Index].Contents;
        if (block.Index == 0)
        {
            Assert.Equal(block, Block.NewOriginBlock(contents.Outputs));
        }
        else if (Chain.Value.TryGetValue(block.Index - 1, out BlockData? parent))
        {
            BlockVersion version = BlockVersion.FromUInt32(block.Version);
            Assert.Equal(block, Block.NewWithParent(version, parent.Block, block.RootElement, contents));
        }
        var tree = new MerkleTree(new MerkleMemory());
        for (ulong i = 0; i <= block.Index; i++)
        {
            if (!Chain.Value.TryGetValue(i, out BlockData? earlier)) return; // a file of later blocks only
            tree.Append(earlier.Contents.Outputs.ToArray());
        }
        Assert.Equal(block.CumulativeTxoCount, tree.Count);
        Assert.Equal(c.Hex("ledger_root_after"), tree.RootElement.Hash.ToBytes());
        if (Chain.Value.TryGetValue(block.Index + 1, out BlockData? next)) Assert.Equal(tree.RootElement, next.Block.RootElement);
    }

    private static void CheckMintTxPrefix(VectorCase c)
    {
        var prefix = WireMessage.Decode<MintTxPrefix>(c.Hex("proto"));
        Assert.Equal(c.Hex("proto"), prefix.Encode());
        Assert.Equal(c.Hex("hash"), prefix.Hash());
        // It is signed by the signer of the configuration in front of it.
        VectorCase? config = VectorFile.Cases("blocks").LastOrDefault(
            other => other.Index < c.Index && string.Equals(other.Op, "mint_config_tx_prefix", StringComparison.Ordinal));
        if (config is null) return;
        Assert.True(Ed25519Public.Parse(config.Hex("signer_public")).Verify(prefix.Hash(), Ed25519Signature.Parse(c.Hex("signature"))));
    }

    private static void CheckMerged(VectorCase c)
    {
        IReadOnlyList<BlockData> blocks = ArchiveBlocks.DecodeMerged(c.Hex("proto"));
        Assert.Equal(c.UInt64("count"), (ulong)blocks.Count);
        for (int i = 0; i < blocks.Count; i++)
        {
            ulong index = c.UInt64("first") + (ulong)i;
            Assert.Equal(index, blocks[i].Block.Index);
            if (Chain.Value.TryGetValue(index, out BlockData? single)) Assert.Equal(single, blocks[i]);
        }
        CheckArchiveBytes(c.Hex("proto"), ArchiveBlocks.EncodeMerged(blocks), blocks);
    }
}
