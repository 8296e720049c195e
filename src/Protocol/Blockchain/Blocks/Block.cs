// The header of a block, its id and its place in the chain (fact sheet ledger §5.3, §5.10, crypto §5.9, §9.7).
using MobileCoin.Crypto;
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>A block's header. Decoded ones may bear a wrong id: see <see cref="IsBlockIdValid"/>.</summary>
/// <param name="Id">The id: a digest of the other fields.</param>
/// <param name="Version">The rules under which the block was made; any number decodes.</param>
/// <param name="ParentId">The id of the block before; zeros for the origin block.</param>
/// <param name="Index">The block's place, from 0.</param>
/// <param name="CumulativeTxoCount">Outputs in the ledger after this block.</param>
/// <param name="RootElement">The root of the tree of outputs before this block; the default for the origin block.</param>
/// <param name="ContentsHash">The hash of the block's contents.</param>
public sealed record Block(
    BlockID Id,
    uint Version,
    BlockID ParentId,
    ulong Index,
    ulong CumulativeTxoCount,
    TxOutMembershipElement RootElement,
    BlockContentsHash ContentsHash) : IDigestible, IWireMessage<Block>
{
    /// <summary>The first block of a ledger: version 0, no key images.</summary>
    /// <param name="outputs">Its outputs.</param>
    public static Block NewOriginBlock(ReadOnlySpan<TxOut> outputs) =>
        Create(0, default, 0, (ulong)outputs.Length, default, new BlockContents([], outputs).Hash());

    /// <summary>The block after another.</summary>
    /// <param name="version">The rules under which it was made.</param>
    /// <param name="parent">The block before.</param>
    /// <param name="rootElement">The root of the tree of outputs before this block's are added.</param>
    /// <param name="contents">What it adds to the ledger.</param>
    /// <exception cref="OverflowException">The parent's numbers are the highest there are.</exception>
    public static Block NewWithParent(BlockVersion version, Block parent, TxOutMembershipElement rootElement, BlockContents contents)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(contents);
        ulong index = checked(parent.Index + 1), count = checked(parent.CumulativeTxoCount + (ulong)contents.Outputs.Length);
        return Create(version.Value, parent.Id, index, count, rootElement, contents.Hash());
    }

    /// <summary>Whether the id is that of the other fields.</summary>
    public bool IsBlockIdValid => Id == ComputeId();

    /// <summary>The id that the other fields lead to.</summary>
    public BlockID ComputeId()
    {
        var transcript = new MerlinTranscript("mobilecoin-block-id"u8);
        transcript.DigestUInt32("version"u8, Version);
        ParentId.AppendTo(ref transcript, "parent_id"u8);
        transcript.DigestUInt64("index"u8, Index);
        transcript.DigestUInt64("cumulative_txo_count"u8, CumulativeTxoCount);
        RootElement.AppendTo(ref transcript, "root_element"u8);
        ContentsHash.AppendTo(ref transcript, "contents_hash"u8);
        Span<byte> id = stackalloc byte[BlockID.Size];
        transcript.Digest32(id);
        return new BlockID(id);
    }

    /// <inheritdoc/>
    public void AppendTo(ref MerlinTranscript transcript, ReadOnlySpan<byte> context)
    {
        using DigestAggregate node = transcript.DigestAggregate(context, "Block"u8);
        node.Value("id"u8, Id);
        node.UInt32("version"u8, Version);
        node.Value("parent_id"u8, ParentId);
        node.UInt64("index"u8, Index);
        node.UInt64("cumulative_txo_count"u8, CumulativeTxoCount);
        node.Value("root_element"u8, RootElement);
        node.Value("contents_hash"u8, ContentsHash);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Id);
        writer.UInt64(2, Version);
        writer.Message(3, ParentId);
        writer.UInt64(4, Index);
        writer.UInt64(5, CumulativeTxoCount);
        writer.Message(6, RootElement);
        writer.Message(7, ContentsHash);
    }

    /// <inheritdoc/>
    public static Block ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);

    internal static Block ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> id = default, parent = default, root = default, contents = default;
        uint version = 0;
        ulong index = 0, count = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref id); break;
                case 2: version = reader.UInt32(); break;
                case 3: reader.Merge(ref parent); break;
                case 4: index = reader.UInt64(); break;
                case 5: count = reader.UInt64(); break;
                case 6: reader.Merge(ref root); break;
                case 7: reader.Merge(ref contents); break;
                default: reader.Skip(); break;
            }
        }
        BlockMessage.Require(id, form, "Block.id");
        BlockMessage.Require(parent, form, "Block.parent_id");
        BlockMessage.Require(root, form, "Block.root_element");
        BlockMessage.Require(contents, form, "Block.contents_hash");
        return new Block(
            reader.Message<BlockID>(id), version, reader.Message<BlockID>(parent), index, count,
            reader.Message<TxOutMembershipElement>(root), reader.Message<BlockContentsHash>(contents));
    }

    private static Block Create(
        uint version, BlockID parent, ulong index, ulong count, TxOutMembershipElement root, BlockContentsHash contents)
    {
        var block = new Block(default, version, parent, index, count, root, contents);
        return block with { Id = block.ComputeId() };
    }
}
