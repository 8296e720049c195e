// A block with all that is kept of it (fact sheet ledger §5.4, crypto §9.7).
using MobileCoin.Wire;

namespace MobileCoin.Blockchain;

/// <summary>A block with its contents and what was said beside it. Its public form is the archive's ArchiveBlockV1.</summary>
/// <param name="Block">The header.</param>
/// <param name="Contents">What it adds to the ledger.</param>
/// <param name="Signature">The enclave's signature; the origin block has none.</param>
/// <param name="Metadata">The node's metadata; older blocks have none.</param>
public sealed record BlockData(Block Block, BlockContents Contents, BlockSignature? Signature = null, BlockMetadata? Metadata = null)
    : IBlockMessage<BlockData>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer, WireForm form)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, Block);
        writer.Message(2, Contents);
        writer.Optional(3, Signature);
        if (Metadata is not null) writer.Message(4, Metadata, form);
    }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer) => WriteTo(writer, WireForm.Ledger);

    /// <inheritdoc/>
    public static BlockData ReadFrom(ref ProstReader reader, WireForm form)
    {
        ReadOnlySpan<byte> block = default, contents = default, signature = default, metadata = default;
        bool hasSignature = false, hasMetadata = false;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref block); break;
                case 2: reader.Merge(ref contents); break;
                case 3: reader.Merge(ref signature, ref hasSignature); break;
                case 4: reader.Merge(ref metadata, ref hasMetadata); break;
                default: reader.Skip(); break;
            }
        }
        ProstReader nestedBlock = reader.Nested(block), nestedSignature = reader.Nested(signature);
        return new BlockData(
            Block.ReadFrom(ref nestedBlock, form),
            reader.Message<BlockContents>(contents),
            hasSignature ? BlockSignature.ReadFrom(ref nestedSignature, form) : null,
            hasMetadata ? reader.Message<BlockMetadata>(metadata, form) : null);
    }

    /// <inheritdoc/>
    public static BlockData ReadFrom(ref ProstReader reader) => ReadFrom(ref reader, WireForm.Ledger);
}
